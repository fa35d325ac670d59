package pipeline

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"sprue/engine/roi"
)

// Config holds the sections of the configuration that decide what a build
// computes, and how. Each field is a section of sprue.yaml.
type Config struct {
	Build     BuildConfig     `yaml:"pipeline"`
	Shots     ShotsConfig     `yaml:"shots"`
	Overrides []Override      `yaml:"overrides"`
	Calendar  CalendarConfig  `yaml:"calendar"`
	RunRate   RunRateConfig   `yaml:"run_rate"`
	ROI       roi.Config      `yaml:"roi"`
	Families  []FamilyRule    `yaml:"families"`
	Suppliers SuppliersConfig `yaml:"suppliers"`
	Quality   QualityConfig   `yaml:"quality"`

	Maintenance MaintenanceConfig `yaml:"maintenance"`
	Benchmark   BenchmarkConfig   `yaml:"benchmark"`

	// Shapes is what becomes of new keys of shots, by source: its schema_mode of
	// DATA_SHOT. One that is not listed takes them.
	Shapes map[string]string `yaml:"-"`
}

// shapes are the sources that have one of the modes, with it.
func (c Config) shapes(modes ...string) [][]any {
	rows := [][]any{}
	for _, source := range slices.Sorted(maps.Keys(c.Shapes)) {
		if slices.Contains(modes, c.Shapes[source]) {
			rows = append(rows, []any{source, c.Shapes[source]})
		}
	}
	return rows
}

// BuildConfig says how much a build may take at once.
type BuildConfig struct {
	// ChunkSizeDays is how many UTC days go into a chunk together; a chunk of
	// far more shots than four batches is cut by counters.
	ChunkSizeDays int `yaml:"chunk_size_days"`
	// MaxWorkers is the number of threads of a build; 0 takes all cores.
	MaxWorkers int `yaml:"max_workers"`
	// BatchUploadSize is the number of shots in a batch; a chunk aims at four
	// batches.
	BatchUploadSize int `yaml:"batch_upload_size"`
	// MemoryLimitMB is the memory that the process aims to stay in, at least
	// 64; 0 leaves what the store has set.
	MemoryLimitMB int `yaml:"memory_limit_mb"`
	// EnableIncremental false makes every build a full one.
	EnableIncremental bool `yaml:"enable_incremental"`
}

// EngineMemoryMB is DuckDB's part of the limit: two thirds. What it does not
// count (parsed JSON, writers of files, freed memory that the system has not
// taken back) and the program itself took up to half a GB beside it.
func (b BuildConfig) EngineMemoryMB() int {
	if b.MemoryLimitMB == 0 {
		return 0
	}
	return max(64, b.MemoryLimitMB*2/3)
}

// ShotsConfig says how packets are read.
type ShotsConfig struct {
	ShotTime         string            `yaml:"shot_time"`          // end or start of the cycle
	CounterPattern   string            `yaml:"counter_pattern"`    // glob with * and ?; empty takes every counter
	AssignmentMaxAge Duration          `yaml:"assignment_max_age"` // after which an assignment is stale
	HourZone         string            `yaml:"hour_zone"`          // IANA zone of the clock of STATISTICS.HOUR
	Extra            map[string]string `yaml:"extra"`              // unknown keys promoted to typed columns
}

// Override maps a counter to a tool, or sets a tool's approved cycle time, in
// [From, To); zero is open. Of several that fit, the last one listed decides.
type Override struct {
	Counter    string    `yaml:"counter"`
	Tool       string    `yaml:"tool"`
	ApprovedCT float64   `yaml:"approved_ct"` // s
	From       time.Time `yaml:"from"`
	To         time.Time `yaml:"to"`
}

// FamilyRule names the tooling family of the tools of a supplier or of a
// type. The first rule that fits decides; a condition not set fits all.
type FamilyRule struct {
	Family   string `yaml:"family"`
	Supplier int64  `yaml:"supplier"` // supplier_id
	Type     string `yaml:"type"`     // tooling_type
}

// SuppliersConfig groups suppliers.
type SuppliersConfig struct {
	Categories []CategoryRule `yaml:"categories"`
}

// CategoryRule names a category of suppliers. The first rule that fits
// decides; a condition not set fits all.
type CategoryRule struct {
	Category    string `yaml:"category"`
	CompanyType string `yaml:"company_type"`
	Tier        string `yaml:"tier"`
	Name        string `yaml:"name"` // glob with * and ?
}

// Defaults is the configuration of a file that says nothing.
func Defaults() Config {
	return Config{
		Build: BuildConfig{
			ChunkSizeDays:     1,
			BatchUploadSize:   500_000,
			MemoryLimitMB:     2048,
			EnableIncremental: true,
		},
		Shots: ShotsConfig{
			ShotTime:         "end",
			AssignmentMaxAge: Duration(30 * 24 * time.Hour),
			HourZone:         "UTC",
		},
		Calendar: CalendarConfig{DayStart: "00:00"},
		RunRate:  runRateDefaults(),
		ROI:      roi.Defaults(),
		Quality:  qualityDefaults(),

		Benchmark: benchmarkDefaults(),
	}
}

// Validate finds what a build cannot work with.
func (c Config) Validate() error {
	errs := []error{c.Build.validate(), c.Shots.validate(), c.Calendar.validate(), c.RunRate.validate(), c.ROI.Validate(), c.Quality.validate(), c.Maintenance.validate(), c.Benchmark.validate()}
	for i, o := range c.Overrides {
		if err := o.validate(); err != nil {
			errs = append(errs, fmt.Errorf("overrides[%d]: %w", i, err))
		}
	}
	for i, f := range c.Families {
		if f.Family == "" || (f.Supplier == 0 && f.Type == "") {
			errs = append(errs, fmt.Errorf("families[%d]: needs family, and supplier or type", i))
		}
	}
	for i, r := range c.Suppliers.Categories {
		if r.Category == "" || r.CompanyType+r.Tier+r.Name == "" {
			errs = append(errs, fmt.Errorf("suppliers.categories[%d]: needs category, and company_type, tier or name", i))
		}
	}
	return errors.Join(errs...)
}

func (b BuildConfig) validate() error {
	switch {
	case b.ChunkSizeDays < 1:
		return fmt.Errorf("pipeline.chunk_size_days: %d is not 1 or more", b.ChunkSizeDays)
	case b.BatchUploadSize < 1:
		return fmt.Errorf("pipeline.batch_upload_size: %d is not 1 or more", b.BatchUploadSize)
	case b.MaxWorkers < 0:
		return fmt.Errorf("pipeline.max_workers: %d is negative", b.MaxWorkers)
	case b.MemoryLimitMB != 0 && b.MemoryLimitMB < 64:
		return fmt.Errorf("pipeline.memory_limit_mb: %d is less than 64", b.MemoryLimitMB)
	}
	return nil
}

func (s ShotsConfig) validate() error {
	if s.ShotTime != "end" && s.ShotTime != "start" {
		return fmt.Errorf("shots.shot_time: %q is neither end nor start", s.ShotTime)
	}
	if s.AssignmentMaxAge < 0 {
		return fmt.Errorf("shots.assignment_max_age: %s is negative", s.AssignmentMaxAge)
	}
	if _, err := time.LoadLocation(s.HourZone); err != nil || s.HourZone == "" || s.HourZone == "Local" {
		return fmt.Errorf("shots.hour_zone: %q is no IANA zone, as Europe/Vienna", s.HourZone)
	}
	return validateExtra(s.Extra)
}

func (o Override) validate() error {
	switch {
	case o.Tool == "":
		return errors.New("no tool")
	case o.Counter == "" && o.ApprovedCT == 0:
		return errors.New("neither counter nor approved_ct, or approved_ct is 0")
	case o.Counter != "" && o.ApprovedCT != 0:
		return errors.New("counter and approved_ct are two entries")
	case o.ApprovedCT < 0:
		return fmt.Errorf("approved_ct %v is negative", o.ApprovedCT)
	case !o.From.IsZero() && !o.To.IsZero() && !o.From.Before(o.To):
		return fmt.Errorf("from %s is not before to %s", o.From.Format(time.RFC3339), o.To.Format(time.RFC3339))
	}
	return nil
}
