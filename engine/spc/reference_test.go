package spc

import (
	"encoding/csv"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"
)

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if !(math.Abs(got-want) <= within) {
		t.Errorf("%s: got %.12g, want %.12g", what, got, want)
	}
}

func numbers(t *testing.T, fields []string) []float64 {
	t.Helper()
	var values []float64
	for _, field := range fields {
		v, err := strconv.ParseFloat(strings.TrimSpace(field), 64)
		if err != nil {
			t.Fatal(err)
		}
		values = append(values, v)
	}
	return values
}

// certified reads a file of NIST StRD: mean, standard deviation, autocorrelation
// and the values.
func certified(t *testing.T, name string) (mean, deviation, lag1 float64, values []float64) {
	t.Helper()
	text, err := os.ReadFile("testdata/" + name + ".dat")
	if err != nil {
		t.Fatal(err)
	}
	head, data, ok := strings.Cut(string(text), "Data: Y")
	if !ok {
		t.Fatal("no data")
	}
	find := func(mark string) float64 {
		_, after, ok := strings.Cut(head, mark)
		if !ok {
			t.Fatalf("no %q", mark)
		}
		line, _, _ := strings.Cut(after, "\n")
		words := strings.Fields(line)
		return numbers(t, words[len(words)-1:])[0]
	}
	return find("Sample Mean"), find("denom. = n-1)"), find("r(1):"), numbers(t, strings.Fields(data)[1:])
}

// A value near 1e7 with one decimal is known to 1e-9 only, which is 1e-8 of a
// standard deviation of 0.1: no arithmetic on such values does better.
func TestNIST(t *testing.T) {
	for name, within := range map[string]float64{
		"Lew": 1e-10, "Lottery": 1e-10, "Mavro": 1e-10, "Michelso": 1e-10, "PiDigits": 1e-10,
		"NumAcc1": 1e-10, "NumAcc2": 1e-10, "NumAcc3": 1e-8, "NumAcc4": 3e-7,
	} {
		mean, deviation, lag1, values := certified(t, name)
		near(t, name+", mean", Mean(values), mean, 1e-10*math.Abs(mean))
		near(t, name+", standard deviation", StdDev(values), deviation, within*deviation)
		near(t, name+", lag 1", Lag1(values), lag1, within*math.Abs(lag1))
	}
}

func handbook(t *testing.T) map[string][]float64 {
	t.Helper()
	file, err := os.Open("testdata/handbook.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	reader := csv.NewReader(file)
	reader.FieldsPerRecord = -1
	rows, err := reader.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	series := map[string][]float64{}
	for _, row := range rows {
		series[row[0]] = numbers(t, row[1:])
	}
	return series
}

// The handbook rounds d2 to 1.128.
func TestHandbookIndividuals(t *testing.T) {
	flow := handbook(t)["flow"]
	x, ranges := Individuals(Mean(flow), MeanMovingRange(flow))
	near(t, "center", x.Center, 50.81, 1e-9)
	near(t, "mean range", ranges.Center, 1.8778, 5e-5)
	near(t, "upper", x.Upper, 55.8041, 2e-3)
	near(t, "lower", x.Lower, 45.8159, 2e-3)
	near(t, "upper of ranges", ranges.Upper, 3.267*1.8778, 2e-3)
}

func TestHandbookEWMA(t *testing.T) {
	series := handbook(t)
	e := EWMA{Center: 50, Sigma: 2.0539, Lambda: 0.3, L: 3}
	var limits Limits
	for i, x := range series["ewma_values"] {
		var got float64
		got, limits = e.Add(x)
		near(t, "EWMA "+strconv.Itoa(i+1), got, series["ewma"][i], 0.0051)
	}
	near(t, "upper in the end", limits.Upper, 52.5884, 2e-3)
	near(t, "lower in the end", limits.Lower, 47.4115, 2e-3)
	first := EWMA{Center: 50, Sigma: 2.0539, Lambda: 0.3, L: 3}
	_, limits = first.Add(52)
	near(t, "upper at first", limits.Upper, 50+3*0.3*2.0539, 1e-9)
}

// The handbook's k and h are in the unit of the values: sigma is 1 here.
func TestHandbookCUSUM(t *testing.T) {
	series := handbook(t)
	c := CUSUM{Center: 325, Sigma: 1, K: 0.3175, H: 4.1959}
	first := 0
	for i, x := range series["cusum_values"] {
		if c.Add(x) && first == 0 {
			first = i + 1
		}
		near(t, "high "+strconv.Itoa(i+1), c.High, series["cusum_high"][i], 0.0051)
		near(t, "low "+strconv.Itoa(i+1), c.Low, series["cusum_low"][i], 0.0051)
	}
	if first != 14 {
		t.Errorf("signals first at %d, want 14", first)
	}
}

func rings(t *testing.T) []float64 {
	t.Helper()
	text, err := os.ReadFile("testdata/pistonrings.csv")
	if err != nil {
		t.Fatal(err)
	}
	return numbers(t, strings.FieldsFunc(string(text), func(r rune) bool { return r == ',' || r == '\n' }))
}

func TestPistonRings(t *testing.T) {
	groups := Subgroups(rings(t), 5)
	var mean, deviation, width float64
	for _, g := range groups[:25] {
		mean, deviation, width = mean+g.Mean/25, deviation+g.StdDev/25, width+g.Range/25
	}
	near(t, "grand mean", mean, 74.00118, 5e-6)
	near(t, "mean range", width, 0.02276, 5e-6)
	c := CapabilityOf(Spread{Count: 125, Mean: mean, Within: width / D2(5), WithinFreedom: 100, Overall: deviation}, 73.95, 74.05)
	near(t, "Cp", c.Cp.Value, 1.7032, 5e-5)
	near(t, "Cpk", c.Cpk.Value, 1.6632, 5e-5)

	means, deviations := XbarS(mean, deviation, 5)
	near(t, "upper of means", means.Upper, 74.014, 5e-4)
	near(t, "upper of deviations", deviations.Upper, 2.089*deviation, 1e-5)
	var signals []int
	for i, g := range groups {
		if g.Mean > means.Upper || g.Mean < means.Lower {
			signals = append(signals, i+1)
		}
	}
	if len(signals) != 3 || signals[0] != 37 || signals[2] != 39 {
		t.Errorf("signals at %v, want 37, 38, 39", signals)
	}
}

// Of the tables that everybody uses (Montgomery, appendix VI).
func TestConstants(t *testing.T) {
	for n, want := range map[int][2]float64{2: {0.7979, 1.128}, 3: {0.8862, 1.693}, 5: {0.9400, 2.326}, 10: {0.9727, 3.078}, 25: {0.9896, 3.931}} {
		near(t, "c4", C4(n), want[0], 5e-5)
		near(t, "d2", D2(n), want[1], 6e-4)
	}
	x, ranges := Individuals(0, 1)
	near(t, "2.66", x.Upper, 2.66, 2e-3)
	near(t, "3.267", ranges.Upper, 3.267, 1e-3)
	_, s := XbarS(0, 1, 10)
	near(t, "B3", s.Lower, 0.284, 5e-4)
	near(t, "B4", s.Upper, 1.716, 5e-4)
}
