// Package snowflaketest is a server on the loopback that speaks enough of
// Snowflake's protocol for the real driver: log-in, queries with Arrow and JSON
// results in several chunks, DML, asynchronous queries, heartbeat, renewal of
// tokens and cancelling. Its tables lie in an in-memory DuckDB, into whose words
// the SQL that sprue sends is translated.
//
// Faults are a script: which answer to spoil, and how. The server is a tool for
// tests and demonstrations; it keeps nobody out.
package snowflaketest
