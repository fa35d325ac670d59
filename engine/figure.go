package engine

// Unit says what a figure counts in.
type Unit string

// The units.
const (
	UnitCount    Unit = ""
	UnitShare    Unit = "share" // stored 0..1, shown in %
	UnitSeconds  Unit = "s"
	UnitMicros   Unit = "us" // summed as whole microseconds, shown in s, min or h
	UnitScore    Unit = "score"
	UnitDuration Unit = "duration" // seconds, shown in s, min or h
)

// Figure is a number for a reader. Value is nil where there is none, and Doubt
// says why it is missing or should be taken with care. High is the upper end
// where only a range is known.
type Figure struct {
	Value *float64
	High  *float64
	Unit  Unit
	Doubt string
}

// String shows the figure with two or three significant digits and its unit,
// '–' where there is none.
func (f Figure) String() string {
	if f.Value == nil {
		return "–"
	}
	low := f.format(*f.Value)
	if f.High == nil || f.format(*f.High) == low {
		return low
	}
	return low + "…" + f.format(*f.High)
}

func (f Figure) format(v float64) string {
	switch f.Unit {
	case UnitShare:
		return Share(v)
	case UnitSeconds:
		return Significant(v) + " s"
	case UnitMicros:
		return Duration(v / 1e6)
	case UnitDuration:
		return Duration(v)
	}
	return Significant(v)
}
