package roi

import (
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

func TestConfigIsRead(t *testing.T) {
	cfg := Defaults()
	text := `
labour_rate: 42.5
margin_per_part: 0.12
annual_hours: 6000
for: [ { location: 2, machine_rate: 120 }, { company: 7, tool: T-12, sold_out: true, currency: USD }, { part: P-001, tolerance: 0.08 } ]
`
	if err := yaml.UnmarshalWithOptions([]byte(text), &cfg, yaml.Strict()); err != nil {
		t.Fatal(err)
	}
	if err := cfg.Validate(); err != nil {
		t.Error(err)
	}
	if *cfg.LabourRate != 42.5 || *cfg.MachineRate != 180 || *cfg.HorizonYears != 3 || *cfg.Currency != "USD" || *cfg.For[2].Tolerance != 0.08 || cfg.For[0].LabourRate != nil {
		t.Errorf("read %+v", cfg)
	}
}

func TestConfigIsRefused(t *testing.T) {
	cases := map[string]string{
		"labour_rate: -1":                          "roi.labour_rate: -1",
		"machine_rate: .inf":                       "roi.machine_rate",
		"margin_per_part: .nan":                    "roi.margin_per_part",
		"annual_hours: 0":                          "roi.annual_hours",
		"annual_hours: 9000":                       "the hours of a year",
		"tolerance: 5":                             "0.05 is ±5 %",
		"discount_rate: 10":                        "0.10 is 10 % a year",
		"horizon_years: 0":                         "roi.horizon_years",
		"currency: dollars":                        `"dollars" is no code`,
		"for: [ { labour_rate: 30 } ]":             "roi.for[0]: none of company, location, tool, part",
		"for: [ { tool: T-1, tolerance: -0.1 } ]":  "roi.for[0].tolerance",
		"for: [ { location: 2, currency: EUR } ]":  "convert the rates",
		"for: [ { location: 2, annual_hours: 0 }]": "roi.for[0].annual_hours",
	}
	for text, want := range cases {
		cfg := Defaults()
		if err := yaml.UnmarshalWithOptions([]byte(text), &cfg, yaml.Strict()); err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if err := cfg.Validate(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %q in it", text, err, want)
		}
	}
}
