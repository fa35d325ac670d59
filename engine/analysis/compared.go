package analysis

// Compared is cycle times beside the approved ones, over the slow, fast and
// normal shots that have one; in µs.
type Compared struct {
	ComparedUS int64 // Σ ct
	ExpectedUS int64 // Σ approved ct
}

// Deviation is how much longer the cycles took than approved, 0.02 for 2 %;
// nil where nothing was approved.
func (c Compared) Deviation() *float64 { return ratio(c.ComparedUS-c.ExpectedUS, c.ExpectedUS) }

// Add gives both together.
func (c Compared) Add(d Compared) Compared {
	return Compared{ComparedUS: c.ComparedUS + d.ComparedUS, ExpectedUS: c.ExpectedUS + d.ExpectedUS}
}
