package engine

import "errors"

// Code tells kinds of errors apart. Its value is the exit code of the command
// line.
type Code int

// The codes of errors that a user sees.
const (
	CodeNo     Code = 1 // the answer is 'no' (check, verify, doctor)
	CodeUsage  Code = 2 // usage or configuration
	CodeSource Code = 3 // source not reachable or refused
	CodeData   Code = 4 // data error
	CodeFile   Code = 5 // file locked or damaged
)

// Error is what a user is told: what was being done, what went wrong, and what
// to do about it. Pages and the command line print it without Cause; logs get
// Cause too.
type Error struct {
	Code    Code
	Doing   string // 'open plant.duckdb'
	Message string // 'another process holds the file (pid 4711)'
	Hint    string // 'stop it, or …'; may be empty
	Cause   error  // may be nil
}

func (e *Error) Error() string {
	if e.Doing == "" {
		return e.Message
	}
	return e.Doing + ": " + e.Message
}

func (e *Error) Unwrap() error { return e.Cause }

// CodeOf gives the code of the outermost *Error in err's chain, CodeNo where
// there is none.
func CodeOf(err error) Code {
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return CodeNo
}
