package sampledata

import "fmt"

// counter is a sensor. Its seq goes on wherever it is mounted.
type counter struct {
	id   int64
	code string
	key  uint64
	seq  int64 // of the last shot
	as   spelling
}

// spelling is how a counter's firmware writes a shot.
type spelling int

const (
	timeAsText spelling = iota
	timeAsNumber
	timeInSeconds // no fraction
	withPressure  // one more key, where faults are wanted
)

// carry is a stretch in which a tool reported through a counter.
type carry struct {
	from    int64 // ms
	counter *counter
}

// cast is a part, or the parts of a family mold, that a tool makes from a time
// on.
type cast struct {
	from     int64 // ms
	parts    []int // indices
	cavities []int64
	pace     float64 // cycle time, as a factor of the tool's own
}

// tool is a mold with all that decides how it runs.
type tool struct {
	index    int
	id       int64
	code     string
	key      uint64
	plant    *plant
	supplier int64
	location int64
	kind     string
	approved float64 // s
	limits   bool
	designed int64
	initial  int64
	casts    []cast
	carries  []carry
	effects  []effect

	behaviour
	rhythm rhythm
	ghost  bool // a counter without a tool
	active span // ms; when a ghost reports
}

// behaviour is how steadily a tool runs. Shares are of shots.
type behaviour struct {
	bias      float64 // mean cycle time against the approved one
	spread    float64 // standard deviation of the cycle time, relative
	memory    float64 // lag-1 autocorrelation
	slow      float64
	fast      float64
	between   float64 // s of production between stops
	heat      float64 // °C
	wholeGaps bool    // the counter's ct covers the time since the last shot
	noBreaks  bool    // runs through the breaks
}

func makeTools(n int, all []*plant, seed uint64) []*tool {
	tools := make([]*tool, 0, n)
	codes := newCodes(all)
	for i, s := range storyTools() {
		if i < n {
			tools = append(tools, s.build(i, all, seed))
			codes.taken[s.code] = true
		}
	}
	order := plantOrder()
	for i := len(tools); i < n; i++ {
		at := order[(i-len(storyTools()))%len(order)]
		tools = append(tools, plainTool(i, at, all[at], codes.next(at), seed))
	}
	return tools
}

// codes gives out 'MX-1186'-like codes, each plant from its own range; five
// digits once that is used up.
type codes struct {
	plants []*plant
	taken  map[string]bool
	given  []int64
}

func newCodes(all []*plant) *codes {
	return &codes{plants: all, taken: map[string]bool{}, given: make([]int64, len(all))}
}

func (c *codes) next(plant int) string {
	p := c.plants[plant]
	for {
		k := c.given[plant]
		c.given[plant]++
		const step = 7
		number := p.codes.from + 1 + k*step + int64(mix(uint64(plant), uint64(k))%step)
		if number >= p.codes.to {
			number = p.codes.from*100 + k
		}
		if code := fmt.Sprintf("MX-%d", number); !c.taken[code] {
			return code
		}
	}
}

// plainTool has no story of its own. Every third one is a sister of a tool
// with a story: it makes the same part.
func plainTool(i, at int, p *plant, code string, seed uint64) *tool {
	k := (i - len(storyTools())) / 3
	made := storyParts + k
	if (i-len(storyTools()))%3 == 2 && k < 7 {
		made = k
	}
	suppliers := suppliersAt(at)
	t := newTool(i, code, p, suppliers[i%len(suppliers)], []int{made}, seed)
	if i%9 == 2 {
		t.poor()
	}
	return t
}

// poor makes a tool a problem of its plant: unsteady, and often down.
func (t *tool) poor() {
	d := traits{t.key}
	t.spread, t.slow, t.between = d.between(40, 0.02, 0.03), d.between(41, 0.18, 0.3), d.between(42, 1300, 2200)
	t.bias = d.between(43, 0.02, 0.06)
}

func newTool(i int, code string, p *plant, supplier int64, made []int, seed uint64) *tool {
	d := traits{mix(seed^0x746f6f6c, uint64(i))}
	first := makePart(made[0])
	t := &tool{
		index: i, id: int64(1001 + i), code: code, key: d.key, plant: p, supplier: supplier, location: p.id,
		kind:     []string{"Hot runner", "Cold runner", "Three-plate", "Stack mold"}[d.below(1, 4)],
		approved: first.cycle + float64(d.below(2, 5)-2)*0.5,
		limits:   d.chance(3, 0.7),
		designed: int64(5+d.below(4, 16)) * 100_000,
	}
	t.initial = int64(d.between(5, 0.08, 0.62) * float64(t.designed))
	t.casts = []cast{{from: 0, parts: made, pace: 1}}
	for _, m := range made {
		t.casts[0].cavities = append(t.casts[0].cavities, makePart(m).cavities)
	}
	t.carries = []carry{{from: 0, counter: newCounter(i, seed)}}
	t.behaviour = plainBehaviour(d, first.heat)
	return t
}

func plainBehaviour(d traits, heat float64) behaviour {
	return behaviour{
		bias:      d.between(10, -0.015, 0.015) + 0.05*d.between(11, 0, 1)*d.between(12, 0, 1)*d.between(13, 0, 1),
		spread:    d.between(14, 0.006, 0.014),
		memory:    d.between(15, 0.45, 0.8),
		slow:      d.between(16, 0.02, 0.1),
		fast:      d.between(17, 0.003, 0.02),
		between:   d.between(18, 2400, 7000),
		heat:      heat + d.between(19, -3, 3),
		wholeGaps: d.chance(20, 0.4),
		noBreaks:  d.chance(21, 0.35),
	}
}

// newCounter gives each index a code of its own: 7919 is prime to 90,000.
func newCounter(index int, seed uint64) *counter {
	d := traits{mix(seed^0x636e74, uint64(index))}
	spellings := []spelling{timeAsText, timeAsText, timeAsText, timeAsText, timeAsText, timeAsNumber, timeAsNumber, timeInSeconds}
	c := &counter{
		id:   int64(5001 + index),
		code: fmt.Sprintf("CNT-%d", 10_000+(index*7919+417)%90_000),
		key:  d.key,
		seq:  int64(1000 + d.below(1, 600_000)),
		as:   spellings[d.below(2, len(spellings))],
	}
	if index%24 == 20 {
		c.as = withPressure
	}
	return c
}
