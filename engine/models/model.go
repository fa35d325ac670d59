package models

// Kind says what a model's SELECT becomes.
type Kind string

// The kinds of models.
const (
	Table    Kind = "table" // created empty, then filled chunk by chunk
	View     Kind = "view"
	Temp     Kind = "temp"      // a step inside a build, gone with its transaction
	TempView Kind = "temp view" // a step that is worked out where it is read
)

// IsStep tells whether it is gone with its transaction.
func (m Model) IsStep() bool { return m.Kind == Temp || m.Kind == TempView }

// Model is one file.
type Model struct {
	Name    string // 'mart.run'; temp models have no schema
	Kind    Kind
	Grain   string // what one row is
	Key     string // the columns that name a row
	Rebuild string // what a change makes dirty, in words
	With    string // a step that a view works out by itself: its SELECT is put in the place of a comment with its name
	Columns []Column
	SQL     string // one SELECT, without the header
	Hash    string // of SQL; where it changed, all that is made from it is made anew
	Path    string // of the file, for errors
}

// Column is a column with its comment.
type Column struct {
	Name    string
	Comment string
}

// WithSQL is the same model with another SELECT.
func (m Model) WithSQL(sql string) Model {
	m.SQL, m.Hash = sql, hash(sql)
	return m
}
