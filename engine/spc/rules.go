package spc

// Rules are Nelson's eight tests (Nelson 1984), a bit each: rule 1 is bit 0.
type Rules uint8

// AllRules are the eight.
const AllRules Rules = 0xff

// RuleSet makes a set of rules of their numbers, 1..8; others are left out.
func RuleSet(numbers ...int) Rules {
	var set Rules
	for _, n := range numbers {
		if n >= 1 && n <= 8 {
			set |= 1 << (n - 1)
		}
	}
	return set
}

// Has tells whether a rule, 1..8, is in the set.
func (r Rules) Has(rule int) bool { return rule >= 1 && rule <= 8 && r&(1<<(rule-1)) != 0 }

// RuleText says what makes a rule fire; "" for a number that is no rule.
func RuleText(rule int) string {
	switch rule {
	case 1:
		return "beyond 3σ"
	case 2:
		return "nine in a row on one side"
	case 3:
		return "six in a row rising or falling"
	case 4:
		return "fourteen in a row up and down"
	case 5:
		return "two of three beyond 2σ on one side"
	case 6:
		return "four of five beyond 1σ on one side"
	case 7:
		return "fifteen in a row within 1σ"
	case 8:
		return "eight in a row beyond 1σ on both sides"
	}
	return ""
}

// Nelson tests points one after the other. Its zero value, with Limits and On
// set, is ready; a point on the center line is on neither side.
type Nelson struct {
	Limits Limits
	On     Rules

	last         float64
	seen         int
	side         int // of the last points: −1, 0, 1
	sameSide     int // points in a row on that side
	direction    int // of the last step
	steps        int // in a row in that direction
	alternating  int // steps in a row, each the other way than the one before
	within       int // points in a row within 1σ
	outside      int // points in a row beyond 1σ
	zones        [5]int
	outsideSides [8]int
}

// Add tests the next point, and gives the rules that it makes fire. A rule fires
// again at each further point that keeps it.
func (n *Nelson) Add(x float64) Rules {
	zone := n.zone(x)
	n.follow(x, zone)
	var fired Rules
	set := func(rule int, holds bool) {
		if holds {
			fired |= 1 << (rule - 1)
		}
	}
	set(1, zone == 4 || zone == -4)
	set(2, n.side != 0 && n.sameSide >= 9)
	set(3, n.direction != 0 && n.steps >= 5)
	set(4, n.alternating >= 13)
	set(5, n.beyond(zone, 3, 3, 2))
	set(6, n.beyond(zone, 2, 5, 4))
	set(7, n.within >= 15)
	set(8, n.outside >= 8 && n.bothSides())
	return fired & n.On
}

// zone is 1 up to 1σ above the center, 2 up to 2σ, 3 up to 3σ, 4 beyond it;
// negative below, 0 on the center. A limit belongs to the inside.
func (n *Nelson) zone(x float64) int {
	sigma, off := n.Limits.Sigma(), x-n.Limits.Center
	sign := 1
	switch {
	case off == 0:
		return 0
	case off < 0:
		sign, off = -1, -off
		if x < n.Limits.Lower {
			return -4
		}
	case x > n.Limits.Upper:
		return 4
	}
	switch {
	case off > 2*sigma:
		return 3 * sign
	case off > sigma:
		return 2 * sign
	}
	return sign
}

func signOf(x float64) int {
	switch {
	case x > 0:
		return 1
	case x < 0:
		return -1
	}
	return 0
}

func (n *Nelson) follow(x float64, zone int) {
	if side := signOf(float64(zone)); side == n.side {
		n.sameSide++
	} else {
		n.side, n.sameSide = side, 1
	}
	if n.seen > 0 {
		n.step(signOf(x - n.last))
	}
	if zone >= -1 && zone <= 1 {
		n.within, n.outside = n.within+1, 0
	} else {
		n.within, n.outside = 0, n.outside+1
		copy(n.outsideSides[:], n.outsideSides[1:])
		n.outsideSides[7] = n.side
	}
	copy(n.zones[:], n.zones[1:])
	n.zones[4] = zone
	n.last = x
	n.seen++
}

func (n *Nelson) step(direction int) {
	switch {
	case direction == 0:
		n.alternating = 0
	case n.direction == -direction:
		n.alternating++
	default:
		n.alternating = 1
	}
	if direction == n.direction {
		n.steps++
	} else {
		n.direction, n.steps = direction, 1
	}
}

// beyond tells whether need of the last of points, this one among them, lie in
// the zone or farther out, on this one's side.
func (n *Nelson) beyond(zone, least, of, need int) bool {
	if zone < least && zone > -least {
		return false
	}
	count := 0
	for _, z := range n.zones[len(n.zones)-of:] {
		if (zone > 0 && z >= least) || (zone < 0 && z <= -least) {
			count++
		}
	}
	return count >= need
}

func (n *Nelson) bothSides() bool {
	above, below := false, false
	for _, side := range n.outsideSides {
		above, below = above || side > 0, below || side < 0
	}
	return above && below
}
