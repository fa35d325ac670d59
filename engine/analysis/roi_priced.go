package analysis

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"

	"sprue/engine"
	"sprue/engine/roi"
)

// priced is a scope and what time and parts in it are worth.
type priced struct {
	scope
	view     roi.View
	rates    string // JSON of rateEntry; text, for it is a part of what answers are known by
	currency string
	targetUS int64 // a cycle time, µs: the money of 'saved' is what cycles took longer; 0 is none
}

// rateEntry is an entry of the economics as roi_rate.sql reads it.
type rateEntry struct {
	Nearness     int      `json:"nearness"` // the largest that fits and says something wins
	Source       string   `json:"source"`
	Company      *int64   `json:"company"`
	Location     *int64   `json:"location"`
	Tool         *string  `json:"tool"`
	Part         *string  `json:"part"`
	LabourRate   *int64   `json:"labour_rate"`  // millionths of the currency, per hour
	MachineRate  *int64   `json:"machine_rate"` // per hour
	Margin       *int64   `json:"margin"`       // per part
	SoldOut      *bool    `json:"sold_out"`
	AnnualHours  *float64 `json:"annual_hours"`
	DiscountRate *float64 `json:"discount_rate"`
	HorizonYears *int     `json:"horizon_years"`
}

// rateEntries are the standard economics, the site's, those of roi.for, and what
// a question puts in place of all.
func (a *Analysis) rateEntries(asked roi.Economics) []rateEntry {
	standard := roi.Defaults().Economics
	entries := []rateEntry{
		entryOf(0, "default", standard),
		entryOf(1, "site", a.cfg.ROI.Economics.Beside(standard)),
	}
	for i, f := range a.cfg.ROI.For {
		nearness := i
		for level, isLimited := range []bool{f.Company != 0, f.Location != 0, f.Tool != "", f.Part != ""} {
			if isLimited {
				nearness = (level+1)*1_000_000 + i
			}
		}
		e := entryOf(nearness, f.Limit(), f.Economics)
		e.Company, e.Location, e.Tool, e.Part = orNil(f.Company), orNil(f.Location), orNil(code(f.Tool)), orNil(code(f.Part))
		entries = append(entries, e)
	}
	return append(entries, entryOf(math.MaxInt32, "as asked", asked))
}

func entryOf(nearness int, source string, e roi.Economics) rateEntry {
	return rateEntry{
		Nearness: nearness, Source: source,
		LabourRate: millionths(e.LabourRate), MachineRate: millionths(e.MachineRate), Margin: millionths(e.MarginPerPart),
		SoldOut: e.SoldOut, AnnualHours: e.AnnualHours, DiscountRate: e.DiscountRate, HorizonYears: e.HorizonYears,
	}
}

// millionths keep all money a sum of whole numbers.
func millionths(amount *float64) *int64 {
	if amount == nil {
		return nil
	}
	return new(int64(math.Round(*amount * 1e6)))
}

func orNil[T comparable](v T) *T {
	var none T
	if v == none {
		return nil
	}
	return &v
}

// rateTerms is what is agreed for all of a scope.
type rateTerms struct {
	soldOut       bool
	withoutMargin int64    // tools
	tool          string   // the first of them
	discountRate  *float64 // nil where tools differ
	horizonYears  *int
}

// priced fixes what a question is about and chooses its view.
func (a *Analysis) priced(ctx context.Context, f engine.Filter, view roi.View, asked roi.Economics) (priced, rateTerms, error) {
	if err := asked.Validate(); err != nil {
		return priced{}, rateTerms{}, err
	}
	s, err := a.scope(ctx, f)
	if err != nil {
		return priced{}, rateTerms{}, err
	}
	rates, err := json.Marshal(a.rateEntries(asked))
	if err != nil {
		return priced{}, rateTerms{}, fmt.Errorf("encode the rates: %w", err)
	}
	p := priced{scope: s, view: view, rates: string(rates), currency: *a.cfg.ROI.Currency}
	terms, err := a.terms(ctx, p)
	if err != nil {
		return priced{}, rateTerms{}, err
	}
	if p.view == "" {
		p.view = map[bool]roi.View{false: roi.Cost, true: roi.Capacity}[terms.soldOut]
	}
	if p.view == roi.Capacity && terms.withoutMargin > 0 {
		return priced{}, rateTerms{}, terms.noMargin()
	}
	return p, terms, nil
}

func (a *Analysis) terms(ctx context.Context, p priced) (rateTerms, error) {
	return common(ctx, a, "terms", p, func(ctx context.Context) (rateTerms, error) {
		query, args, err := a.overPriced(ctx, p, engine.ByNone, roiTermsSQL)
		if err != nil {
			return rateTerms{}, err
		}
		var t rateTerms
		var tool sql.NullString
		err = a.reader.QueryRow(ctx, query, args...).Scan(&t.soldOut, &t.withoutMargin, &tool, &t.discountRate, &t.horizonYears)
		if err != nil {
			return rateTerms{}, fmt.Errorf("find the rates: %w", err)
		}
		t.tool = tool.String
		return t, nil
	})
}

// ErrNoMargin is behind the error about a margin that is not configured.
var ErrNoMargin = errors.New("no margin per part")

func (t rateTerms) noMargin() error {
	which := t.tool
	if t.withoutMargin > 1 {
		which += fmt.Sprintf(" and %s more", engine.Counted(t.withoutMargin-1, "tool", "tools"))
	}
	return &engine.Error{
		Code:    engine.CodeUsage,
		Doing:   "value lost parts",
		Message: "margin_per_part is not set for " + which,
		Hint:    "set roi.margin_per_part in sprue.yaml, or in an entry of roi.for; the cost view needs none",
		Cause:   ErrNoMargin,
	}
}

// overPriced asks a question about the priced pieces of a scope, which come from
// days where nothing finer is asked for, else from slots.
func (a *Analysis) overPriced(ctx context.Context, p priced, by engine.Grouping, question string, more ...step) (query string, args []any, err error) {
	args = append(p.args(), sql.Named("by", string(by)), sql.Named("view", string(p.view)), sql.Named("rates", p.rates),
		sql.Named("unit", p.unit()), sql.Named("target_us", orNull(p.targetUS)))
	steps, cutArgs, err := a.roiPieces(ctx, p.scope, by)
	if err != nil {
		return "", nil, err
	}
	steps = append(steps, step{name: "rate", sql: roiRateSQL}, step{name: "priced", sql: roiPricedSQL})
	return with(question, append(steps, more...)...), append(args, cutArgs...), nil
}

func (a *Analysis) roiPieces(ctx context.Context, s scope, by engine.Grouping) (steps []step, args []any, err error) {
	if s.window.Dates() && by != engine.ByShift && by != engine.ByHour {
		return []step{{name: "pieces", sql: roiPieceDaySQL, kept: true}}, nil, nil
	}
	cycles := step{name: "cycles", sql: roiCyclesSQL}
	if s.cutsHours() {
		cut, err := a.cutCycles(ctx, s)
		if err != nil {
			return nil, nil, err
		}
		args, cycles.sql = []any{sql.Named("cut_cycles", cut)}, cycles.sql+"UNION ALL BY NAME\n"+roiCyclesCutSQL
	}
	slot := step{name: "roi_slot", sql: strings.Replace(slotSQL, "mart.run_rate_slot", "mart.roi_slot", 1)}
	return []step{slot, cycles, {name: "pieces", sql: roiPieceSlotSQL}}, args, nil
}

// unit is how many of the numbers that money is summed in are one of the
// currency: µs × millionths per hour, or billionths of a part × millionths.
func (p priced) unit() float64 {
	if p.view == roi.Capacity {
		return 1e15
	}
	return 3.6e15
}

func orNull(v int64) any {
	if v == 0 {
		return nil
	}
	return v
}
