package sampledata

import (
	"fmt"
	"time"
)

// Story is one thing that happened to a tool. Its window is half-open, in UTC.
type Story struct {
	Kind         string    `json:"kind"`
	Tool         string    `json:"tool"`
	Counter      string    `json:"counter"` // the tool's counter in the window
	From         time.Time `json:"from_utc"`
	To           time.Time `json:"to_utc"`
	Size         float64   `json:"size"`
	Unit         string    `json:"unit"` // of size
	Text         string    `json:"text"`
	OtherTool    string    `json:"other_tool,omitempty"`
	OtherCounter string    `json:"other_counter,omitempty"`
	Parts        []string  `json:"parts,omitempty"`
	Times        []string  `json:"times_utc,omitempty"` // of the switches
}

// effect is what a story does to the cycles of its window.
type effect struct {
	kind string
	span         // ms
	size float64 // as in the story
	heat float64 // °C
}

// stage is the room for stories: a window and the tools on it.
type stage struct {
	from, to int64 // ms
	tools    []*tool
	spares   func() *counter
}

// at is the point at a share of the window.
func (s stage) at(share float64) int64 {
	return s.from + int64(share*float64(s.to-s.from))
}

// plant puts the stories onto the tools that the set has.
func (s stage) plant() []Story {
	told := []Story{}
	for i, kind := range storyTools() {
		if i >= len(s.tools) || kind.story == "" {
			continue
		}
		if story, ok := s.tell(kind.story, s.tools[i]); ok {
			told = append(told, story)
		}
	}
	return told
}

func (s stage) tell(kind string, t *tool) (Story, bool) {
	switch kind {
	case SlowAfterSettingChange, CoolingDrift, TemperatureExcursion, MicroStops:
		return s.change(kind, t), true
	case LongBreakdown:
		return s.breakdown(t)
	case CounterMoved:
		if len(s.tools) <= counterTaker {
			return Story{}, false
		}
		return s.moveCounter(t, s.tools[counterTaker]), true
	case PartSwitch:
		return s.switchParts(t), true
	case ClockDrift:
		return s.clock(t), true
	default:
		return s.always(kind, t), true
	}
}

// change is a story of the process itself, from a point in time on.
func (s stage) change(kind string, t *tool) Story {
	e := effect{kind: kind, span: span{s.at(0), s.to}}
	story := Story{Unit: "share of the cycle time"}
	switch kind {
	case SlowAfterSettingChange:
		e.from, e.size = t.shiftAfter(s.at(0.755))+3*3_600_000, slowSize
		story.Text = "every cycle is longer since a setting was changed in the shift"
	case CoolingDrift:
		e.from, e.size, e.heat = t.shiftAfter(s.at(0.4)), driftSize, 5
		story.Text = "scale in the cooling channels: the cycle grows evenly up to the size, the tool gets 5 °C warmer"
	case TemperatureExcursion:
		e.from = t.shiftAfter(s.at(0.6))
		e.to = e.from + min(3*dayMS, (s.to-s.from)/10)
		e.size, e.heat = excursionSlow, excursionHeat
		story.Text = fmt.Sprintf("the tool runs %.0f °C warmer, with longer cycles", excursionHeat)
	case MicroStops:
		e.from = t.shiftAfter(s.at(0.5))
		e.to, e.size = e.from+(s.to-s.from)/6, microStopShare
		story.Unit, story.Text = "share of shots", "the robot drops parts: stops of 20 to 100 s before so many shots"
	}
	e.from = min(e.from, s.at(0.95))
	e.to = min(max(e.to, e.from+1), s.to)
	t.effects = append(t.effects, e)
	return story.of(kind, t, e.span, e.size)
}

// of fills in what all stories have. The window comes as ms.
func (s Story) of(kind string, t *tool, window span, size float64) Story {
	s.Kind, s.Tool, s.Size = kind, t.code, size
	s.From, s.To = time.UnixMilli(window.from).UTC(), time.UnixMilli(window.to).UTC()
	s.Counter = t.counterAt(window.from).code
	return s
}

// breakdown stops the tool 45 min into a shift, for less than the rest of it,
// so that it is one stop inside a run.
func (s stage) breakdown(t *tool) (Story, bool) {
	sl, ok := t.slotAfter(s.at(0.7))
	length := min(6*3_600_000, (sl.end-sl.start)*3/4)
	start := sl.start + (sl.end-sl.start)*9/96
	if !ok || start+length >= s.to {
		return Story{}, false
	}
	e := effect{kind: LongBreakdown, span: span{start, start + length}, size: float64(length) / 1000}
	t.effects = append(t.effects, e)
	text := "a broken ejector: no cycle at all until the repair"
	return Story{Unit: "s", Text: text}.of(LongBreakdown, t, e.span, e.size), true
}

// always is a story of the whole window, set up in the catalogue.
func (s stage) always(kind string, t *tool) Story {
	window := span{s.from, s.to}
	ratio := "share of the approved cycle time"
	switch kind {
	case FasterThanApproved:
		return Story{Unit: ratio, Text: "runs faster than approved for months: the approved cycle time is too long"}.of(kind, t, window, fasterSize)
	case SupplierGap:
		other := Story{Unit: ratio, Text: "this supplier's tools are slower than the others that make the part", Parts: t.partCodes()}
		return other.of(kind, t, window, gapSize)
	case EndOfLife:
		t.nearEnd(window)
		return Story{Unit: "share of the designed shots", Text: "the shots made by the end of the window come near the designed ones"}.of(kind, t, window, lifeUsed)
	default:
		return Story{Unit: "parts", Text: "one shot makes several parts", Parts: t.partCodes()}.of(kind, t, window, float64(len(t.casts[0].parts)))
	}
}

// nearEnd counts back from the expected end of the window, so that the numbers
// do not hang on how far the set goes on.
func (t *tool) nearEnd(window span) {
	shots := t.plannedMinutes(span{window.from / dayMS, window.to / dayMS}) * 60 / t.secondsPerShot()
	t.designed = max(t.designed, int64(2*shots/100_000+1)*100_000)
	t.initial = int64(lifeUsed*float64(t.designed) - shots)
}

// moveCounter mounts the giver's counter on the taker, and new ones on the
// giver, at a full UTC hour at which Grand Rapids' shifts are over.
func (s stage) moveCounter(giver, taker *tool) Story {
	day := dayNumber(time.UnixMilli(s.at(0.55)).UTC())
	at := min(giver.plant.clock(int(day), 4*60), s.at(0.9))
	at -= at % 3_600_000
	moved, old, fresh := giver.carries[0].counter, taker.carries[0].counter, s.spares()
	giver.carries = append(giver.carries, carry{at, fresh})
	taker.carries = append(taker.carries, carry{at, moved})
	story := Story{Unit: "counters", OtherTool: taker.code, OtherCounter: fresh.code}
	story.Text = fmt.Sprintf("%s moves from %s to %s, whose %s goes; %s is new on %s", moved.code, giver.code, taker.code, old.code, fresh.code, giver.code)
	story = story.of(CounterMoved, giver, span{at, s.to}, 1)
	story.Counter = moved.code
	return story
}

// switchParts changes the part between production days, six times.
func (s stage) switchParts(t *tool) Story {
	first := t.casts[0]
	second := cast{parts: []int{otherPart}, cavities: []int64{1}, pace: switchPace}
	story := Story{Unit: "share of the cycle time", Text: "changes between two parts with other cavities and cycle times"}
	for k := 1; k <= 6; k++ {
		next := second
		if k%2 == 0 {
			next = first
		}
		day := dayNumber(time.UnixMilli(s.at(float64(k) / 7)).UTC())
		next.from = t.plant.clock(int(day), t.plant.shifts[0].from-30)
		if next.from <= t.casts[len(t.casts)-1].from {
			continue
		}
		t.casts = append(t.casts, next)
		story.Times = append(story.Times, time.UnixMilli(next.from).UTC().Format(time.RFC3339))
	}
	story.Parts = t.partCodes()
	return story.of(PartSwitch, t, span{s.from, s.to}, switchPace-1)
}

func (s stage) clock(t *tool) Story {
	e := effect{kind: ClockDrift, span: span{s.at(0.3), s.at(0.7)}, size: clockPerDay}
	t.effects = append(t.effects, e)
	text := "the counter's clock falls behind by so much a day, until it is set right at the end of the window"
	return Story{Unit: "s a day", Text: text}.of(ClockDrift, t, e.span, clockPerDay)
}

func (t *tool) partCodes() []string {
	codes := []string{}
	seen := map[int]bool{}
	for _, c := range t.casts {
		for _, p := range c.parts {
			if !seen[p] {
				codes = append(codes, makePart(p).code)
			}
			seen[p] = true
		}
	}
	return codes
}

// slotAfter is the tool's first slot that starts at or after a time (ms).
func (t *tool) slotAfter(at int64) (slot, bool) {
	first := int(at/dayMS) - 1
	for day := first; day < first+60; day++ {
		for shift := range t.plant.shifts {
			if s, ok := t.slotOn(day, shift); ok && s.start >= at {
				return s, true
			}
		}
	}
	return slot{}, false
}

func (t *tool) shiftAfter(at int64) int64 {
	if s, ok := t.slotAfter(at); ok {
		return s.start
	}
	return at
}

func (t *tool) counterAt(at int64) *counter {
	c := t.carries[0].counter
	for _, k := range t.carries[1:] {
		if k.from <= at {
			c = k.counter
		}
	}
	return c
}
