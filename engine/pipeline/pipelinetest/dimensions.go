package pipelinetest

import (
	"fmt"
	"slices"
	"time"

	"sprue/engine/reference"
)

func (h *History) addDimensions() {
	in := &h.Input
	for id := h.base + 1; id <= h.base+5; id++ {
		in.Molds = append(in.Molds, h.mold(id))
		in.Parts = append(in.Parts, h.part(id))
		in.Companies = append(in.Companies, h.company(id))
		if id < h.base+5 {
			in.Locations = append(in.Locations, h.location(id))
		}
		for range h.rnd.IntN(4) {
			h.addMoldPart(id)
		}
		for range h.rnd.IntN(3) {
			h.addMove(id)
		}
	}
}

func maybe[T any](h *History, percent int, v T) *T {
	if h.chance(percent) {
		return &v
	}
	return nil
}

func (h *History) someID() *int64 { return maybe(h, 85, h.id(6)) }

// mold: the codes of 4 and 5 are often the same tool.
func (h *History) mold(id int64) reference.Mold {
	code := fmt.Sprintf("T-%d", min(id, h.base+int64(4+h.rnd.IntN(2))))
	return reference.Mold{
		ID:                  id,
		EquipmentCode:       maybe(h, 95, pick(h, []string{code, " t" + code[1:]})),
		CounterCode:         maybe(h, 70, h.spelled(h.counter())),
		ContractedCycleTime: maybe(h, 80, int64(pick(h, []int{0, 295, 300, 310, -5}))),
		ToolingType:         maybe(h, 70, pick(h, []string{"A", "B"})),
		TotalCavities:       maybe(h, 60, int64(h.rnd.IntN(5)-1)),
		SupplierCompanyID:   h.someID(),
		LocationID:          h.someID(),
	}
}

func (h *History) part(id int64) reference.Part {
	return reference.Part{
		ID: id, PartCode: maybe(h, 90, pick(h, []string{fmt.Sprintf("P-%d", id), fmt.Sprintf(" p-%d ", id)})),
		Name: maybe(h, 80, fmt.Sprintf("part %d/%d", id, h.rnd.IntN(3))),
	}
}

func (h *History) company(id int64) reference.Company {
	return reference.Company{
		ID: id, Name: maybe(h, 85, fmt.Sprintf("company %d/%d", id, h.rnd.IntN(3))), ParentID: maybe(h, 60, h.id(6)),
		CompanyType: maybe(h, 60, "SUPPLIER"), Tier: maybe(h, 50, "Tier 1"),
	}
}

func (h *History) location(id int64) reference.Location {
	return reference.Location{
		ID: id, Name: maybe(h, 90, fmt.Sprintf("plant %d", id)),
		TimeZoneID: maybe(h, 90, pick(h, []string{
			"Europe/Berlin", " Europe/Berlin ", "Australia/Lord_Howe", "Asia/Kolkata", "America/New_York", "Mars/Base", "", "BST", "bst", "europe/BERLIN", "utc",
		})),
	}
}

func (h *History) addStatistic() {
	hour := pick(h, []string{"20260328", "2026032899", "junk", ""})
	if !h.chance(6) {
		hour = h.moment().Add(-time.Duration(h.rnd.IntN(20)) * time.Hour).Format("2006010215")
	}
	if h.chance(8) {
		hour = h.start.Add(-31 * 24 * time.Hour).Format("2006010215")
	}
	h.Input.Statistics = append(slices.Clone(h.Input.Statistics), reference.Statistic{
		CI: maybe(h, 97, h.spelled(h.counter())), MoldID: maybe(h, 97, h.id(6)),
		Hour: &hour, ShotCount: maybe(h, 60, int64(h.rnd.IntN(3)*50)),
	})
}

func (h *History) addMoldPart(mold int64) {
	at := h.moment().UnixNano() + int64(h.rnd.IntN(2000))
	if len(h.Input.MoldParts) > 0 && h.chance(40) { // the same switch: a family mold
		last := h.Input.MoldParts[len(h.Input.MoldParts)-1]
		h.putMoldPart(mold, last.SwitchedTime)
		return
	}
	h.putMoldPart(mold, maybe(h, 95, pick(h, []string{fmt.Sprint(at), fmt.Sprint(at), fmt.Sprintf(" %d ", at), "junk", "1.5", "1600000000000000000", "-5", "+7"})))
}

// putMoldPart keeps the key (MOLD_ID, PART_ID, SWITCHED_TIME).
func (h *History) putMoldPart(mold int64, switched *string) {
	r := reference.MoldPart{MoldID: mold, PartID: h.someID(), Cavity: maybe(h, 80, int64(h.rnd.IntN(5)-1)), SwitchedTime: switched}
	same := func(o reference.MoldPart) bool {
		return o.MoldID == r.MoldID && equal(o.PartID, r.PartID) && equal(o.SwitchedTime, r.SwitchedTime)
	}
	if !slices.ContainsFunc(h.Input.MoldParts, same) {
		h.Input.MoldParts = append(slices.Clone(h.Input.MoldParts), r)
	}
}

func equal[T comparable](a, b *T) bool { return a == b || (a != nil && b != nil && *a == *b) }

func (h *History) addMove(mold int64) {
	at := h.moment()
	same := func(o reference.MoldLocation) bool {
		return o.MoldID == mold && o.ConfirmedAt != nil && o.ConfirmedAt.Equal(at)
	}
	if slices.ContainsFunc(h.Input.MoldLocations, same) {
		return
	}
	h.Input.MoldLocations = append(slices.Clone(h.Input.MoldLocations), reference.MoldLocation{
		MoldID: mold, LocationID: h.someID(), ConfirmedAt: maybe(h, 95, at),
	})
}

// renew ends the current version of a row now and starts another one; it
// holds from now, or from a date in the past where an override says so.
func (h *History) renew(current *reference.Validity) (next reference.Validity) {
	at := h.now
	if h.chance(60) {
		at = h.moment()
	}
	if current.ValidFrom != nil && !current.ValidFrom.Before(at) {
		at = current.ValidFrom.Add(time.Hour)
	}
	current.ValidTo = &at
	return reference.Validity{ValidFrom: &at}
}

// change ends the version of a random row that is valid and adds what make
// gives for it; now and then it adds nothing: the row was deleted.
func change[T any](h *History, rows []T, validity func(*T) *reference.Validity, next func(T) T) []T {
	rows = slices.Clone(rows)
	open := []int{}
	for i := range rows {
		if validity(&rows[i]).ValidTo == nil {
			open = append(open, i)
		}
	}
	if len(open) == 0 {
		return rows
	}
	row := &rows[open[h.rnd.IntN(len(open))]]
	from := h.renew(validity(row))
	if h.chance(10) {
		return rows
	}
	renewed := next(*row)
	*validity(&renewed) = from
	return append(rows, renewed)
}

func (h *History) changeMold() {
	h.Input.Molds = change(h, h.Input.Molds, func(m *reference.Mold) *reference.Validity { return &m.Validity },
		func(m reference.Mold) reference.Mold { return h.mold(m.ID) })
}

func (h *History) changePart() {
	h.Input.Parts = change(h, h.Input.Parts, func(p *reference.Part) *reference.Validity { return &p.Validity },
		func(p reference.Part) reference.Part { return h.part(p.ID) })
}

func (h *History) changeCompany() {
	h.Input.Companies = change(h, h.Input.Companies, func(c *reference.Company) *reference.Validity { return &c.Validity },
		func(c reference.Company) reference.Company { return h.company(c.ID) })
}

func (h *History) changeLocation() {
	h.Input.Locations = change(h, h.Input.Locations, func(l *reference.Location) *reference.Validity { return &l.Validity },
		func(l reference.Location) reference.Location { return h.location(l.ID) })
}

func (h *History) changeMoldPart() {
	if h.chance(50) {
		h.addMoldPart(h.id(5))
		return
	}
	h.Input.MoldParts = change(h, h.Input.MoldParts, func(p *reference.MoldPart) *reference.Validity { return &p.Validity },
		func(p reference.MoldPart) reference.MoldPart {
			p.Cavity = maybe(h, 80, int64(h.rnd.IntN(5)-1))
			return p
		})
}

func (h *History) moveMold() { h.addMove(h.id(5)) }
