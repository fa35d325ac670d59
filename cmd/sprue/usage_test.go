package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"
)

func TestMistakesInTheCommandLine(t *testing.T) {
	for name, test := range map[string]struct {
		args []string
		want []string
	}{
		"unknown command":     {[]string{"sinc"}, []string{`"sinc"`, "did you mean 'sprue sync'?"}},
		"unknown analysis":    {[]string{"analyze", "runrat"}, []string{"did you mean 'sprue analyze runrate'?"}},
		"unknown flag":        {[]string{"build", "--ful"}, []string{"--ful", "did you mean --full?"}},
		"unknown format":      {[]string{"query", "SELECT 1", "--format", "jsn"}, []string{"did you mean json?"}},
		"misspelt command":    {[]string{"analize"}, []string{`"analize" is no command of sprue`, "did you mean 'sprue analyze'?"}},
		"misspelt flag":       {[]string{"doctor", "--formt", "json"}, []string{"there is no flag --formt", "did you mean --format?"}},
		"one dash":            {[]string{"doctor", "-format", "json"}, []string{"there is no flag -f", "did you mean --format, with two dashes?"}},
		"short flag":          {[]string{"doctor", "-x"}, []string{"there is no flag -x", "'sprue doctor --help'"}},
		"broken flag":         {[]string{"doctor", "--=x"}, []string{"--=x is no flag"}},
		"no value of a flag":  {[]string{"build", "--from"}, []string{"--from needs a value", "--from DAY"}},
		"value of a flag":     {[]string{"sample", "d", "--shots", "many"}, []string{"--shots many is no whole number", "1 or more"}},
		"zero shots":          {[]string{"sample", "d", "--shots", "0"}, []string{"--shots 0 is out of range", "1 or more"}},
		"negative shots":      {[]string{"demo", "--shots", "-5"}, []string{"--shots -5 is out of range", "1 or more"}},
		"shots beyond all":    {[]string{"bench", "--shots", "99999999999999999999"}, []string{"is no whole number"}},
		"zero tools":          {[]string{"sample", "d", "--tools", "0"}, []string{"--tools 0 is out of range", "from 1 to 20,000"}},
		"too many tools":      {[]string{"sample", "d", "--tools", "20001"}, []string{"--tools 20001 is out of range", "from 1 to 20,000"}},
		"negative seed":       {[]string{"sample", "d", "--seed", "-1"}, []string{"--seed -1 is no whole number", "0 or more"}},
		"little memory":       {[]string{"bench", "--memory-limit", "1"}, []string{"--memory-limit 1 is out of range", "from 64"}},
		"neither yes nor no":  {[]string{"build", "--full=perhaps"}, []string{"--full perhaps is neither true nor false"}},
		"time without a unit": {[]string{"run", "--every", "5"}, []string{"--every 5 is no time", "5m"}},
		"negative time":       {[]string{"serve", "--every", "-5m"}, []string{"--every -5m is negative"}},
		"missing argument":    {[]string{"sample"}, []string{"DIR is missing", "sprue sample DIR", "sprue sample data --shots"}},
		"too many arguments":  {[]string{"build", "now"}, []string{`"now" is too much`, "no argument"}},
		"flag without dashes": {[]string{"build", "full"}, []string{"did you mean --full?"}},
		"SQL without quotes":  {[]string{"query", "SELECT", "1"}, []string{`"1" is too much: 'sprue query' takes one argument`, "quotes"}},
		"unknown shell":       {[]string{"completion", "bsh"}, []string{"did you mean 'sprue completion bash'?"}},
		"help on nothing":     {[]string{"help", "sinc"}, []string{"did you mean 'sprue sync'?"}},
		"help below a leaf":   {[]string{"help", "sync", "all"}, []string{`'sprue sync' has no command "all"`}},
		"no query":            {[]string{"query"}, []string{"the query is missing", "sprue query"}},
		"query twice":         {[]string{"query", "SELECT 1", "-f", "x.sql"}, []string{"given twice", "-f x.sql"}},
		"query file":          {[]string{"query", "-f", "x.sql"}, []string{"x.sql"}},
		"no shot to trace":    {[]string{"trace"}, []string{"no shot is named", "--counter and --seq"}},
		"half a shot":         {[]string{"trace", "--counter", "C"}, []string{"--counter needs --seq"}},
		"two shots":           {[]string{"trace", "--counter", "C", "--seq", "1", "--tool", "T"}, []string{"in two ways"}},
		"an item of nothing":  {[]string{"trace", "--item", "2"}, []string{"--item needs --packet"}},
		"a packet and a tool": {[]string{"trace", "--packet", "2", "--tool", "T", "--at", "noon"}, []string{"in two ways"}},
		"no instant":          {[]string{"trace", "--tool", "T", "--at", "noon"}, []string{"noon"}},
		"no table":            {[]string{"lineage"}, []string{"TABLE[.COLUMN] is missing", "sprue lineage mart.run.efficiency"}},
		"unknown chart":       {[]string{"lineage", "mart.run", "--format", "mermaidd"}, []string{"did you mean mermaid?"}},
		"no day":              {[]string{"build", "--from", "yesterday"}, []string{"yesterday", "2026-06-30"}},
		"reversed window":     {[]string{"analyze", "runrate", "--from", "2026-06-02", "--to", "2026-06-01"}, []string{"half-open"}},
		"reversed days":       {[]string{"build", "--from", "2026-06-02", "--to", "2026-06-01"}, []string{"half-open"}},
		"unknown grouping":    {[]string{"analyze", "runrate", "--by", "tol"}, []string{"tool"}},
		"unknown view":        {[]string{"analyze", "roi", "--view", "costs"}, []string{"--view costs is not known", "did you mean cost?"}},
		"a share of nothing":  {[]string{"analyze", "roi", "--share", "0.5"}, []string{"--share needs --invest"}},
		"bridges of tools":    {[]string{"analyze", "roi", "--bridge", "--by", "tool"}, []string{"--bridge is one", "choose with --tool"}},
		"more than the loss":  {[]string{"analyze", "roi", "--invest", "1", "--share", "1.5"}, []string{"--share 1.5 is out of range", "from 0 to 1"}},
		"no amount":           {[]string{"analyze", "roi", "--invest", "much"}, []string{"--invest much is no number"}},
		"an endless amount":   {[]string{"analyze", "roi", "--invest", "inf"}, []string{"--invest inf is out of range"}},
		"no way of quality":   {[]string{"analyze", "quality", "--by", "evnt"}, []string{"--by evnt is not known", "did you mean event?"}},
		"wide subgroup":       {[]string{"analyze", "quality", "--subgroup", "50"}, []string{"--subgroup 50 is out of range"}},
		"a grid by tool":      {[]string{"analyze", "runrate", "--sensitivity", "--by", "tool"}, []string{"a row for each value of a setting", "leave out --by"}},
		"a window of lives":   {[]string{"analyze", "eol", "--from", "2026-06-01"}, []string{"has no window", "by week"}},
		"a chart of weeks":    {[]string{"analyze", "eol", "--by", "week", "--chart"}, []string{"--chart draws tools"}},
		"a chart of events":   {[]string{"analyze", "quality", "--by", "event", "--chart"}, []string{"--chart draws the days of one tool"}},
		"a chart of periods":  {[]string{"analyze", "shots", "--by", "period", "--chart"}, []string{"--chart draws what sessions made", "--by period"}},
		"many temperatures":   {[]string{"analyze", "quality", "--measure", "temperature"}, []string{"--measure is of one tool"}},
		"no measure":          {[]string{"analyze", "quality", "--tool", "T-12", "--measure", "temprature"}, []string{"did you mean temperature?"}},
		"a negative rate":     {[]string{"analyze", "roi", "--invest", "-5"}, []string{"--invest -5 is out of range"}},
		"no lives by part":    {[]string{"analyze", "eol", "--by", "part"}, []string{"--by part has no meaning here", "a life is that of one tool", "tool, week"}},
		"no ranks of a day":   {[]string{"analyze", "benchmark", "--by", "day"}, []string{"--by day has no meaning here", "ranks are of a whole window"}},
		"no limits of weeks":  {[]string{"analyze", "quality", "--by", "week"}, []string{"--by week has no meaning here", "'day' has the days"}},
		"no way of lives":     {[]string{"analyze", "eol", "--by", "weak"}, []string{"--by weak is not known", "did you mean week?"}},
		"baselines' window":   {[]string{"analyze", "shots", "--by", "baseline", "--from", "2026-06-01"}, []string{"have no window", "quality.baselines"}},
		"the best of all":     {[]string{"analyze", "shots", "--by", "best"}, []string{"name one tool or more", "filter by tool"}},
		"no way of shots":     {[]string{"analyze", "shots", "--by", "sesion"}, []string{"--by sesion is not known", "did you mean session?"}},
		"no benchmark figure": {[]string{"analyze", "benchmark", "--chart", "--figure", "scor"}, []string{"--figure scor is not known", "did you mean score?"}},
		"a figure of a table": {[]string{"analyze", "benchmark", "--figure", "score"}, []string{"--figure needs --chart"}},
		"a chart of owners":   {[]string{"analyze", "benchmark", "--chart", "--by", "supplier"}, []string{"--chart draws tools"}},
		"investment by tool":  {[]string{"analyze", "roi", "--invest", "1", "--share", "1", "--by", "tool"}, []string{"--invest gives one row"}},
		"missing config":      {[]string{"build", "--config", "no.yaml"}, []string{"no.yaml"}},
		"config is a folder":  {[]string{"build", "--config", "."}, []string{"it is a folder", "/sprue.yaml"}},
		"init in no folder":   {[]string{"init", "/dev/null/plant"}, []string{"write /dev/null/plant/sprue.yaml", "another folder"}},
		"missing database":    {[]string{"query", "SELECT 1"}, []string{"sprue.duckdb", "sprue run"}},
		"no sources":          {[]string{"sync"}, []string{"sprue init"}},
		"no such table":       {[]string{"sync", "--config", "plant.yaml", "--table", "MOLDS"}, []string{"no table MOLDS", `did you mean "MOLD"?`}},
		"nothing to run":      {[]string{"run"}, []string{"no source is configured", "sprue init"}},
		"nothing to build":    {[]string{"build", "--full"}, []string{"no such file", "sprue run"}},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPlace(t)
			p.write("plant.yaml", "sources: [{name: plant, kind: files, path: ./data}]\n")
			r := p.run(test.args...)
			p.leaves(0, "sprue.duckdb*")
			r.refused(t, 2, test.want...)
			for _, raw := range []string{"flag:", "arg(s)", "invalid argument", "strconv", "unknown"} {
				if strings.Contains(r.stderr, raw) {
					t.Errorf("words of a library: %q in:\n%s", raw, r.stderr)
				}
			}
			if r.stdout != "" {
				t.Errorf("stdout: %s", r.stdout)
			}
		})
	}
}

func TestHelp(t *testing.T) {
	p := newPlace(t)
	if r := p.must(); !strings.Contains(r.stdout, "analyze") || strings.Contains(r.stdout, "\n  "+floorStep) {
		t.Errorf("help:\n%s", r.stdout)
	}
	for _, command := range (&app{env: p.env}).commands() {
		if command.Hidden {
			continue
		}
		r := p.must("help", command.Name())
		for _, part := range []string{"Examples:", "sprue " + command.Name(), "Exit codes:"} {
			if !strings.Contains(r.stdout, part) {
				t.Errorf("help of %s lacks %q", command.Name(), part)
			}
		}
	}
}

func TestVersionNamesDuckDB(t *testing.T) {
	if v := newPlace(t).must("--version").stdout; !strings.HasPrefix(v, "sprue ") || !strings.Contains(v, "DuckDB") {
		t.Errorf("got %q", v)
	}
	if v := duckdbVersion("v0.10506.0"); v != "1.5.6" {
		t.Errorf("got %q", v)
	}
}

func TestTheCommitOfAPlainBuild(t *testing.T) {
	info := &debug.BuildInfo{Settings: []debug.BuildSetting{{Key: "vcs.revision", Value: "2ea46be1c0ffee00112233445566778899aabbcc"}, {Key: "vcs.modified", Value: "true"}}}
	if got := stamp(info); got != "2ea46be1c0ff with changes" {
		t.Errorf("got %q", got)
	}
	info.Settings[1].Value = "false"
	if got := stamp(info); got != "2ea46be1c0ff" {
		t.Errorf("got %q", got)
	}
	if got := stamp(&debug.BuildInfo{}); got != "" {
		t.Errorf("got %q", got)
	}
}

func TestCompletion(t *testing.T) {
	for _, shell := range []string{"bash", "zsh", "fish", "powershell"} {
		if r := newPlace(t).must("completion", shell); !strings.Contains(r.stdout, "sprue") {
			t.Errorf("%s: %s", shell, r.stdout)
		}
	}
	for flag, want := range map[string]string{
		"analyze runrate --by": "supplier", "analyze roi --view": "capacity", "analyze roi --fixes": "stops", "analyze quality --by": "event", "analyze eol --by": "week", "analyze shots --by": "session",
		"analyze benchmark --by": "supplier", "analyze benchmark --figure": "mtbf",
		"sample --faults": "hostile", "sample --table-format": "ndjson",
	} {
		args := append([]string{"__complete"}, append(strings.Fields(flag), "")...)
		if r := newPlace(t).must(args...); !strings.Contains(r.stdout, want) {
			t.Errorf("completion of %s: %s", flag, r.stdout)
		}
	}
}

func TestASampleThatIsLargerThanAsked(t *testing.T) {
	if r := newPlace(t).must("sample", "d", "--shots", "10"); !strings.Contains(r.stderr, "10 were asked for: 48 tools make no fewer") {
		t.Errorf("sample says %s", r.stderr)
	}
	if r := newPlace(t).must("sample", "d", "--shots", "5000"); strings.Contains(r.stderr, "asked for") {
		t.Errorf("sample says %s", r.stderr)
	}
}

func TestInit(t *testing.T) {
	p := newPlace(t)
	p.must("init", "plant", "--name", "north: 1", "--data", "/srv/export")
	if r := p.run("doctor", "--config", "plant/sprue.yaml"); !strings.Contains(r.stdout, "north: 1") {
		t.Errorf("doctor does not read what init wrote:\n%s%s", r.stdout, r.stderr)
	}
	p.run("init", "plant").refused(t, 2, "it is there already", "--force")
	p.must("init", "plant", "--force")
}

// A configuration is whole or not there.
func TestInitOnAFullDisk(t *testing.T) {
	p := newPlace(t)
	p.vars = []string{limitVar + "=1000"}
	cmd, stderr := p.start("init", "plant")
	_ = cmd.Wait()
	result{code: cmd.ProcessState.ExitCode(), stderr: stderr.String()}.refused(t, 5, "plant/sprue.yaml: the disk is full", "hint: free some space")
	p.leaves(0, "plant/*")
}

// What init prints is typed by its reader, as it stands there.
func TestInitNamesNextSteps(t *testing.T) {
	for dir, want := range map[string]string{
		".":                   "in data:\n  sprue doctor\n  sprue run\n",
		"plant":               "in plant/data:\n  sprue doctor --config plant/sprue.yaml\n  sprue run --config plant/sprue.yaml\n",
		"my plant":            "  sprue run --config \"my plant/sprue.yaml\"\n",
		"the owner's \"one\"": "  sprue run --config 'the owner'\\''s \"one\"/sprue.yaml'\n",
	} {
		p := newPlace(t)
		r := p.must("init", dir)
		if !strings.Contains(r.stderr, want) {
			t.Errorf("%q is missing in:\n%s", want, r.stderr)
		}
		if err := os.MkdirAll(filepath.Join(p.env.Dir, dir, "data"), 0o755); err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSpace(r.stderr), "\n")
		if r := p.typed(lines[len(lines)-1]); r.code != 4 { // no table in the folder
			t.Errorf("%s: exit %d: %s", lines[len(lines)-1], r.code, r.stderr)
		}
	}
}

// typed gives a line to a shell, in which sprue is this test.
func (p *place) typed(line string) result {
	p.t.Helper()
	cmd := exec.Command("sh", "-c", `sprue() { "$SPRUE_TEST_BINARY" "$@"; }; `+line)
	var stdout, stderr strings.Builder
	cmd.Dir, cmd.Stdout, cmd.Stderr = p.env.Dir, &stdout, &stderr
	cmd.Env = append(os.Environ(), asProgram+"=1", "SPRUE_TEST_BINARY="+os.Args[0])
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		p.t.Fatal(err)
	}
	return result{code: cmd.ProcessState.ExitCode(), stdout: stdout.String(), stderr: stderr.String()}
}
