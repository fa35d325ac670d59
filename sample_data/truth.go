package sampledata

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"
)

// generator marks a folder as one of our own.
const generator = "sprue sample_data 1"

const truthFile = "ground_truth.json"

// maxPlaces bounds what ground_truth.json lists of each kind; the counts
// always cover all.
const maxPlaces = 1000

// Truth is what a set holds, as far as only its maker can know. It is written
// to ground_truth.json.
type Truth struct {
	Generator string    `json:"generator"`
	Seed      uint64    `json:"seed"`
	From      time.Time `json:"from_utc"`
	To        time.Time `json:"to_utc"`
	Anchor    time.Time `json:"anchor_utc"`
	Target    int64     `json:"target_shots"`
	FaultsSet string    `json:"faults_set"` // clean, typical, hostile

	Shots   int64 `json:"shots"`   // made by the tools, whether or not they arrived
	Items   int64 `json:"items"`   // array elements in all packets, copies included; an unreadable packet counts 1
	Packets int64 `json:"packets"` // rows of DATA_SHOT

	Load     float64 `json:"load"` // share of the plants' own shifts
	Weekends bool    `json:"weekends"`
	Pace     float64 `json:"pace"` // factor on all cycle times

	Stories []Story     `json:"stories"`
	Faults  []Fault     `json:"faults"`
	Days    []FaultDay  `json:"fault_days"`
	Tools   []ToolTruth `json:"tools"`
}

// Fault is one kind of fault in the data. Packets and Shots count all that are
// affected, Places names them, up to a limit.
type Fault struct {
	Kind    string       `json:"kind"`
	Packets int64        `json:"packets"`
	Shots   int64        `json:"shots"`
	Places  []FaultPlace `json:"places"`
	LeftOut int64        `json:"places_left_out,omitempty"`
}

// FaultPlace is where a fault was planted. Time is that of the first shot by
// the counter's clock; Seq and ToSeq are the first and the last.
type FaultPlace struct {
	Counter string    `json:"counter,omitempty"`
	Time    time.Time `json:"time_utc,omitzero"`
	Seq     int64     `json:"seq,omitempty"`
	ToSeq   int64     `json:"to_seq,omitempty"`
	Packets int64     `json:"packets,omitempty"`
	Shots   int64     `json:"shots,omitempty"`
	Detail  string    `json:"detail,omitempty"`

	tool string
	date string           // local day of the first shot
	days map[string]int64 // shots by local day
}

// FaultDay is what one kind of fault did to the shots of a tool on a day, on
// the clock of its plant. Unlike places, days are never left out. The tool of
// a counter without one is empty.
type FaultDay struct {
	Kind    string `json:"kind"`
	Detail  string `json:"detail,omitempty"` // of junk_fields: which key, and which value
	Tool    string `json:"tool"`
	Date    string `json:"local_date"`
	Shots   int64  `json:"shots"`
	Packets int64  `json:"packets,omitempty"` // that begin on the day
}

// ToolTruth is a tool as it was made to be.
type ToolTruth struct {
	Tool       string  `json:"tool"`
	Counter    string  `json:"counter"` // the one it carries at the end
	Plant      string  `json:"plant"`
	ApprovedCT float64 `json:"approved_ct_s"`
	Bias       float64 `json:"bias"` // mean cycle time against the approved one, without stories
	Poor       bool    `json:"poor,omitempty"`
	Shots      int64   `json:"shots"`
}

// fault is a place with its kind.
type fault struct {
	kind string
	FaultPlace
}

func ms(at int64) time.Time { return time.UnixMilli(at).UTC() }

// faultBook adds up faults by kind, and by kind, tool and day.
type faultBook struct {
	kinds map[string]*Fault
	days  map[FaultDay]*FaultDay // the key has no counts
}

func newFaultBook() faultBook {
	return faultBook{kinds: map[string]*Fault{}, days: map[FaultDay]*FaultDay{}}
}

func (b faultBook) add(f fault) {
	k := b.kinds[f.kind]
	if k == nil {
		k = &Fault{Kind: f.kind, Places: []FaultPlace{}}
		b.kinds[f.kind] = k
	}
	detail := ""
	if f.kind == junkFields {
		detail = f.Detail
	}
	for date, shots := range f.days {
		key := FaultDay{Kind: f.kind, Detail: detail, Tool: f.tool, Date: date}
		if b.days[key] == nil {
			b.days[key] = new(key)
		}
		b.days[key].Shots += shots
		if date == f.date {
			b.days[key].Packets += f.Packets
		}
	}
	k.Packets += f.Packets
	k.Shots += f.Shots
	if len(k.Places) < maxPlaces {
		k.Places = append(k.Places, f.FaultPlace)
	} else {
		k.LeftOut++
	}
}

func (b faultBook) list() []Fault {
	all := []Fault{}
	for _, f := range b.kinds {
		all = append(all, *f)
	}
	slices.SortFunc(all, func(x, y Fault) int { return strings.Compare(x.Kind, y.Kind) })
	return all
}

func (b faultBook) listDays() []FaultDay {
	all := []FaultDay{}
	for _, day := range b.days {
		all = append(all, *day)
	}
	slices.SortFunc(all, func(x, y FaultDay) int {
		return cmp.Or(strings.Compare(x.Kind, y.Kind), strings.Compare(x.Tool, y.Tool), strings.Compare(x.Date, y.Date), strings.Compare(x.Detail, y.Detail))
	})
	return all
}

func (t Truth) write(path string) error {
	text, err := json.MarshalIndent(t, "", "  ")
	if err != nil {
		return fmt.Errorf("write ground truth: %w", err)
	}
	return os.WriteFile(path, append(text, '\n'), 0o644)
}

// ReadTruth reads the ground truth of a sample's folder.
func ReadTruth(dir string) (Truth, error) {
	text, err := os.ReadFile(dir + "/" + truthFile)
	if err != nil {
		return Truth{}, fmt.Errorf("read ground truth: %w", err)
	}
	t := Truth{}
	if err := json.Unmarshal(text, &t); err != nil {
		return Truth{}, fmt.Errorf("read ground truth: %w", err)
	}
	return t, nil
}
