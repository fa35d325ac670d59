package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"sprue/cmd/output"
	"sprue/engine"
)

func (a *app) benchPagesCommand() *cobra.Command {
	b := &pagesBench{app: a}
	var seconds int
	cmd := &cobra.Command{
		Use:   "pages",
		Short: "Time of every page on a file: cold, warm, with many viewers, while a build runs",
		Long: "Serves the file in a process of its own and opens every page of the navigation,\n" +
			"a tool's page and its shots over a day, four weeks and a quarter, and the kiosk;\n" +
			"those of the navigation for one part and for one supplier, too. Cold is the first\n" +
			"page of a server that has just begun; new is a range that nobody has asked for\n" +
			"yet. The build is a full one, in the file itself. The last rows are what a page\n" +
			"and the shots of a tool have to reach on two cores with 50 million shots of 500\n" +
			"tools: times and memory at most, pages a second at least.",
		Example: "  sprue bench --shots 50000000 --tools 500 --dir big\n  sprue bench pages --config big/sprue.yaml",
	}
	set := cmd.Flags()
	set.SortFlags = false
	set.StringVar(&b.only, "only", "", "pages whose address begins with this `PATH`")
	set.Var(number(&b.viewers, 50, 1, 10_000), "viewers", "this `NUMBER` at once")
	set.Var(number(&seconds, 10, 1, 3600), "seconds", "how long they look, without a pause")
	set.Var(number(&b.rounds, 3, 1, 1000), "rounds", "so many cold starts of each page; ten times as many warm ones")
	return a.runs(cmd, func(ctx context.Context, _ []string) error {
		if _, err := os.Stat(a.file.Database); errors.Is(err, fs.ErrNotExist) {
			return a.noSuchFile(err)
		}
		if held := a.heldByServer(); held != nil {
			return alreadyServed(ctx, held)
		}
		b.duration = time.Duration(seconds) * time.Second
		b.by = map[string]*pageTimes{}
		if err := b.run(ctx); err != nil {
			return err
		}
		return b.print()
	})
}

// pagesBench opens the pages of a file.
type pagesBench struct {
	*app
	only     string // begins the pages that are opened
	viewers  int
	rounds   int
	duration time.Duration

	pages  []string
	mu     sync.Mutex
	by     map[string]*pageTimes
	rate   float64 // pages a second of all viewers
	peakMB int64   // of the server that they looked at; 0: not known
}

// The ways to open a page; ms of each are a column.
const (
	cold = iota
	warm
	fresh // a new range
	viewed
	building
	buildingNew
	ways
)

// pageTimes are those of one page.
type pageTimes struct {
	ms    [ways][]float64
	bytes int64 // compressed, as sent
}

// open opens a page and notes the time under a name, which is the page's own
// unless its address is made up.
func (b *pagesBench) open(ctx context.Context, v *visitor, way int, name, path string) error {
	started := time.Now() // not b.Clock, which may stand still
	bytes, err := v.open(ctx, path)
	if err != nil {
		return err
	}
	took := time.Since(started).Seconds() * 1000
	b.mu.Lock()
	defer b.mu.Unlock()
	t := b.by[name]
	if t == nil {
		t = &pageTimes{}
		b.by[name] = t
	}
	t.ms[way] = append(t.ms[way], took)
	if name == path {
		t.bytes = bytes
	}
	return nil
}

func (b *pagesBench) run(ctx context.Context) error {
	for _, phase := range []func(context.Context) error{b.find, b.cold, b.warmAndViewed, b.whileBuilding} {
		if err := phase(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (b *pagesBench) find(ctx context.Context) error {
	_, err := b.onServer(ctx, func(v *visitor) (err error) {
		b.pages, err = v.pages(ctx)
		return err
	})
	b.pages = slices.DeleteFunc(b.pages, func(page string) bool { return !strings.HasPrefix(page, b.only) })
	if err == nil && len(b.pages) == 0 {
		err = usage("no page begins with "+b.only, "without --only all are opened")
	}
	return err
}

// cold starts a server for each page: pages have questions in common, and the
// first one would warm them for the next.
func (b *pagesBench) cold(ctx context.Context) error {
	for round := range b.rounds {
		for i, page := range b.pages {
			b.progress.Update(output.At{Step: "cold", Done: int64(round*len(b.pages) + i), Total: int64(b.rounds * len(b.pages)), Unit: "pages"})
			if _, err := b.onServer(ctx, func(v *visitor) error { return b.open(ctx, v, cold, page, page) }); err != nil {
				return err
			}
		}
	}
	return nil
}

func (b *pagesBench) warmAndViewed(ctx context.Context) error {
	b.progress.Update(output.At{Step: "warm"})
	var err error
	b.peakMB, err = b.onServer(ctx, func(v *visitor) error {
		if err := v.openAll(ctx, b.pages); err != nil {
			return err
		}
		for round := range 10 * b.rounds {
			for i, page := range b.pages {
				if err := b.open(ctx, v, warm, page, page); err != nil {
					return err
				}
				if round >= b.rounds {
					continue
				}
				if err := b.open(ctx, v, fresh, page, b.newRange(page, round*len(b.pages)+i)); err != nil {
					return err
				}
			}
		}
		return b.view(ctx, v)
	})
	return err
}

// view lets all viewers open page after page, each beginning with another one.
func (b *pagesBench) view(ctx context.Context, v *visitor) error {
	b.progress.Update(output.At{Step: fmt.Sprintf("%d viewers", b.viewers)})
	started := time.Now()
	var all sync.WaitGroup
	failed := make([]error, b.viewers)
	for viewer := range b.viewers {
		all.Go(func() {
			for i := viewer; time.Since(started) < b.duration && failed[viewer] == nil; i++ {
				page := b.pages[i%len(b.pages)]
				failed[viewer] = b.open(ctx, v, viewed, page, page)
			}
		})
	}
	all.Wait()
	seconds := time.Since(started).Seconds()
	for _, t := range b.by {
		b.rate += float64(len(t.ms[viewed])) / seconds
	}
	return errors.Join(failed...)
}

// print has a line for each page, one for all, and those of the bars.
func (b *pagesBench) print() error {
	rows, err := b.rows(named("page cold_p95_ms warm_p50_ms warm_p95_ms new_p95_ms viewers_p95_ms build_p95_ms build_new_p95_ms kb pages_per_s peak_mb"), readableNumber)
	if err != nil {
		return err
	}
	var all pageTimes
	for _, page := range b.pages {
		t := b.by[page]
		for way := range ways {
			all.ms[way] = append(all.ms[way], t.ms[way]...)
		}
		if err := rows.Row(append(t.row(page), float64(t.bytes)/1024, nil, nil)); err != nil {
			return err
		}
	}
	var peak any
	if b.peakMB > 0 {
		peak = b.peakMB
	}
	for _, row := range [][]any{
		append(all.row("all"), nil, b.rate, peak),
		{"bar", 400, nil, 150, nil, nil, 400, nil, nil, 100, 1500},
		{"bar of shots", nil, nil, nil, 200, nil, nil, nil, nil, nil, nil},
	} {
		if err := rows.Row(row); err != nil {
			return err
		}
	}
	return rows.Close()
}

func (t *pageTimes) row(name string) []any {
	return []any{
		name, percentile(t.ms[cold], 95), percentile(t.ms[warm], 50), percentile(t.ms[warm], 95), percentile(t.ms[fresh], 95),
		percentile(t.ms[viewed], 95), percentile(t.ms[building], 95), percentile(t.ms[buildingNew], 95),
	}
}

// percentile is the least value that p per cent of all do not exceed; nil of
// none.
func percentile(all []float64, p float64) any {
	if len(all) == 0 {
		return nil
	}
	sorted := slices.Sorted(slices.Values(all))
	return sorted[int(math.Ceil(p/100*float64(len(sorted))))-1]
}

// newRange gives a page over four weeks that end so many days ago.
func (b *pagesBench) newRange(page string, days int) string {
	to := engine.Day(b.Clock().UTC().AddDate(0, 0, -days).Date())
	return over(page, map[string]string{"last": "", "from": to.Time.AddDate(0, 0, -28).Format(time.DateOnly), "to": to.String()})
}
