// Package models holds the SQL of every table and view that a build makes: one
// file a table, embedded, with a header that names it and explains it.
//
// It parses and orders the files. It runs none of them: engine/pipeline does.
package models
