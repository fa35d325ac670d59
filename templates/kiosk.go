package templates

import (
	"strconv"
)

// KioskPage is a screen on the wall.
type KioskPage struct {
	Assets    Assets
	Title     string
	BoardURL  string
	EventsURL string
	Rotate    int // s for which a page of tiles shows
	Board     KioskBoard
}

// KioskBoard is all of the screen that changes. It holds what is said live and
// what is said once the figures are old: the screen must be able to say so when
// the server is gone.
type KioskBoard struct {
	Version  string // of the program's files; another one makes the screen load itself anew
	NowMS    int64  // the server's clock, ms since 1970
	AsOfMS   int64  // until when the figures tell; 0 before the first sync
	AsOfText string // the same on the plant's clock, '12:11:42'
	Since    string // the same in few words, '12:11' or 'Mon 12:11'
	Stale    bool
	Zone     string // of the clock
	Head     string // 'Monterrey: 5 of 9 run on pace'
	OldHead  string // 'Monterrey: state not known'
	Turn     string // 'Early shift, 06:00–14:00'
	Ring     string // what the ring is measured against
	Mark     string // what the white mark is
	Zones    string // 'America/Monterrey'
	PerPage  int    // tiles, 1 to 9
	Pages    [][]KioskTile
	Empty    string // what to say where there are no tiles
}

// KioskTile is a tool.
type KioskTile struct {
	Code, Part string
	Kind       KioskKind
	Word       string // 'Slow'
	Was        string // 'Was slow', once the figures are old
	Big        string // '32.6', '' where a phrase stands instead
	Phrase     string // 'for 23 min'
	WasPhrase  string // 'stopped since 11:48'
	AsOf       string // '12:11', behind a big figure that is old
	Line       string // 'approved 28.0, +16 %'
	Stop       string // '6 min, 11:41'
	Ring       *KioskRing
}

// KioskKind is the look of a tile.
type KioskKind string

// The looks.
const (
	KioskRuns     KioskKind = "run"
	KioskSlow     KioskKind = "slow"
	KioskStopped  KioskKind = "stop"
	KioskPlanned  KioskKind = "planned"
	KioskOff      KioskKind = "off"
	KioskNoSignal KioskKind = "lost"
)

// KioskRing is how far a tool has come.
type KioskRing struct {
	Done float64 // share of the turn's shots, may pass 1
	Due  float64 // where it should be
	Text string  // '69 %'
	Word string  // 'behind'
}

// arc is the drawn part of a ring of length 100; a full one is closed.
func (r KioskRing) arc() string {
	return strconv.FormatFloat(100*min(max(r.Done, 0), 1), 'f', 2, 64) + " 100"
}

// mark turns the white mark to where the tool should be.
func (r KioskRing) mark() string {
	return "rotate(" + strconv.FormatFloat(360*min(max(r.Due, 0), 1), 'f', 2, 64) + " 91 91)"
}

// grid is the class of a page of so many tiles: few are drawn larger.
func (b KioskBoard) grid() string {
	n := b.PerPage
	if len(b.Pages) == 1 {
		n = len(b.Pages[0])
	}
	for _, size := range []int{1, 2, 4, 6} {
		if n <= size {
			return "k-" + strconv.Itoa(size)
		}
	}
	return "k-9"
}

func milliseconds(ms int64) string {
	if ms == 0 {
		return ""
	}
	return strconv.FormatInt(ms, 10)
}

// KioskSetupPage chooses what a screen shows.
type KioskSetupPage struct {
	Head    Head
	Places  []KioskOption
	Tools   []KioskOption
	Sizes   []KioskOption // tiles on a page
	Turns   []KioskOption // the shift that is on, or the whole day
	Rotate  int
	Address string // of the screen that is chosen, in full; '' before
	Path    string // the same without the host
	Command string // that opens it over the whole screen
}

// KioskOption is a choice of a form.
type KioskOption struct {
	Value, Text, Note string
	Chosen            bool
}

func kioskRingWords(r *KioskRing) string {
	if r == nil {
		return "no pace"
	}
	return r.Text + " " + r.Word
}
