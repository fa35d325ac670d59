package analysis

// Doubts counts the tools whose figures should be taken with care.
type Doubts struct {
	Tools      int // with any doubt
	Missing    int // shots are missing in their downtime
	Poor       int // the data are of poor quality
	NoApproved int // no approved cycle time
	NoData     int // silent, but STATISTICS counts their shots
}

// Doubt is what makes the figures of a tool doubtful.
type Doubt string

// The doubts about a tool.
const (
	DoubtMissing    Doubt = "shots are missing"
	DoubtPoor       Doubt = "data quality is poor"
	DoubtNoApproved Doubt = "no approved cycle time"
	DoubtNoData     Doubt = "its counter is silent"
)

// Doubts are the reasons to take a tool's figures with care. A hundredth of
// the run time that may or may not be downtime moves stability by a point.
func (t Tool) Doubts() []Doubt {
	var doubts []Doubt
	if t.DoubtfulUS*100 > t.RunTimeUS {
		doubts = append(doubts, DoubtMissing)
	}
	if t.QualityScore != nil && *t.QualityScore < poorScore {
		doubts = append(doubts, DoubtPoor)
	}
	if t.ApprovedCT == nil && t.Shots > 0 {
		doubts = append(doubts, DoubtNoApproved)
	}
	if t.State == NoData {
		doubts = append(doubts, DoubtNoData)
	}
	return doubts
}

func doubtsOf(tools []Tool) Doubts {
	var d Doubts
	for _, t := range tools {
		doubts := t.Doubts()
		if len(doubts) > 0 {
			d.Tools++
		}
		for _, doubt := range doubts {
			switch doubt {
			case DoubtMissing:
				d.Missing++
			case DoubtPoor:
				d.Poor++
			case DoubtNoApproved:
				d.NoApproved++
			case DoubtNoData:
				d.NoData++
			}
		}
	}
	return d
}
