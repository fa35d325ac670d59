// Package roi turns lost time and lost parts into money, and an investment
// into what it brings. It is arithmetic on sums that others made: it asks no
// database and knows no table.
package roi

import (
	"errors"
	"fmt"
	"regexp"
)

// Config holds the economics of all, and narrower ones: the nearest wins,
// company, location, tool, then part; of equally near ones the later entry.
type Config struct {
	Economics `yaml:",inline"`
	For       []For  `yaml:"for"`
	Recommend Limits `yaml:"recommend"`
}

// For sets economics for one company, location, tool or part; for more than
// one of them, where all fit.
type For struct {
	Company   int64  `yaml:"company"` // supplier_id
	Location  int64  `yaml:"location"`
	Tool      string `yaml:"tool"`
	Part      string `yaml:"part"` // part_code
	Economics `yaml:",inline"`
}

// Economics are what time, parts and capital are worth; nil leaves the wider
// one, and where there is none it is not known.
type Economics struct {
	LabourRate    *float64 `yaml:"labour_rate"`     // money/h
	MachineRate   *float64 `yaml:"machine_rate"`    // money/h
	MarginPerPart *float64 `yaml:"margin_per_part"` // money/part
	SoldOut       *bool    `yaml:"sold_out"`        // every extra part is sold
	AnnualHours   *float64 `yaml:"annual_hours"`    // planned production hours a year of the tool
	Tolerance     *float64 `yaml:"tolerance"`       // share of the approved cycle time that is on target, 0.05 is ±5 %
	DiscountRate  *float64 `yaml:"discount_rate"`   // share a year, 0.10 is 10 %
	HorizonYears  *int     `yaml:"horizon_years"`
	Currency      *string  `yaml:"currency"` // ISO 4217, of all money: only the site's
}

// hoursOfAYear is the longest year's.
const hoursOfAYear = 8784

// Defaults are the economics of a file that says nothing.
func Defaults() Config {
	return Config{Recommend: DefaultLimits(), Economics: Economics{
		LabourRate:   new(40.0),
		MachineRate:  new(180.0),
		SoldOut:      new(false),
		Tolerance:    new(0.05),
		DiscountRate: new(0.10),
		HorizonYears: new(3),
		Currency:     new("USD"),
	}}
}

// Validate finds what no figure can be computed with.
func (c Config) Validate() error {
	errs := []error{c.Economics.validate("roi"), c.Recommend.validate("roi.recommend")}
	for i, f := range c.For {
		name := fmt.Sprintf("roi.for[%d]", i)
		if f.Company == 0 && f.Location == 0 && f.Tool == "" && f.Part == "" {
			errs = append(errs, fmt.Errorf("%s: none of company, location, tool, part", name))
		}
		if f.Currency != nil && c.Currency != nil && *f.Currency != *c.Currency {
			errs = append(errs, fmt.Errorf("%s.currency: %q is not %q, that of all: sums over both would mean nothing; convert the rates", name, *f.Currency, *c.Currency))
		}
		errs = append(errs, f.validate(name))
	}
	return errors.Join(errs...)
}

var currency = regexp.MustCompile(`^[A-Z]{3}$`)

func (e Economics) validate(name string) error {
	var errs []error
	refuse := func(bad bool, key string, value any, why string) {
		if bad {
			errs = append(errs, fmt.Errorf("%s.%s: %v %s", name, key, value, why))
		}
	}
	amount := func(key string, value *float64) {
		if value != nil {
			refuse(!(*value >= 0 && *value <= most), key, *value, "is no amount from 0 to 1,000,000,000,000")
		}
	}
	amount("labour_rate", e.LabourRate)
	amount("machine_rate", e.MachineRate)
	amount("margin_per_part", e.MarginPerPart)
	if e.AnnualHours != nil {
		refuse(!(*e.AnnualHours > 0 && *e.AnnualHours <= hoursOfAYear), "annual_hours", *e.AnnualHours, "is not above 0 and at most 8784, the hours of a year")
	}
	if e.Tolerance != nil {
		refuse(!(*e.Tolerance >= 0 && *e.Tolerance < 1), "tolerance", *e.Tolerance, "is not a share from 0 to below 1 (0.05 is ±5 %)")
	}
	if e.DiscountRate != nil {
		refuse(!(*e.DiscountRate >= 0 && *e.DiscountRate <= 1), "discount_rate", *e.DiscountRate, "is not a share from 0 to 1 (0.10 is 10 % a year)")
	}
	if e.HorizonYears != nil {
		refuse(*e.HorizonYears < 1 || *e.HorizonYears > 100, "horizon_years", *e.HorizonYears, "is not in 1..100")
	}
	if e.Currency != nil {
		refuse(!currency.MatchString(*e.Currency), "currency", fmt.Sprintf("%q", *e.Currency), "is no code of ISO 4217, as USD or EUR")
	}
	return errors.Join(errs...)
}
