package sampledata

// mix is splitmix64's finaliser over two words: all that is drawn once for a
// tool, day or packet comes from it, so that it depends on nothing but its key.
func mix(a, b uint64) uint64 {
	z := a*0x9e3779b97f4a7c15 + b + 0x9e3779b97f4a7c15
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb
	return z ^ (z >> 31)
}

// unit turns a hash into 0 ≤ u < 1.
func unit(h uint64) float64 { return float64(h>>11) / (1 << 53) }

// traits draws named properties of one thing, in any order.
type traits struct{ key uint64 }

func (t traits) word(name uint64) uint64 { return mix(t.key, name) }

func (t traits) between(name uint64, low, high float64) float64 {
	return low + (high-low)*unit(t.word(name))
}

func (t traits) below(name uint64, n int) int { return int(t.word(name) % uint64(n)) }

func (t traits) chance(name uint64, p float64) bool { return unit(t.word(name)) < p }
