package pipeline

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"sprue/engine/enginetest"
	"sprue/engine/pipeline/pipelinetest"
	"sprue/engine/reference"
	"sprue/engine/roi"
	"sprue/engine/store"
)

// TestMasterIsTheReference builds random hostile histories step by step and
// compares every table with the row-by-row recomputation, which knows no steps:
// the first build is full, the others are incremental wherever no setting
// changed. A build costs nearly the same for one history as for many, so
// each file holds many that know nothing of each other; every sixth file is
// built more often.
func TestMasterIsTheReference(t *testing.T) {
	const beside = 34
	enginetest.Seeds(t, 6, func(t *testing.T, seed uint64) {
		histories := make([]*pipelinetest.History, beside)
		for i := range histories {
			histories[i] = pipelinetest.NewBeside(beside*seed+uint64(i), int64(10*i))
		}
		rnd := rand.New(rand.NewPCG(seed, 3))
		cfg := hostileConfig(rnd)
		cfg.ROI.For = known(cfg.ROI.For, together(histories))
		s := openSmall(t, seed)
		builds := 2
		if seed%6 == 0 {
			builds = 5
		}
		for n := range builds {
			in := together(histories)
			if err := pipelinetest.Write(context.Background(), s, in); err != nil {
				t.Fatal(err)
			}
			report := mustBuild(t, newPipeline(t, s, cfg), Options{})
			compareMaster(t, s, in, cfg, fmt.Sprintf("build %d, %s", n, report.Kind))
			if t.Failed() {
				return
			}
			for range 1 + rnd.IntN(3) {
				for _, h := range histories {
					h.Step()
				}
			}
			if rnd.IntN(5) == 0 {
				cfg.Overrides = hostileOverrides(rnd, in.Molds)
			}
			cfg.Quality.Baselines = hostilePins(rnd, in.Molds)
		}
	})
}

// together is one raw layer of all histories.
func together(all []*pipelinetest.History) reference.Input {
	var in reference.Input
	for _, h := range all {
		in.Packets = append(in.Packets, h.Input.Packets...)
		in.Statistics = append(in.Statistics, h.Input.Statistics...)
		in.Molds = append(in.Molds, h.Input.Molds...)
		in.MoldParts = append(in.MoldParts, h.Input.MoldParts...)
		in.Parts = append(in.Parts, h.Input.Parts...)
		in.Companies = append(in.Companies, h.Input.Companies...)
		in.Locations = append(in.Locations, h.Input.Locations...)
		in.MoldLocations = append(in.MoldLocations, h.Input.MoldLocations...)
	}
	return in
}

// openSmall is openStore, but every fourth file has two threads all the same.
func openSmall(t testing.TB, seed uint64) *store.Store {
	t.Helper()
	return pipelinetest.Open(t, 1+int(seed%4)/3)
}

// TestMasterInAnyChunks: how the work is cut decides nothing.
func TestMasterInAnyChunks(t *testing.T) {
	enginetest.Seeds(t, 3, func(t *testing.T, seed uint64) {
		h := pipelinetest.New(100_000 + seed)
		cfg := Defaults()
		cfg.Build.BatchUploadSize = 1 + int(seed%6)*3
		cfg.Build.ChunkSizeDays = 1 + int(seed)%3
		s := openStore(t)
		if err := pipelinetest.Write(context.Background(), s, h.Input); err != nil {
			t.Fatal(err)
		}
		mustBuild(t, newPipeline(t, s, cfg), Options{})
		compareMaster(t, s, h.Input, cfg, "full")
	})
}

func hostileConfig(rnd *rand.Rand) Config {
	cfg := Defaults()
	cfg.Build.BatchUploadSize = 1 + rnd.IntN(60)
	cfg.Calendar.DayStart = []string{"00:00", "06:00", "22:30"}[rnd.IntN(3)]
	cfg.Calendar.For = []LocationCalendar{{Location: 2, DayStart: "05:00"}}
	if rnd.IntN(4) == 0 {
		cfg.Shots.CounterPattern = "cnt-?"
	}
	if rnd.IntN(3) == 0 {
		cfg.Shots.HourZone = []string{"Europe/Vienna", "America/St_Johns", "Asia/Kolkata"}[rnd.IntN(3)]
	}
	if rnd.IntN(2) == 0 {
		cfg.ROI.For = []roi.For{
			{Part: "p-1", Economics: roi.Economics{Tolerance: new(0.0)}}, {Company: 2, Economics: roi.Economics{Tolerance: new(0.2)}},
			{Location: 1, Economics: roi.Economics{Tolerance: new(0.01)}}, {Company: 3, Tool: "T-2", Economics: roi.Economics{Tolerance: new(0.1)}},
			{Location: 1, Economics: roi.Economics{LabourRate: new(1.0)}}, {Company: 2, Economics: roi.Economics{Tolerance: new(0.03)}},
		}
	}
	if rnd.IntN(2) == 0 {
		cfg.Families = []FamilyRule{{Family: "x", Supplier: 2, Type: "A"}, {Family: "y", Supplier: 2}, {Family: "z", Type: "B"}}
	}
	if rnd.IntN(2) == 0 {
		cfg.Suppliers.Categories = []CategoryRule{{Category: "first", Tier: "Tier 1", CompanyType: "SUPPLIER"}, {Category: "second", Name: "company ?/1"}}
	}
	return cfg
}

// known leaves the economics of tools and parts that there are: others are an
// error.
func known(all []roi.For, in reference.Input) []roi.For {
	return slices.DeleteFunc(all, func(f roi.For) bool {
		tool := slices.ContainsFunc(in.Molds, func(m reference.Mold) bool { return m.EquipmentCode != nil && code(*m.EquipmentCode) == code(f.Tool) })
		part := slices.ContainsFunc(in.Parts, func(p reference.Part) bool { return p.PartCode != nil && code(*p.PartCode) == code(f.Part) })
		return f.Tool != "" && !tool || f.Part != "" && !part
	})
}

// hostileOverrides name tools as configurations do, but only those that MOLD
// has: others are an error.
func hostileOverrides(rnd *rand.Rand, molds []reference.Mold) []Override {
	start := time.Date(2026, []time.Month{3, 10, 4, 6}[rnd.IntN(4)], 20, 0, 0, 0, 0, time.UTC)
	overrides := []Override{}
	for range rnd.IntN(4) {
		o := Override{Tool: []string{"T-1", "t-2 "}[rnd.IntN(2)]}
		if !slices.ContainsFunc(molds, func(m reference.Mold) bool { return m.EquipmentCode != nil && code(*m.EquipmentCode) == code(o.Tool) }) {
			continue
		}
		if rnd.IntN(2) == 0 {
			o.Counter = []string{"CNT-1", " cnt-2"}[rnd.IntN(2)]
		} else {
			o.ApprovedCT = 28.5
		}
		if rnd.IntN(2) == 0 {
			o.From = start.Add(time.Duration(rnd.IntN(300)) * time.Hour)
		}
		if rnd.IntN(2) == 0 {
			o.To = start.Add(time.Duration(300+rnd.IntN(100)) * time.Hour)
		}
		overrides = append(overrides, o)
	}
	return overrides
}

// hostilePins pin the baselines of some tools, to days with shots and to others.
func hostilePins(rnd *rand.Rand, molds []reference.Mold) (pins []BaselineConfig) {
	for _, m := range molds {
		if m.EquipmentCode == nil || code(*m.EquipmentCode) == "" || rnd.IntN(2) == 0 {
			continue
		}
		from := time.Date(2026, []time.Month{3, 10, 4, 6}[rnd.IntN(4)], 18+rnd.IntN(14), 0, 0, 0, 0, time.UTC)
		pins = append(pins, BaselineConfig{
			Tool: *m.EquipmentCode, From: from.Format(time.DateOnly), To: from.AddDate(0, 0, 1+rnd.IntN(6)).Format(time.DateOnly),
		})
	}
	return pins
}

// judgedMaster is the part of the configuration that decides the master table,
// as the reference knows it.
func judgedMaster(cfg Config) (reference.Params, []reference.Override) {
	p := judged(cfg)
	p.CounterPattern, p.HourZone = cfg.Shots.CounterPattern, cfg.Shots.HourZone
	p.Family = func(supplier reference.Int, toolingType reference.Text) (string, bool) {
		for _, f := range cfg.Families {
			if (f.Supplier == 0 || supplier == reference.Int{V: f.Supplier, Valid: true}) && (f.Type == "" || toolingType == reference.Text{V: f.Type, Valid: true}) {
				return f.Family, true
			}
		}
		return "", false
	}
	p.SupplierCategory = func(c reference.Company) (string, bool) {
		for _, r := range cfg.Suppliers.Categories {
			tier := r.Tier == "" || (c.Tier != nil && *c.Tier == r.Tier)
			kind := r.CompanyType == "" || (c.CompanyType != nil && *c.CompanyType == r.CompanyType)
			name := r.Name == "" || (c.Name != nil && len(*c.Name) == len(r.Name) && strings.HasPrefix(*c.Name, "company ") && strings.HasSuffix(*c.Name, "/1"))
			if tier && kind && name {
				return r.Category, true
			}
		}
		return "", false
	}
	overrides := []reference.Override{}
	for _, o := range cfg.Overrides {
		r := reference.Override{Counter: o.Counter, Tool: o.Tool}
		if o.ApprovedCT != 0 {
			r.ApprovedCT = &o.ApprovedCT
		}
		if !o.From.IsZero() {
			r.From = &o.From
		}
		if !o.To.IsZero() {
			r.To = &o.To
		}
		overrides = append(overrides, r)
	}
	return p, overrides
}

func compareMaster(t testing.TB, s *store.Store, in reference.Input, cfg Config, when string) {
	t.Helper()
	params, overrides := judgedMaster(cfg)
	in.Overrides = overrides
	want := reference.Master(in, params)
	pipelinetest.CheckMaster(t, s, want, when)
	pipelinetest.CheckContexts(t, s, when)
	rates := reference.RunRate(want.Shots, params, want.LeftOut...)
	pipelinetest.CheckRates(t, s, rates, when)
	pipelinetest.CheckBridge(t, s, reference.LossBridge(rates.ToolDays, in.Molds), when)
	pipelinetest.CheckSessions(t, s, reference.Sessions(rates.Intervals, params, noLimits, usualLimits(cfg)), when)
	pipelinetest.CheckCounts(t, s, reference.Stretches(rates.Intervals, pipelinetest.Windows(t, s)), when)
	quality := reference.Quality(in, params, want, rates.Shots)
	pipelinetest.CheckQuality(t, s, quality, when)
	pipelinetest.CheckLevels(t, s, reference.Levels(in, params, want, quality), when)
	pipelinetest.CheckProcess(t, s, reference.ProcessDays(want.Shots, params), when)
	pipelinetest.CheckReconciliation(t, s, reference.Reconcile(in, params, want.Shots), when)
}
