package sampledata

import (
	"bufio"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

func utc(t testing.TB, text string) time.Time {
	t.Helper()
	d, err := time.Parse(time.DateOnly, text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// small gives options of a set that is quick to make.
func small(t testing.TB) Options {
	return Options{Dir: t.TempDir(), Tools: 18, Shots: 12_000, Seed: 11, From: utc(t, "2026-10-15"), To: utc(t, "2026-11-10"), Format: "ndjson", Faults: "clean"}
}

func mustWrite(t testing.TB, o Options) Truth {
	t.Helper()
	truth, err := Write(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return truth
}

// digests gives a hash of each file below a folder.
func digests(t testing.TB, dir string) map[string]string {
	t.Helper()
	sums := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		sums[filepath.ToSlash(name)] = fmt.Sprintf("%x", sha256.Sum256(text))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return sums
}

// rawPacket is a row of DATA_SHOT, with the day of its file.
type rawPacket struct {
	Counter string `json:"COUNTER_CODE"`
	Start   int64  `json:"SHOT_START_TIME"`
	Content string `json:"CONTENT"`
	file    string
}

// rawShot is an array element as it was sent.
type rawShot struct {
	counter string
	ct      float64
	temp    float64
	seq     int64
	at      float64
}

func readLines[T any](t testing.TB, path string, each func(T)) {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var v T
		if err := json.Unmarshal(lines.Bytes(), &v); err != nil {
			t.Fatalf("%s: %v: %s", path, err, lines.Text())
		}
		each(v)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
}

func readPackets(t testing.TB, dir string) []rawPacket {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "DATA_SHOT", "*.ndjson"))
	if err != nil || len(files) == 0 {
		t.Fatal("no packets", err)
	}
	slices.Sort(files)
	packets := []rawPacket{}
	for _, f := range files {
		readLines(t, f, func(p rawPacket) {
			p.file = strings.TrimSuffix(filepath.Base(f), ".ndjson")
			packets = append(packets, p)
		})
	}
	return packets
}

// shots reads the sound elements of a packet; junk ones are left out.
func (p rawPacket) shots() []rawShot {
	var items []any
	if json.Unmarshal([]byte(p.Content), &items) != nil {
		return nil
	}
	shots := []rawShot{}
	for _, item := range items {
		fields, ok := item.(map[string]any)
		if !ok {
			continue
		}
		s := rawShot{counter: strings.ToUpper(strings.TrimSpace(p.Counter))}
		var sound [4]bool
		s.ct, sound[0] = fields["ct"].(float64)
		s.temp, sound[1] = fields["tempMeas"].(float64)
		seq, isNumber := fields["seq"].(float64)
		s.seq, sound[2] = int64(seq), isNumber && seq > 0
		at, err := strconv.ParseFloat(fmt.Sprint(fields["time"]), 64)
		s.at, sound[3] = at, err == nil && at > 1e9 && at < 4e9
		if sound == [4]bool{true, true, true, true} && s.ct > 0 && s.ct < 86_400 && s.temp < 500 {
			shots = append(shots, s)
		}
	}
	return shots
}

// items counts as Truth.Items does.
func (p rawPacket) items() int64 {
	var items []any
	if json.Unmarshal([]byte(p.Content), &items) != nil {
		return 1
	}
	return int64(len(items))
}

func (t Truth) fault(kind string) Fault {
	for _, f := range t.Faults {
		if f.Kind == kind {
			return f
		}
	}
	return Fault{Kind: kind}
}

func (t Truth) story(tb testing.TB, kind string) Story {
	tb.Helper()
	for _, s := range t.Stories {
		if s.Kind == kind {
			return s
		}
	}
	tb.Fatalf("no story %s", kind)
	return Story{}
}
