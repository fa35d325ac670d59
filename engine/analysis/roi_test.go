package analysis

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"sprue/engine"
	"sprue/engine/pipeline"
	"sprue/engine/pipeline/pipelinetest"
	"sprue/engine/roi"
)

// toolDay is a row of mart.roi_tool_day on local production days from 1 June on.
type toolDay struct {
	tool, part         string
	supplier, location int64
	day                int
	shots, cavities    int64
	ct, approved       float64 // s, of each shot
	downtime           float64 // h
}

// roiPlant has nothing but rows of the tables that are asked: the tools of the
// contract, two for the rates and three for years.
func roiPlant(t testing.TB) *plant {
	t.Helper()
	s := pipelinetest.Open(t, 1)
	build, err := pipeline.New(pipeline.Defaults(), s, clock, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	if err := build.Ensure(context.Background()); err != nil {
		t.Fatal(err)
	}
	pl := &plant{TB: t, store: s, analysis: New(s, Config{Clock: clock})}
	days := []toolDay{
		{tool: "K-1", part: "P-1", day: 1, shots: 125_000, cavities: 8, ct: 40, approved: 30},
		{tool: "K-2", part: "P-1", day: 2, shots: 1, cavities: 1, ct: 40, approved: 30},
		{tool: "K-3", part: "P-1", day: 2, shots: 99, cavities: 1, ct: 30, approved: 30},
		{tool: "K-4", part: "P-1", day: 3, shots: 10, cavities: 1, ct: 30, downtime: 1},
		{tool: "R-1", part: "P-1", supplier: 1, location: 1, day: 1, shots: 360, cavities: 2, ct: 40, approved: 30, downtime: 2}, // loses 1 h, 240 parts
		{tool: "R-1", part: "P-22", supplier: 1, location: 1, day: 2, shots: 360, cavities: 2, ct: 40, approved: 30, downtime: 2},
		{tool: "R-2", part: "P-1", supplier: 2, location: 2, day: 2, shots: 360, cavities: 1, ct: 20, approved: 30, downtime: 1}, // gains 1 h, 120 parts
		{tool: "Y-3", part: "P-1", supplier: 2, location: 2, day: 20, shots: 36, cavities: 1, ct: 40, approved: 30},              // little data
	}
	for day := 1; day <= 20; day++ {
		if day%2 == 0 { // loses 1 h
			days = append(days, toolDay{tool: "Y-1", part: "P-1", supplier: 1, location: 1, day: day, shots: 360, cavities: 2, ct: 40, approved: 30, downtime: float64(day % 3)})
		}
		days = append(days, toolDay{tool: "Y-2", part: "P-22", supplier: 2, location: 2, day: day, shots: 600, cavities: 1, ct: 30, approved: 30})
	}
	var statements []string
	for _, d := range days {
		statements = append(statements, d.rows()...)
	}
	pl.exec(together(append(statements, insert("meta.source", columns("source, synced_utc"), "test", "2026-03-20 11:30:00")))...)
	return pl
}

func (d toolDay) rows() []string {
	ct, approved := micros(d.ct), micros(d.approved)
	loss, gain := max(0, ct-approved), max(0, approved-ct)
	if math.Abs(d.ct/max(d.approved, 1)-1) <= 0.05 || approved == 0 {
		loss, gain = 0, 0
	}
	compared, left := d.shots, int64(0)
	var downtimeParts any = null
	if approved == 0 {
		compared, left, ct = 0, d.shots, 0
	} else {
		downtimeParts = d.downtime * 3600 / d.approved * float64(d.cavities)
	}
	lossShots, gainShots := compared*min(loss, 1), compared*min(gain, 1)
	parts := func(us int64) float64 { return float64(compared*us*d.cavities) / float64(max(approved, 1)) }
	date := time.Date(2026, 6, d.day, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
	production, downtime := d.shots*micros(d.ct), micros(d.downtime*3600)
	part := int64(len(d.part)) // 'P-1' and 'P-22' are parts 3 and 4
	key := []any{d.tool, part, date}
	place := []any{d.part, d.location, fmt.Sprint("Plant ", d.location), d.supplier, fmt.Sprint("Supplier ", d.supplier)}
	row := func(table, names string, values ...any) string {
		all := []any{columns("equipment_code, part_id, local_date, part_code, location_id, location_name, supplier_id, supplier_name, production_time_us, downtime_us, shots" + names)}
		return insert(table, append(append(append(all, key...), place...), append([]any{production, downtime}, values...)...)...)
	}
	return []string{
		row("mart.run_rate_day", "", d.shots),
		row("mart.roi_tool_day", `, loss_shots, gain_shots, on_target_shots, loss_us, gain_us, lost_parts, gained_parts, ct_us, approved_us, downtime_parts,
			bridge_shots, bridge_parts, shots_without_approved, interval_us, stop_us, micro_stop_us, slow_us, fast_us,
			stop_cycles, micro_stop_cycles, slow_cycles, fast_cycles, bridge_approved_us, bridge_cavity_us, max_cavities`,
			compared, lossShots, gainShots, compared-lossShots-gainShots, lossShots*loss, gainShots*gain, parts(loss), parts(gain), compared*ct, compared*approved, downtimeParts,
			compared, compared*d.cavities, left, 0, 0, 0, 0, 0, 0, 0, 0, 0, compared*approved, compared*approved*d.cavities, d.cavities),
	}
}

// null is NULL among the values of a row.
type sqlWord string

const null = sqlWord("NULL")

func (pl *plant) roi(q ROIQuestion) ROIAnswer {
	pl.Helper()
	answer, err := pl.analysis.ROI(context.Background(), q)
	if err != nil {
		pl.Fatal(err)
	}
	return answer
}

func close9(got *float64, want float64) bool {
	return got != nil && math.Abs(*got-want) <= 1e-9*max(1, math.Abs(want))
}

// of asks about some of its tools.
func of(tools ...string) engine.Filter { return engine.Filter{Tools: tools} }

func TestROI(t *testing.T) {
	pl := roiPlant(t)
	for name, check := range map[string]func(*testing.T, *plant){
		"OfTheContract": checkROIOfTheContract, "Rates": checkROIRates, "Order": checkROIOrder, "Views": checkROIViews, "Years": checkROIYears, "WhatIf": checkWhatIf,
	} {
		t.Run(name, func(t *testing.T) { check(t, pl) })
	}
}

// ratesOf is ratesPlant with other rates: they are asked for, not built.
func (pl *plant) ratesOf(cfg roi.Config) *plant {
	other := *pl
	other.analysis = New(pl.store, Config{Clock: clock, ROI: cfg})
	return &other
}

// A loss of 10 s in each of 125,000 shots; pooled with a tool on target.
func checkROIOfTheContract(t *testing.T, pl *plant) {
	answer := pl.roi(ROIQuestion{Filter: of("k-1"), Rates: roi.Economics{LabourRate: new(0.0), MachineRate: new(90.0)}})
	if f := answer.Total; f.LossShots != 125_000 || f.LossUS != 1_250_000_000_000 || !close9(f.Loss, 31_250) || math.Abs(f.LostParts-333_333.333333333) > 1e-6 || f.RateSource != "as asked" || *f.Rate != 90 {
		t.Errorf("%+v", f)
	}
	if d := pl.roi(ROIQuestion{Filter: of("K-2", "K-3")}).Total.Deviation(); !close9(d, 10.0/3000) {
		t.Errorf("pooled deviation %v", d)
	}
	none := pl.roi(ROIQuestion{Filter: of("K-4"), View: roi.Capacity, Rates: roi.Economics{MarginPerPart: new(1.0)}})
	if f := none.Total; f.Loss != nil || f.Downtime != nil || f.ShotsWithoutApproved != 10 || f.Note() != noApproved || !strings.HasPrefix(none.Sentence, "No approved cycle time") {
		t.Errorf("%+v %s", f, none.Sentence)
	}
	if f := pl.roi(ROIQuestion{Filter: of("K-4")}).Total; f.Loss != nil || !close9(f.Downtime, 220) {
		t.Errorf("%+v", f)
	}
	pl.exec("UPDATE mart.roi_tool_day SET approved_us = approved_us // 10 WHERE equipment_code IN ('K-1', 'K-2')")
	doubted := pl.roi(ROIQuestion{Filter: of("K-1", "K-2", "K-3"), By: engine.ByTool})
	const doubt = "cycles take 13.3 times the approved cycle time, which may itself be wrong"
	if notes := []string{doubted.Rows[0].Note(), doubted.Rows[1].Note(), doubted.Rows[2].Note()}; !slices.Equal(notes, []string{doubt, roi.TooLittle + "; " + doubt, roi.TooLittle}) ||
		!strings.Contains(doubted.Sentence, ". On K-1 "+doubt+"; so may that of 1 more tool. At ") {
		t.Errorf("%q %s", notes, doubted.Sentence)
	}
	if s := pl.roi(ROIQuestion{Filter: of("K-2"), By: engine.ByDay}).Sentence; !strings.Contains(s, ". On K-2 "+doubt+". At ") {
		t.Error(s)
	}
	pl.exec("UPDATE mart.roi_tool_day SET approved_us = approved_us * 10 WHERE equipment_code IN ('K-1', 'K-2')")
	empty := pl.roi(ROIQuestion{Filter: engine.Filter{Window: engine.Window{From: engine.Day(2027, 1, 1)}}})
	if len(empty.Rows) != 0 || empty.Sentence != "No data from 2027-01-01; there are data from 2026-06-01 to 2026-06-20." {
		t.Errorf("%+v", empty)
	}
}

// What the nearest entry says holds, each amount on its own.
func checkROIRates(t *testing.T, made *plant) {
	site := roi.Defaults()
	site.MachineRate = new(60.0) // 100 an hour
	site.MarginPerPart = new(0.5)
	at := func(entries ...roi.For) roi.Config { cfg := site; cfg.For = entries; return cfg }
	rate := func(machine float64) roi.Economics { return roi.Economics{MachineRate: &machine} }
	for name, c := range map[string]struct {
		cfg                  roi.Config
		by                   engine.Grouping
		view                 roi.View
		loss, gain, downtime float64
		source               string
	}{
		"default":            {roi.Config{}, engine.ByNone, roi.Cost, 440, 220, 1100, "default"},
		"site":               {site, engine.ByTool, roi.Cost, 200, 100, 500, "default, site"},
		"location":           {at(roi.For{Location: 2, Economics: rate(160)}), engine.ByPart, roi.Cost, 200, 200, 600, "default, location 2, site"},
		"company":            {at(roi.For{Company: 1, Economics: rate(160)}), engine.BySupplier, roi.Cost, 400, 100, 900, "company 1, default, site"},
		"nearest":            {at(roi.For{Part: "p-22", Economics: rate(0)}, roi.For{Tool: "r-1", Economics: rate(360)}, roi.For{Location: 1, Economics: rate(1000)}), engine.ByDay, roi.Cost, 440, 100, 980, "default, part p-22, site, tool r-1"},
		"later of two":       {at(roi.For{Tool: "R-1", Economics: rate(1)}, roi.For{Tool: "R-1", Economics: rate(160)}), engine.ByNone, roi.Cost, 400, 100, 900, "default, site, tool R-1"},
		"both limits":        {at(roi.For{Tool: "R-1", Location: 2, Economics: rate(160)}), engine.ByLocation, roi.Cost, 200, 100, 500, "default, site"},
		"another amount":     {at(roi.For{Tool: "R-1", Economics: roi.Economics{MarginPerPart: new(9.0)}}), engine.ByTool, roi.Cost, 200, 100, 500, "default, site"},
		"capacity":           {site, engine.ByNone, roi.Capacity, 240, 60, 540, "site"},
		"margin of one tool": {at(roi.For{Tool: "R-2", Economics: roi.Economics{MarginPerPart: new(1.0)}}), engine.ByMonth, roi.Capacity, 240, 120, 600, "site, tool R-2"},
	} {
		pl := made.ratesOf(c.cfg)
		f := pl.roi(ROIQuestion{Filter: of("R-1", "R-2"), By: c.by, View: c.view}).Total
		if !close9(f.Loss, c.loss) || !close9(f.Gain, c.gain) || !close9(f.Downtime, c.downtime) || f.RateSource != c.source {
			t.Errorf("%s: loss %v, gain %v, downtime %v by %q", name, *f.Loss, *f.Gain, *f.Downtime, f.RateSource)
		}
	}
}

// labels are the rows in their order.
func (a ROIAnswer) labels() (all []string) {
	for _, row := range a.Rows {
		all = append(all, row.Label)
	}
	return all
}

// What loses most comes first, equal losses by name, unknown ones last; times keep
// their order.
func checkROIOrder(t *testing.T, pl *plant) {
	for _, c := range []struct {
		of   engine.Filter
		by   engine.Grouping
		view roi.View
		want []string
	}{
		{of("K-3", "K-2", "R-2", "R-1", "K-4"), engine.ByTool, roi.Cost, []string{"R-1", "K-4", "R-2", "K-2", "K-3"}},
		{of("K-3", "K-2", "R-2", "R-1", "K-4"), engine.ByTool, roi.Capacity, []string{"R-1", "R-2", "K-2", "K-3", "K-4"}},
		{of("R-1", "R-2", "Y-1"), engine.ByPart, roi.Cost, []string{"P-1", "P-22"}},
		{of("R-2", "Y-1"), engine.BySupplier, roi.Cost, []string{"Supplier 1", "Supplier 2"}},
		{of("R-2", "K-1"), engine.ByLocation, roi.Cost, []string{"Plant 0", "Plant 2"}},
		{of("R-1", "R-2"), engine.ByDay, roi.Cost, []string{"2026-06-01", "2026-06-02"}},
		{of("Y-1"), engine.ByWeek, roi.Cost, []string{"2026-W23", "2026-W24", "2026-W25"}},
	} {
		if got := pl.roi(ROIQuestion{Filter: c.of, By: c.by, View: c.view, Rates: roi.Economics{MarginPerPart: new(1.0)}}).labels(); !slices.Equal(got, c.want) {
			t.Errorf("%s, %s: %v, want %v", c.by, c.view, got, c.want)
		}
	}
}

func checkROIViews(t *testing.T, made *plant) {
	sold := roi.Defaults()
	sold.MarginPerPart, sold.SoldOut = new(0.5), new(true)
	one := roi.Defaults()
	one.For = []roi.For{{Tool: "R-1", Economics: roi.Economics{SoldOut: new(true), MarginPerPart: new(2.0)}}}
	pl := made.ratesOf(sold)
	if answer := pl.roi(ROIQuestion{Filter: of("R-1", "R-2")}); answer.Question.View != roi.Capacity || answer.Table().Columns[19].Name != "loss_value" {
		t.Errorf("sold out: %s view, %+v", answer.Question.View, answer.Table().Columns[19])
	}
	if answer := pl.roi(ROIQuestion{Filter: of("R-1", "R-2"), View: roi.Cost}); !close9(answer.Total.Loss, 440) || answer.Table().Columns[19].Name != "loss_cost" {
		t.Errorf("cost: %+v", answer.Total)
	}
	pl = made.ratesOf(one)
	if view := pl.roi(ROIQuestion{Filter: of("R-1", "R-2")}).Question.View; view != roi.Cost {
		t.Errorf("one of two tools is sold out: %s view", view)
	}
	if view := pl.roi(ROIQuestion{Filter: of("R-1")}).Question.View; view != roi.Capacity {
		t.Errorf("it alone: %s view", view)
	}
	// Sold out of what nobody knows the margin of is no answer in another view.
	bare := roi.Defaults()
	bare.SoldOut = new(true)
	var refused *engine.Error
	if _, err := made.ratesOf(bare).analysis.ROI(context.Background(), ROIQuestion{Filter: of("R-1")}); !errors.As(err, &refused) || refused.Code != engine.CodeUsage || !strings.Contains(refused.Error(), "margin_per_part is not set for R-1") {
		t.Errorf("sold out without a margin: %v", err)
	}
	for name, q := range map[string]struct {
		q    ROIQuestion
		want string
	}{
		"no margin":       {ROIQuestion{Filter: of("R-1", "R-2"), View: roi.Capacity}, "margin_per_part is not set for R-2"},
		"negative rate":   {ROIQuestion{Rates: roi.Economics{LabourRate: new(-1.0)}}, "labour_rate: -1"},
		"unknown tool":    {ROIQuestion{Filter: of("R-9")}, `no tool "R-9"`},
		"reversed window": {ROIQuestion{Filter: engine.Filter{Window: engine.Window{From: engine.Day(2026, 2, 1), To: engine.Day(2026, 1, 1)}}}, "not after its start"},
	} {
		var e *engine.Error
		if _, err := pl.analysis.ROI(context.Background(), q.q); !errors.As(err, &e) || e.Code != engine.CodeUsage || !strings.Contains(e.Error(), q.want) || e.Hint == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A year of a tool that loses 1 h a day at 100 an hour on 10 of 20 days.
func checkROIYears(t *testing.T, made *plant) {
	rates := roi.Defaults()
	rates.MachineRate = new(60.0)
	planned := rates
	planned.For = []roi.For{{Tool: "Y-1", Economics: roi.Economics{AnnualHours: new(4000.0)}}}
	pl, all := made.ratesOf(rates), of("Y-1", "Y-2", "Y-3")

	// Y-1 is covered from its first day, the 2nd, on: 19 days, of which it lost 10 h.
	year := 1000 * 365.25 / 19
	one := pl.roi(ROIQuestion{Filter: of("Y-1")}).Total.AnnualLoss
	if !close9(one.Value, year) || !close9(one.Low, year) || !close9(one.High, year) || one.Reason != "" {
		t.Errorf("Y-1: %v, %v to %v, want %v", *one.Value, one.Low, one.High, year)
	}
	total := pl.roi(ROIQuestion{Filter: all, By: engine.ByTool})
	if a := total.Total.AnnualLoss; !close9(a.Value, year) || !strings.HasPrefix(a.Reason, "1 of 3 tools") {
		t.Errorf("all: %v, %s", *a.Value, a.Reason)
	}
	if a := total.Rows[1].AnnualLoss; a.Value != nil || a.Reason != roi.TooLittle {
		t.Errorf("Y-3: %+v", a)
	}
	if a := total.Rows[0].AnnualDowntime; a.Low == nil || !(*a.Low < *a.Value && *a.Value < *a.High) {
		t.Errorf("downtime of Y-1: %+v", a)
	}
	if labels := total.labels(); !slices.Equal(labels, []string{"Y-1", "Y-3", "Y-2"}) {
		t.Errorf("the largest loss is not first: %v", labels)
	}
	again := pl.roi(ROIQuestion{Filter: all, By: engine.ByTool}).Rows[0].AnnualDowntime
	if a := total.Rows[0].AnnualDowntime; *again.Low != *a.Low || *again.High != *a.High {
		t.Error("the range is another one each time")
	}
	// 40 h of production in the window; the part is the tool's only one.
	if a := pl.ratesOf(planned).roi(ROIQuestion{Filter: all, By: engine.ByPart}).Rows[0].AnnualLoss; !close9(a.Value, 1000*4000/40) {
		t.Errorf("with 4,000 h a year: %v", *a.Value)
	}
	for _, c := range []struct {
		window engine.Window
		want   any
	}{
		{engine.Window{From: engine.Day(2026, 6, 5), To: engine.Day(2026, 6, 18)}, 600 * 365.25 / 13}, // 6 of 13 days, 24 h
		{engine.Window{From: engine.Day(2026, 6, 5), To: engine.Day(2026, 6, 17)}, 600 * 365.25 / 12},
		{engine.Window{From: engine.Day(2026, 6, 5), To: engine.Day(2026, 6, 16)}, nil}, // 20 h
		{engine.Window{From: engine.Day(2026, 6, 1), To: engine.Day(2026, 6, 8)}, nil},  // 6 days
		{engine.Window{To: engine.Day(2027, 6, 1)}, year},                               // no data of any tool after the 20th
	} {
		got := pl.roi(ROIQuestion{Filter: engine.Filter{Window: c.window, Tools: []string{"Y-1"}}}).Total.AnnualLoss
		if want, ok := c.want.(float64); ok != (got.Value != nil) || ok && !close9(got.Value, want) {
			t.Errorf("%s: %+v, want %v", c.window, got, c.want)
		}
	}
	// A week has 35 h of Y-2; the data end in the last one.
	for i, row := range pl.roi(ROIQuestion{Filter: of("Y-2"), By: engine.ByWeek}).Rows {
		if a := row.AnnualLoss; (a.Value != nil) != (i < 2) || i < 2 && (*a.Value != 0 || a.High == nil) || i == 2 && a.Reason != roi.TooLittle {
			t.Errorf("%s: %+v", row.Label, a)
		}
	}
	// A counter that went on while none of its shots came is no silent one.
	pl.exec("INSERT INTO mart.missing_shot (equipment_code, counter_code, from_utc, to_utc, utc_day, shots) VALUES ('Y-1', 'C', '2026-06-02 12:00:00', '2026-06-04 12:00:00', '2026-06-04', 1000)")
	if a := pl.roi(ROIQuestion{Filter: all, By: engine.ByTool}).Rows[0].AnnualLoss; !close9(a.Value, 1000*365.25/18) {
		t.Errorf("without a day of lost shots: %v", *a.Value)
	}
	pl.exec("DELETE FROM mart.missing_shot")
	if s := pl.roi(ROIQuestion{Filter: all}).Sentence; s != "Y-1 costs 3,360 $ a month: stops 1,760 $, slow cycles 1,600 $; all 3 tools 3,360 $. At 100 $/h (default, site)." {
		t.Error(s)
	}
}

func checkWhatIf(t *testing.T, made *plant) {
	rates := roi.Defaults()
	rates.MachineRate = new(60.0)
	pl := made.ratesOf(rates)
	ask := func(q WhatIfQuestion) WhatIf {
		q.Cost, q.Filter.Tools = 20_000, []string{"Y-1"}
		w, err := pl.analysis.WhatIf(context.Background(), q)
		if err != nil {
			t.Fatal(err)
		}
		return w
	}
	year := 1000 * 365.25 / 19
	half := ask(WhatIfQuestion{Share: 0.5})
	if !close9(half.Saving.Value, year/2) || !close9(half.Outcome.PaybackMonths, 20_000/(year/24)) || half.Low == nil || half.RateSource != "default, site" {
		t.Errorf("half of the loss: %+v", half)
	}
	if all := ask(WhatIfQuestion{Share: 1, Fixes: FixBoth}); !close9(all.Saving.Value, year*2.1) {
		t.Errorf("all of it: %v", *all.Saving.Value)
	}
	if stops := ask(WhatIfQuestion{Share: 1, Fixes: FixStops}); !close9(stops.Saving.Value, year*1.1) {
		t.Errorf("all stops: %v", *stops.Saving.Value)
	}
	if target := ask(WhatIfQuestion{TargetCT: 30}); !close9(target.Saving.Value, year) {
		t.Errorf("30 s: %v", *target.Saving.Value)
	}
	worse := ask(WhatIfQuestion{TargetCT: 41, Rates: roi.Economics{HorizonYears: new(5)}})
	if !close9(worse.Saving.Value, -year/10) || worse.Outcome.PaybackMonths != nil || worse.Investment.Years != 5 || !strings.Contains(worse.Sentence, "never pays back") {
		t.Errorf("41 s: %+v", worse)
	}
	// 10 s of 40 saved are 3,600 shots × 10 s / 30 s × 2 parts, of 19 days.
	parts := ask(WhatIfQuestion{TargetCT: 30, View: roi.Capacity, Rates: roi.Economics{MarginPerPart: new(0.1)}})
	if !close9(parts.Saving.Value, 240*365.25/19) {
		t.Errorf("30 s sold out: %v", *parts.Saving.Value)
	}
	// Without an approved cycle time stops alone can be saved, and the answer says so.
	pl.exec("UPDATE mart.roi_tool_day SET shots = 0, shots_without_approved = 600, downtime_parts = NULL WHERE equipment_code = 'Y-2'", "UPDATE mart.roi_tool_day SET downtime_us = 3600000000 WHERE equipment_code = 'Y-2'")
	for name, c := range map[string]struct {
		q    WhatIfQuestion
		want string
	}{
		"both":         {WhatIfQuestion{Filter: of("Y-2"), Fixes: FixBoth}, "of stops alone: without an approved cycle time slow cycles are not known"},
		"stops":        {WhatIfQuestion{Filter: of("Y-2"), Fixes: FixStops}, ""},
		"cycles":       {WhatIfQuestion{Filter: of("Y-2"), Fixes: FixCycles}, noApproved},
		"one of two":   {WhatIfQuestion{Filter: of("Y-1", "Y-2"), Fixes: FixBoth}, "slow cycles of 1 of 2 tools are not in it: no approved cycle time"},
		"all known":    {WhatIfQuestion{Filter: of("Y-1"), Fixes: FixBoth}, ""},
		"sold out":     {WhatIfQuestion{Filter: of("Y-1", "Y-2"), Fixes: FixStops, View: roi.Capacity, Rates: roi.Economics{MarginPerPart: new(1.0)}}, "stops of 1 of 2 tools are not in it: no approved cycle time"},
		"one too late": {WhatIfQuestion{Filter: of("Y-1", "Y-3"), Fixes: FixCycles}, "1 of 2 tools are not in it: " + roi.TooLittle},
	} {
		c.q.Cost, c.q.Share = 1000, 0.5
		w, err := pl.analysis.WhatIf(context.Background(), c.q)
		if err != nil || w.Saving.Reason != c.want || c.want != "" && !strings.HasSuffix(w.Sentence, c.want[1:]+".") {
			t.Errorf("%s: %q %s %v", name, w.Saving.Reason, w.Sentence, err)
		}
	}
	pl.exec("UPDATE mart.roi_tool_day SET shots = 600, shots_without_approved = 0, downtime_us = 0, downtime_parts = 0 WHERE equipment_code = 'Y-2'")
	for name, q := range map[string]WhatIfQuestion{
		"nothing is fixed":   {Cost: 1},
		"both":               {Share: 0.5, TargetCT: 30, Filter: of("Y-1")},
		"more than all":      {Share: 1.5},
		"no number":          {Share: math.NaN()},
		"target of many":     {TargetCT: 30},
		"negative cost":      {Share: 0.5, Cost: -1},
		"no horizon":         {Share: 0.5, Rates: roi.Economics{HorizonYears: new(0)}},
		"capacity, no price": {Share: 0.5, View: roi.Capacity},
	} {
		if _, err := pl.analysis.WhatIf(context.Background(), q); engine.CodeOf(err) != engine.CodeUsage {
			t.Errorf("%s: %v", name, err)
		}
	}
	little, err := pl.analysis.WhatIf(context.Background(), WhatIfQuestion{Share: 0.5, Filter: of("Y-3")})
	if err != nil || little.Outcome != nil || !strings.Contains(little.Sentence, roi.TooLittle) {
		t.Errorf("too little: %+v, %v", little, err)
	}
}

// TestUncompared: a tool of which all shots are idle does not lack an approved cycle time.
func TestUncompared(t *testing.T) {
	for _, c := range []struct {
		of   ROIFigures
		want string
	}{
		{ROIFigures{}, noCycles},
		{ROIFigures{ShotsWithoutApproved: 3}, noApproved},
		{ROIFigures{Shots: 5, ShotsWithoutApproved: 3}, noApproved},
	} {
		c.of.setYear(nil, nil)
		if c.of.AnnualLoss.Reason != c.want {
			t.Errorf("%d shots, %d without an approved cycle time: %q, want %q", c.of.Shots, c.of.ShotsWithoutApproved, c.of.AnnualLoss.Reason, c.want)
		}
	}
}
