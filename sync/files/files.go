package files

import (
	"context"
	"io/fs"
	"os"
	"sync"

	"sprue/engine"
	"sprue/sync/source"
)

// Config says which folder to read.
type Config struct {
	Name string `yaml:"name"`
	Path string `yaml:"path"`
	// BatchMB is the size of a batch once it is unpacked; 0 is 128. The mirror
	// holds a batch about twice in memory.
	BatchMB int `yaml:"batch_mb"`
}

// Validate says what is wrong with the settings.
func (c Config) Validate() error {
	wrong := func(message string) error {
		return &engine.Error{Code: engine.CodeUsage, Doing: "source " + c.Name, Message: message}
	}
	switch {
	case c.Name == "":
		return wrong("name is missing")
	case c.Path == "":
		return wrong("path is missing")
	case c.BatchMB < 0:
		return wrong("batch_mb is negative")
	}
	return nil
}

// Source is a folder. Its zero value is not usable; see New.
type Source struct {
	cfg Config
	// stat and open are seams for tests of files that change or refuse.
	stat func(path string) (fs.FileInfo, error)
	open func(path string) (*os.File, error)

	mu   sync.Mutex
	seen map[string]inspected // of this survey, by path: a batch need not look again
}

var _ source.Source = (*Source)(nil)

// New makes a source of a folder. The folder need not exist yet: Survey says so.
func New(cfg Config) (*Source, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	if cfg.BatchMB == 0 {
		cfg.BatchMB = 128
	}
	return &Source{cfg: cfg, stat: os.Stat, open: os.Open, seen: map[string]inspected{}}, nil
}

// Name is the name of the source.
func (s *Source) Name() string { return s.cfg.Name }

// Survey finds the files of each table and looks into the headers of those that
// are new or changed.
func (s *Source) Survey(ctx context.Context, db source.Reader, ask source.Ask) (source.Survey, error) {
	s.forget()
	listed, err := s.list(ctx)
	if err != nil {
		return source.Survey{}, err
	}
	survey := source.Survey{Others: listed.strange}
	for _, table := range ask.Tables {
		listing, ok := listed.tables[table.Name]
		if !ok {
			continue
		}
		found, err := s.survey(ctx, db, table, listing, ask.Known[table.Name])
		if err != nil {
			return survey, &source.InTable{Table: table.Name, Err: err}
		}
		survey.Found = append(survey.Found, found)
	}
	return survey, s.checkAny(listed, survey.Found, ask.Tables)
}
