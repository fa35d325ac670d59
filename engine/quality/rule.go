package quality

import (
	"embed"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"

	"sprue/engine"
	"sprue/engine/pipeline"
)

//go:embed rules/*.sql
var rules embed.FS

// Rule is one file of rules/, or an entry of the configuration.
type Rule struct {
	ID       string
	Level    int    // 1 packet, 2 shot, 3 table, 4 across sources, 5 timeliness
	Table    string // of the sources that it is about; 'all' for each
	Checks   string // what is so where nothing is broken
	Severity string // error, warning or info
	Action   string // what happens to what breaks it
	Advice   string
	Flag     string  // whose weight is taken from a shot's score; "" without one
	Weight   float64 // points: of the flag, or from the overall score
	Limit    float64 // as $limit in its SQL; else the share of the table's items up to which it is silent
	SQL      string  // a row for each subject that breaks it: subject, broken
	Own      bool    // from the configuration
}

// asksLimit tells that the SQL looks at the limit itself.
func (r Rule) asksLimit() bool { return strings.Contains(r.SQL, "$limit") }

// Builtin are the rules that there always are, by level and id.
func Builtin() ([]Rule, error) {
	paths, err := fs.Glob(rules, "rules/*.sql")
	if err != nil {
		return nil, err
	}
	all := []Rule{}
	for _, path := range paths {
		text, err := rules.ReadFile(path)
		if err != nil {
			return nil, err
		}
		r, err := parse(string(text))
		if err != nil {
			return nil, fmt.Errorf("read rule %q: %w", path, err)
		}
		all = append(all, r)
	}
	sortRules(all)
	return all, nil
}

func sortRules(all []Rule) {
	slices.SortStableFunc(all, func(a, b Rule) int { return a.Level - b.Level })
}

// parse reads lines '-- word: text', then one SELECT.
func parse(text string) (Rule, error) {
	var r Rule
	for strings.HasPrefix(text, "--") {
		line, rest, _ := strings.Cut(text, "\n")
		text = rest
		word, value, ok := strings.Cut(strings.TrimSpace(strings.TrimPrefix(line, "--")), ":")
		if !ok {
			return r, fmt.Errorf("%q is no 'word: text'", line)
		}
		if err := r.set(word, strings.TrimSpace(value)); err != nil {
			return r, err
		}
	}
	r.SQL = strings.TrimSpace(text)
	if r.ID == "" || r.Level == 0 || r.Table == "" || r.Checks == "" || r.Action == "" || r.Advice == "" || !slices.Contains(pipeline.Severities(), r.Severity) || r.SQL == "" {
		return r, fmt.Errorf("it lacks something: %+v", r)
	}
	return r, nil
}

func (r *Rule) set(word, value string) (err error) {
	switch word {
	case "rule":
		r.ID = value
	case "level":
		r.Level, err = strconv.Atoi(value)
	case "table":
		r.Table = value
	case "checks":
		r.Checks = value
	case "severity":
		r.Severity = value
	case "action":
		r.Action = value
	case "advice":
		r.Advice = value
	case "flag":
		r.Flag = value
	case "limit":
		r.Limit, err = strconv.ParseFloat(value, 64)
	default:
		return fmt.Errorf("%q is not known", word)
	}
	return err
}

// Rules are the built-in ones with the limits of the configuration, without
// those that it switches off, and its own.
func Rules(cfg pipeline.QualityConfig) ([]Rule, error) {
	all, err := Builtin()
	if err != nil {
		return nil, err
	}
	ids := []string{}
	for _, r := range all {
		ids = append(ids, r.ID)
	}
	for i, own := range cfg.Rules {
		if slices.Contains(ids, own.ID) {
			return nil, usage(fmt.Sprintf("quality.rules[%d]: there is a built-in rule %q", i, own.ID), "give it another id; built-in rules have limits and can be switched off")
		}
		all = append(all, ownRule(own))
	}
	for _, r := range all[len(ids):] {
		ids = append(ids, r.ID)
	}
	for _, id := range slices.Sorted(maps.Keys(cfg.Limits)) {
		if err := known("quality.limits."+id, id, ids); err != nil {
			return nil, err
		}
		own := slices.ContainsFunc(cfg.Rules, func(q pipeline.QualityRule) bool { return q.ID == id })
		if limit := cfg.Limits[id]; !own && limit > 1 {
			return nil, usage(fmt.Sprintf("quality.limits.%s: %v is no share from 0 to 1", id, limit), "write 5 % as 0.05; only the limit of a rule of your own is a number of rows")
		}
	}
	for i, id := range cfg.Off {
		if err := known(fmt.Sprintf("quality.off[%d]", i), id, ids); err != nil {
			return nil, err
		}
	}
	on := []Rule{}
	for _, r := range all {
		if limit, ok := cfg.Limits[r.ID]; ok {
			r.Limit = limit
		}
		if !slices.Contains(cfg.Off, r.ID) {
			on = append(on, r)
		}
	}
	sortRules(on)
	return on, nil
}

func ownRule(q pipeline.QualityRule) Rule {
	r := Rule{
		ID: q.ID, Level: q.Level, Table: strings.ToUpper(q.Table), Checks: q.Checks, Severity: q.Severity, Action: "report it",
		Advice: q.Advice, Weight: q.Weight, Limit: q.Limit, SQL: q.SQL, Own: true,
	}
	if r.Table == "" {
		r.Table = "DATA_SHOT"
	}
	if r.Severity == "" {
		r.Severity = "warning"
	}
	return r
}

func known(where, id string, ids []string) error {
	if slices.Contains(ids, id) {
		return nil
	}
	return usage(fmt.Sprintf("%s: no rule %q", where, id), engine.DidYouMean("did you mean %q? ", id, ids)+"docs/data-quality.md lists them")
}

func usage(message, hint string) error {
	return &engine.Error{Code: engine.CodeUsage, Message: message, Hint: hint}
}
