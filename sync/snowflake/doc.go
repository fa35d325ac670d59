// Package snowflake is a Snowflake schema as a source: its tables and views are
// surveyed in one query, and what has changed is read in windows of the cursor,
// as Arrow, with an exact conversion of our own.
//
// The package writes nothing into the warehouse and nothing into the mirror, and
// no secret leaves it but to the warehouse.
package snowflake
