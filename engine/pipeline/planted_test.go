package pipeline

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"sprue/engine/enginetest"
	"sprue/engine/reference"
	"sprue/engine/store"
	sampledata "sprue/sample_data"
)

// planted is a set of sample data that was built, beside the truth about it.
type planted struct {
	testing.TB
	truth sampledata.Truth
	known []reference.Level          // days of the truth, in the order of the file's
	at    map[string]int             // places in known, by tool and date
	meant map[string]float64         // z of the truth, by tool, date and level
	found map[string]float64         // z of the file
	kinds map[string]map[string]bool // kinds of faults, by tool, date and level
}

// score counts what stands out in the truth, and what does in the file.
type score struct{ due, found, raised, right int }

func (s score) recall() float64    { return share(s.found, s.due) }
func (s score) precision() float64 { return share(s.right, s.raised) }

func share(a, b int) float64 {
	if b == 0 {
		return 1
	}
	return float64(a) / float64(b)
}

// TestPlantedFaultsAreFound plants faults in sample data and compares the days
// that stand out: those of the truth, judged by the reference, and those of the
// file, which came by mirror and build. With SPRUE_SOAK it takes 20 seeds of
// each set. A day that the truth puts near the limit counts neither way.
func TestPlantedFaultsAreFound(t *testing.T) {
	seeds := uint64(1)
	if enginetest.IsSoak(t) {
		seeds = 20
	}
	for _, faults := range []string{"clean", "typical", "hostile"} {
		t.Run(faults, func(t *testing.T) {
			t.Parallel()
			byKind, byLevel := map[string]*score{}, map[string]*score{}
			for seed := range seeds {
				p := plantFaults(t, seed, faults)
				p.scoreFaults(byKind, byLevel)
				p.scoreStories(byKind, byLevel)
			}
			report(t, faults, byKind, byLevel)
		})
	}
}

// few days are too few for a share of them.
const few = 10

func report(t *testing.T, faults string, byKind, byLevel map[string]*score) {
	t.Helper()
	for _, kind := range sortedNames(byKind) {
		s := byKind[kind]
		enginetest.Figure(t, "%s: %-25s %4d days stand out, %4d found: recall %.3f", faults, kind, s.due, s.found, s.recall())
		if s.due >= few && s.recall() < 0.9 {
			t.Errorf("%s: recall of %s is %.3f", faults, kind, s.recall())
		}
	}
	all := score{}
	for _, level := range sortedNames(byLevel) {
		s := byLevel[level]
		enginetest.Figure(t, "%s: %-25s %4d days raised, %4d with a reason: precision %.3f", faults, level, s.raised, s.right, s.precision())
		all.raised, all.right = all.raised+s.raised, all.right+s.right
		if s.raised >= few && s.precision() < 0.9 {
			t.Errorf("%s: precision of %s is %.3f", faults, level, s.precision())
		}
	}
	enginetest.Figure(t, "%s: all %d days raised, precision %.3f", faults, all.raised, all.precision())
	if all.precision() < 0.9 {
		t.Errorf("%s: precision is %.3f", faults, all.precision())
	}
}

func sortedNames(m map[string]*score) []string {
	names := []string{}
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// plantFaults mirrors and builds a set of 80 days. Its packets arrive 3 h after
// they began, the late ones days later.
func plantFaults(t testing.TB, seed uint64, faults string) *planted {
	t.Helper()
	from := time.Date(2026, 8, 20, 0, 0, 0, 0, time.UTC)
	s, truth := sampled(t, sampledata.Options{Shots: 200_000, Tools: 18, Seed: 100 + seed, Faults: faults, From: from, To: from.AddDate(0, 0, 80)})
	values := []string{"('', 0)"}
	for _, f := range truth.Faults {
		for _, at := range f.Places {
			if f.Kind == "late_packets" {
				values = append(values, fmt.Sprintf("('%[1]s', %[2]d), ('%[1]s', %[3]d)", at.Counter, at.Time.UnixNano(), at.Time.Unix()*1_000_000_000))
			}
		}
	}
	inBuild(t, s, Defaults(), func(ctx context.Context, b *build) error {
		return b.exec(ctx, "let packets arrive", `
			UPDATE meta.sync_batch SET started_utc = TIMESTAMP '2026-08-01';
			UPDATE raw.data_shot SET arrived_utc = make_timestamp(shot_start_time // 1000) + INTERVAL 3 HOUR;
			UPDATE raw.data_shot AS d SET arrived_utc = arrived_utc + INTERVAL 4 DAY
			FROM (SELECT DISTINCT * FROM (VALUES `+strings.Join(values, ", ")+`) AS v (counter_code, start)) AS late
			WHERE late.counter_code = d.counter_code AND late.start = d.shot_start_time`)
	})
	mustBuild(t, newPipeline(t, s, Defaults()), Options{})
	p := &planted{TB: t, truth: truth, at: map[string]int{}, meant: map[string]float64{}, found: map[string]float64{}, kinds: map[string]map[string]bool{}}
	p.read(s)
	p.judge(s)
	return p
}

// read takes over how many shots and items the days have, and what stands out.
func (p *planted) read(s *store.Store) {
	rows, err := s.Query(p.Context(), "SELECT equipment_code, (local_date - DATE '1970-01-01')::BIGINT, shots, items FROM mart.data_level ORDER BY ALL")
	if err != nil {
		p.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		l := reference.Level{}
		if err := rows.Scan(&l.Tool, &l.Date, &l.Shots, &l.Items); err != nil {
			p.Fatal(err)
		}
		p.at[fmt.Sprint(l.Tool, " ", l.Date)] = len(p.known)
		p.known = append(p.known, l)
	}
	for _, r := range readRows(p, s, "SELECT equipment_code, (local_date - DATE '1970-01-01')::BIGINT, level::VARCHAR, z FROM mart.data_deviation") {
		p.found[fmt.Sprint(r[0], " ", r[1], " ", r[2])] = r[3].(float64)
	}
}

// timeless tells whether what a fault leaves in quarantine has no time.
func timeless(kind, detail string) bool {
	return kind == "broken_json" || slices.Contains([]string{"no object", "time text", "time null"}, detail)
}

// timelessDays gives the days on which such entries count: that of the start of
// their UTC day, on the clock of the tool's plant. Packets are the entries.
func (p *planted) timelessDays(s *store.Store) []sampledata.FaultDay {
	values := []string{}
	for _, f := range p.truth.Faults {
		for _, at := range f.Places {
			if !timeless(f.Kind, at.Detail) {
				continue
			}
			entries := map[bool]int64{true: at.Packets, false: at.Shots}[f.Kind == "broken_json"]
			values = append(values, fmt.Sprintf("('%s', '%s', TIMESTAMP '%s', %d)", f.Kind, at.Counter, at.Time.Format(time.DateOnly), entries))
		}
	}
	if len(values) == 0 {
		return nil
	}
	days := []sampledata.FaultDay{}
	for _, r := range readRows(p, s, `
		SELECT v.kind, c.equipment_code, CAST(v.at_utc + to_microseconds(c.offset_us) AS DATE)::VARCHAR, sum(v.entries)::BIGINT
		FROM (VALUES `+strings.Join(values, ", ")+`) AS v (kind, counter_code, at_utc, entries)
		JOIN core.counter_period c ON c.counter_code = v.counter_code AND c.from_utc <= v.at_utc AND v.at_utc < c.to_utc
		WHERE c.equipment_code IS NOT NULL
		GROUP BY ALL`) {
		days = append(days, sampledata.FaultDay{Kind: fmt.Sprint(r[0]), Detail: "timeless", Tool: fmt.Sprint(r[1]), Date: fmt.Sprint(r[2]), Packets: r[3].(int64)})
	}
	return days
}

// judge computes what stands out in the truth.
func (p *planted) judge(s *store.Store) {
	for _, f := range slices.Concat(p.truth.Days, p.timelessDays(s)) {
		date, err := time.Parse(time.DateOnly, f.Date)
		if err != nil {
			p.Fatal(err)
		}
		i, ok := p.at[fmt.Sprint(f.Tool, " ", date.Unix()/86_400)]
		if !ok {
			continue
		}
		l := &p.known[i]
		for level, n := range planting(f) {
			key := fmt.Sprint(f.Tool, " ", l.Date, " ", level)
			if p.kinds[key] == nil {
				p.kinds[key] = map[string]bool{}
			}
			p.kinds[key][f.Kind] = true
			switch level {
			case "missing":
				l.Missing += n
			case "duplicates":
				l.Duplicates += n
			case "quarantine":
				l.Quarantine += n
			case "late":
				l.Late += n
			}
		}
	}
	for i := range p.known {
		l := &p.known[i]
		l.Missing /= l.Missing + float64(l.Shots)
		l.Duplicates /= float64(l.Items)
		l.Quarantine /= float64(l.Items)
		l.Late /= float64(l.Shots)
	}
	for _, d := range reference.Deviations(p.known) {
		p.meant[fmt.Sprint(d.Tool, " ", d.Date, " ", d.Level)] = d.Z
	}
}

// planting is what a fault adds to the levels of its day.
func planting(f sampledata.FaultDay) map[string]float64 {
	shots := float64(f.Shots)
	switch {
	case f.Kind == "missing_seqs":
		return map[string]float64{"missing": shots}
	case f.Detail == "timeless":
		return map[string]float64{"quarantine": float64(f.Packets)}
	case f.Kind == "broken_json" || f.Detail == "no object":
		return map[string]float64{"missing": shots}
	case timeless(f.Kind, f.Detail):
		return nil
	case f.Kind == "exact_duplicates":
		return map[string]float64{"duplicates": shots}
	case f.Kind == "conflicting_duplicates":
		return map[string]float64{"quarantine": shots}
	case f.Kind == "late_packets":
		return map[string]float64{"late": shots}
	case f.Detail == "time 1970" || f.Detail == "time future":
		return nil // they count on the day that they name
	case f.Kind == "junk_fields" && strings.HasPrefix(f.Detail, "ct "):
		return map[string]float64{"quarantine": shots}
	}
	return nil
}

// scoreFaults compares the levels that faults raise. A gap counts on the day of
// the shot after it, which may be the tool's next one.
func (p *planted) scoreFaults(byKind, byLevel map[string]*score) {
	for i, l := range p.known {
		if p.isMisplaced(l.Tool) {
			continue
		}
		for _, level := range []string{"missing", "duplicates", "quarantine", "late"} {
			key := func(k int) string { return fmt.Sprint(p.known[k].Tool, " ", p.known[k].Date, " ", level) }
			here, before, after := key(i), key(i), key(i)
			if level == "missing" && i > 0 && i+1 < len(p.known) {
				before, after = key(i-1), key(i+1)
			}
			if p.meant[here] > 5 {
				for kind := range p.kinds[here] {
					of(byKind, kind).due++
					if max(p.found[here], p.found[after]) > 4 {
						of(byKind, kind).found++
					}
				}
			}
			if p.found[here] > 4 {
				of(byLevel, level).raised++
				if max(p.meant[here], p.meant[before]) > 3 {
					of(byLevel, level).right++
				}
			}
		}
	}
}

// isMisplaced: the days of a tool without a known zone are those of UTC.
func (p *planted) isMisplaced(tool string) bool {
	for _, f := range p.truth.Faults {
		if f.Kind == "unknown_zone" {
			return slices.ContainsFunc(f.Places, func(at sampledata.FaultPlace) bool { return strings.Contains(at.Detail, "tool "+tool+",") })
		}
	}
	return false
}

func of(m map[string]*score, name string) *score {
	if m[name] == nil {
		m[name] = &score{}
	}
	return m[name]
}

// scoreStories compares what the process does: an excursion and a new setting
// must be found; what else stands out needs a story of that tool then.
func (p *planted) scoreStories(byKind, byLevel map[string]*score) {
	for _, story := range p.truth.Stories {
		level := map[string]string{"temperature_excursion": "temperature", "slow_after_setting_change": "ct"}[story.Kind]
		if level == "" {
			continue
		}
		of(byKind, story.Kind).due++
		for key, z := range p.found {
			if math.Abs(z) > 4 && strings.HasPrefix(key, story.Tool+" ") && strings.HasSuffix(key, " "+level) && p.isIn(story, key) {
				of(byKind, story.Kind).found++
				break
			}
		}
	}
	for key, z := range p.found {
		words := strings.Fields(key)
		if level := words[2]; math.Abs(z) > 4 && slices.Contains([]string{"shots", "ct", "temperature"}, level) {
			of(byLevel, level).raised++
			if slices.ContainsFunc(p.truth.Stories, func(s sampledata.Story) bool { return changesCycles(s.Kind) && s.Tool == words[0] && p.isIn(s, key) }) {
				of(byLevel, level).right++
			}
		}
	}
}

func changesCycles(kind string) bool {
	return slices.Contains([]string{"temperature_excursion", "slow_after_setting_change", "cooling_drift", "part_switch", "micro_stops", "long_breakdown"}, kind)
}

// isIn tells whether a day lies in a story's window, a day about.
func (p *planted) isIn(s sampledata.Story, key string) bool {
	date := int64(0)
	if _, err := fmt.Sscan(strings.Fields(key)[1], &date); err != nil {
		p.Fatal(err)
	}
	return date >= s.From.Unix()/86_400-1 && date <= s.To.Unix()/86_400+1
}
