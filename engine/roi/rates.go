package roi

import (
	"fmt"
	"strings"

	"sprue/engine"
)

// Limit says for what an entry holds: 'location 2', 'tool T-12 and part P-001'.
func (f For) Limit() string {
	var limits []string
	for _, limit := range []struct {
		kind string
		of   any
		set  bool
	}{
		{"company", f.Company, f.Company != 0}, {"location", f.Location, f.Location != 0},
		{"tool", f.Tool, f.Tool != ""}, {"part", f.Part, f.Part != ""},
	} {
		if limit.set {
			limits = append(limits, fmt.Sprintf("%s %v", limit.kind, limit.of))
		}
	}
	return strings.Join(limits, " and ")
}

// Beside gives what differs from other economics; nil where they are the same.
func (e Economics) Beside(other Economics) Economics {
	return Economics{
		LabourRate: unlike(e.LabourRate, other.LabourRate), MachineRate: unlike(e.MachineRate, other.MachineRate),
		MarginPerPart: unlike(e.MarginPerPart, other.MarginPerPart), SoldOut: unlike(e.SoldOut, other.SoldOut),
		AnnualHours: unlike(e.AnnualHours, other.AnnualHours), Tolerance: unlike(e.Tolerance, other.Tolerance),
		DiscountRate: unlike(e.DiscountRate, other.DiscountRate), HorizonYears: unlike(e.HorizonYears, other.HorizonYears),
		Currency: unlike(e.Currency, other.Currency),
	}
}

func unlike[T comparable](v, other *T) *T {
	if v != nil && other != nil && *v == *other {
		return nil
	}
	return v
}

// Validate finds rates of a question that no figure can be computed with.
func (e Economics) Validate() error {
	if err := e.validate("rates"); err != nil {
		return &engine.Error{Code: engine.CodeUsage, Doing: "read the rates", Message: err.Error(), Hint: "an hour, a part or a year is worth 0 or more"}
	}
	return nil
}
