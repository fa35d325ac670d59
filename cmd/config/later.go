package config

// ROIConfig holds the settings of the contract for the return on investment.
// No part of this version reads them: their keys and kinds are checked, so that
// a file with a slip of the pen does not wait for the version that would.
type ROIConfig struct {
	ROIParams `yaml:",inline"`
	For       []ROIFor `yaml:"for,omitempty"`
}

// ROIParams are the economics; nil leaves the wider ones.
type ROIParams struct {
	LabourRate    *float64 `yaml:"labour_rate,omitempty"`     // money/h
	MachineRate   *float64 `yaml:"machine_rate,omitempty"`    // money/h
	MarginPerPart *float64 `yaml:"margin_per_part,omitempty"` // money/part
	SoldOut       *bool    `yaml:"sold_out,omitempty"`
	AnnualHours   *float64 `yaml:"annual_hours,omitempty"` // planned hours a year of the tool
	Tolerance     *float64 `yaml:"tolerance,omitempty"`    // share of the approved cycle time
	DiscountRate  *float64 `yaml:"discount_rate,omitempty"`
	HorizonYears  *float64 `yaml:"horizon_years,omitempty"`
	Currency      string   `yaml:"currency,omitempty"`
}

// ROIFor narrows them to what it names.
type ROIFor struct {
	Company   int64  `yaml:"company,omitempty"`
	Location  int64  `yaml:"location,omitempty"`
	Tool      string `yaml:"tool,omitempty"`
	Part      string `yaml:"part,omitempty"`
	ROIParams `yaml:",inline"`
}
