package pages

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"sprue/engine"
	"sprue/engine/analysis"
	"sprue/templates"
	"sprue/web/charts"
)

// around is how many shots stand on each side of the one.
const around = 20

// shot answers: what is known of this shot? Its address is the packet and the
// item that it came in, which no build changes.
func (p *Pages) shot(c echo.Context) error {
	packet, err := strconv.ParseUint(c.Param("packet"), 10, 64)
	item, err2 := strconv.ParseInt(c.Param("item"), 10, 32)
	if err != nil || err2 != nil || item < 1 {
		return &Missing{Message: "nothing is at " + c.Request().URL.Path, Hint: "a shot is at /shots/PACKET/ITEM, its item counted from 1"}
	}
	return p.showShot(c, analysis.ShotRef{Packet: packet, Item: int32(item)})
}

// shotAt is the same by tool and time, and number where several share it.
func (p *Pages) shotAt(c echo.Context) error {
	at, err := readInstant(c.QueryParam("time"))
	if err != nil {
		return err
	}
	ref := analysis.ShotRef{Tool: strings.TrimSpace(c.QueryParam("tool")), At: at}
	if ref.Tool == "" {
		return shotUsage("no tool is named", "write tool=CODE&time=2026-06-30T06:00:00Z")
	}
	if text := c.QueryParam("seq"); text != "" {
		if ref.Seq, err = strconv.ParseInt(text, 10, 64); err != nil {
			return shotUsage(fmt.Sprintf("%q is no number of a shot", text), "write a whole number")
		}
	}
	return p.showShot(c, ref)
}

func shotUsage(message, hint string) error {
	return &engine.Error{Code: engine.CodeUsage, Doing: "find the shot", Message: message, Hint: hint}
}

// readInstant takes what people write, and the µs that the points of a chart
// have.
func readInstant(text string) (time.Time, error) {
	if us, err := strconv.ParseInt(text, 10, 64); err == nil {
		return time.UnixMicro(us).UTC(), nil
	}
	at, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		return at, shotUsage(fmt.Sprintf("time %q is no instant", text), "write it as 2026-06-30T06:00:00Z")
	}
	return at.UTC(), nil
}

type shotData struct {
	trust      analysis.Trust
	story      analysis.Story
	neighbours *analysis.Neighbours // nil where the shot is left out
}

func (p *Pages) showShot(c echo.Context, ref analysis.ShotRef) error {
	r, elsewhere, err := p.read(c)
	if err != nil || elsewhere != "" {
		return p.leave(c, elsewhere, err)
	}
	d, err := p.askShot(c.Request().Context(), r, ref)
	if err != nil {
		return p.orFirstRun(c, asMissingShot(ref, err))
	}
	if d.trust.BuildID == 0 {
		return p.firstRun(c, d.trust)
	}
	frame, err := p.frame(c, r, d.story.Title, d.trust)
	if err != nil {
		return err
	}
	frame.Range, frame.Filters.Chips, frame.Filters.Add = nil, nil, false
	page, err := p.shotPage(r, d)
	if err != nil {
		return err
	}
	return render(c, http.StatusOK, templates.Layout(frame, templates.Shot(page)))
}

func (p *Pages) askShot(ctx context.Context, r request, ref analysis.ShotRef) (d shotData, err error) {
	f := engine.Filter{Window: r.filter.Window}
	if ref.Tool != "" {
		f.Tools = []string{ref.Tool}
	}
	return d, together(ctx,
		into(&d.trust, func(ctx context.Context) (analysis.Trust, error) { return p.Questions.Trust(ctx, f) }),
		func(ctx context.Context) error {
			stories, err := p.Questions.Trace(ctx, ref)
			if err == nil {
				d.story = stories[0]
			}
			return err
		},
		func(ctx context.Context) error {
			found, err := p.Questions.Neighbours(ctx, ref, around)
			var wrong *engine.Error
			if errors.As(err, &wrong) && wrong.Code == engine.CodeUsage {
				return nil // the trace says what is wrong
			}
			if err == nil && len(found.Shots) > found.At {
				d.neighbours = &found
			}
			return err
		},
	)
}

// asMissingShot: an item that does not exist is a missing page.
func asMissingShot(ref analysis.ShotRef, err error) error {
	var wrong *engine.Error
	if ref.Item > 0 && errors.As(err, &wrong) && wrong.Code == engine.CodeUsage {
		return &Missing{Message: wrong.Message, Hint: wrong.Hint}
	}
	return err
}

func (p *Pages) shotPage(r request, d shotData) (templates.ShotPage, error) {
	page := templates.ShotPage{
		Head:  templates.Head{Question: "What is known of this shot?", Answer: d.story.Title, Why: d.story.Steps[1].Text},
		Raw:   templates.Section{ID: "raw", Head: "As it was sent", Note: "the item, unchanged"},
		JSON:  asSent(d.story),
		Steps: storySteps(d.story), Flags: flagsOf(d.story),
		Around: templates.Section{ID: "around", Head: "The shots around it"},
		Trust:  shotTrust(d.trust),
	}
	if packet, item := fact(d.story, "packet", "packet_id"), fact(d.story, "packet", "item"); packet != "" && item != "" {
		page.Raw.Tail = []templates.Link{{Text: "Permanent address", URL: r.opens(shotsPath + "/" + packet + "/" + item).with("tool").String()}}
	}
	if d.neighbours == nil {
		page.Head.Answer = leftOutAnswer(d.story)
		page.Around.Note = "none: it is left out of all figures"
		return page, nil
	}
	n := *d.neighbours
	self := n.Shots[n.At]
	page.Head.Back = &templates.Link{Text: "Shots of " + n.Tool, URL: backToRange(r, n)}
	page.Head.Answer = shotAnswer(n.Tool, self)
	page.Head.Why = n.Local(self.At).Format("Monday 2 January 2006, 15:04:05") + " in " + n.Zone + " · " + shotMeaning(self)
	if s := n.Previous(); s != nil {
		page.Previous = &templates.Link{Text: "‹ shot before", URL: shotURL(r, n.Tool, *s)}
	}
	if s := n.Next(); s != nil {
		page.Next = &templates.Link{Text: "next shot ›", URL: shotURL(r, n.Tool, *s)}
	}
	picture, err := aroundPicture(r, n)
	if err != nil {
		return page, err
	}
	page.Around.Note = fmt.Sprintf("%d before, %d after", n.At, len(n.Shots)-n.At-1)
	chart := r.chart("around-data", picture, "Cycle times of the shots around it", p.aroundTable(r, n))
	page.Chart = &chart
	return page, nil
}

// backToRange is the range that the reader came from, or the day of the shot.
func backToRange(r request, n analysis.Neighbours) string {
	values := carried(r.address.values)
	values["tool"] = []string{n.Tool}
	back := address{path: shotsPath, values: values}
	if !values.Has("last") && !values.Has("from") {
		at := n.Shots[n.At].At
		back = back.between(engine.Instant(at.Add(-12*time.Hour)).String(), engine.Instant(at.Add(12*time.Hour)).String())
	}
	return back.String()
}

// aroundPicture is the shots around one, each a way to it.
func aroundPicture(r request, n analysis.Neighbours) (charts.Picture, error) {
	self := n.Shots[n.At]
	picture := charts.Points{
		Name: "Shots around one of " + n.Tool, Time: true, Axis: charts.Axis{Unit: "s", Format: charts.Tenths},
		From: moment(n.Span, n.Shots[0].At), To: moment(n.Span, n.Shots[len(n.Shots)-1].At),
		Large: true, Tight: true,
		Link: &charts.PointLink{Base: shotLink(r, n.Tool) + "&time=", Dim: 2},
	}
	edge := max(1000, (picture.To-picture.From)*0.02) // ms, so that no point lies on the frame
	picture.From, picture.To = picture.From-edge, picture.To+edge
	here := moment(n.Span, self.At)
	picture.Bands = []charts.Band{{From: here - edge/2, To: here + edge/2, Name: "this shot", Here: true}}
	byClass := map[string][][]float64{}
	for _, s := range n.Shots {
		at := moment(n.Span, s.At)
		byClass[s.Class] = append(byClass[s.Class], []float64{at, s.CT, float64(s.At.UnixMicro())})
		if s.RefCT == nil {
			continue
		}
		if last := len(picture.Levels) - 1; last >= 0 && picture.Levels[last].Value == *s.RefCT {
			picture.Levels[last].To = at
			continue
		}
		picture.Levels = append(picture.Levels, charts.Level{From: at, To: at, Value: *s.RefCT})
	}
	for _, class := range analysis.ShotClasses() {
		if len(byClass[class]) > 0 {
			picture.Clouds = append(picture.Clouds, charts.Cloud{Name: class, Class: charts.Class(class), Data: byClass[class]})
		}
	}
	return picture.Draw()
}

func (p *Pages) aroundTable(r request, n analysis.Neighbours) templates.Table {
	table := templates.Table{
		Caption: "The shots around it",
		Columns: []templates.Column{{Name: "Time"}, {Name: "Number", Number: true}, {Name: "Cycle, s", Number: true}, {Name: "Class"}, {Name: "Waited, s", Number: true}},
	}
	for i, s := range n.Shots {
		seq, mark := dash, ""
		if s.Seq != nil {
			seq = strconv.FormatInt(*s.Seq, 10)
		}
		if i == n.At {
			mark = "this one"
		}
		table.Rows = append(table.Rows, templates.Row{URL: shotURL(r, n.Tool, s), Cells: []templates.Cell{
			{Text: n.Local(s.At).Format("2 Jan 15:04:05"), Title: s.At.Format(time.RFC3339Nano), Sub: mark}, {Text: seq}, {Text: decimals(s.CT, 1), Title: fmt.Sprint(s.CT)},
			{Shot: s.Class, Text: s.Class}, {Text: waited(s.WUS), Title: engine.Count(s.WUS) + " µs"},
		}})
	}
	return table
}
