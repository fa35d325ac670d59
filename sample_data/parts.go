package sampledata

import "fmt"

// part is what a tool molds, and what it asks of the press.
type part struct {
	id       int64
	code     string
	name     string
	cycle    float64 // s, the usual approved cycle time
	cavities int64
	heat     float64 // °C at the tool
}

func partNames() []string {
	return []string{
		"Door panel, lower", "Drum housing, rear", "Control bezel", "Cap 38 mm", "Pump body", "Detergent drawer", "Gear 32T",
		"Filter cup", "Latch", "Hinge cover, left", "Hinge cover, right", "Knob, outer", "Knob, inner", "Connector 12-pin",
		"Lens cover", "Impeller", "Handle", "Vent grille", "Spray arm", "Cable clip", "Basket foot", "Foot M8", "Seal carrier",
		"Motor mount", "Tray insert", "Button, start", "Fan shroud", "Guide rail", "Float switch", "Top frame",
	}
}

// storyParts is how many parts the tools with stories make; makePart gives the
// parts after them traits of their own.
const storyParts = 14

func makePart(index int) part {
	names := partNames()
	t := traits{mix(0x70617274, uint64(index))}
	p := part{
		id:       int64(101 + index),
		code:     fmt.Sprintf("P-%d", 2010+index*7),
		name:     names[index%len(names)],
		cavities: []int64{1, 2, 2, 4, 4, 4, 8}[t.below(1, 7)],
		heat:     t.between(2, 46, 76),
	}
	// Two draws: most parts lie near 35 s, few at the ends.
	p.cycle = float64(int(2*(t.between(3, 10, 28)+t.between(4, 10, 28)))) / 2
	if index >= len(names) {
		p.name = fmt.Sprintf("%s, variant %d", p.name, index/len(names)+1)
	}
	return p
}
