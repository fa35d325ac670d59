// Package control lets a process run a command inside the server that holds
// the DuckDB file, which nobody else can open meanwhile. It is a loopback HTTP
// endpoint of its own, apart from the dashboard's: whoever knows the token in
// the lock file, which only its owner can read, may use it.
package control
