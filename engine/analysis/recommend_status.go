package analysis

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"sprue/engine"
	"sprue/engine/store"
)

// Status is what is being done about a finding.
type Status string

// The statuses.
const (
	StatusNew          Status = "new"
	StatusAcknowledged Status = "acknowledged"
	StatusPlanned      Status = "planned"
	StatusDone         Status = "done"
	StatusDismissed    Status = "dismissed" // with a reason
)

// Statuses lists them in the order of work.
func Statuses() []Status {
	return []Status{StatusNew, StatusAcknowledged, StatusPlanned, StatusDone, StatusDismissed}
}

// IsOpen tells whether something is still to be done.
func (s Status) IsOpen() bool { return s != StatusDone && s != StatusDismissed }

// ParseStatus reads one; empty text is an error.
func ParseStatus(text string) (Status, error) {
	if strings.TrimSpace(text) == "" {
		text = "none"
	}
	return engine.OneOf(text, Statuses(), "read the status", "%q is no status")
}

// ParseStatuses reads several; nil for none.
func ParseStatuses(texts []string) ([]Status, error) {
	var all []Status
	for _, text := range texts {
		status, err := ParseStatus(text)
		if err != nil {
			return nil, err
		}
		all = append(all, status)
	}
	return all, nil
}

// Set is what was said about a finding last.
type Set struct {
	Status Status
	Note   string
	By     string
	At     time.Time // zero where nothing was said yet

	was Facts // the figures then; "" where there was no finding
}

// key tells findings apart.
type key struct {
	tool string
	rule Rule
}

// setStatuses adds to findings what was said about them.
func (a *Analysis) setStatuses(ctx context.Context, found []Recommendation) error {
	said, err := a.said(ctx)
	if err != nil {
		return err
	}
	for i, r := range found {
		set, ok := said[key{r.Tool, r.Rule}]
		if !ok {
			set.Status = StatusNew
		}
		found[i].Set = set
	}
	return nil
}

func (a *Analysis) said(ctx context.Context) (map[key]Set, error) {
	said := map[key]Set{}
	_, err := list(ctx, a.reader, "read what was said about recommendations", recommendStatusSQL, nil, func(rows *sql.Rows) (Set, error) {
		var k key
		var s Set
		var note, by, facts sql.NullString
		var to sql.NullTime
		if err := rows.Scan(&k.tool, &k.rule, &s.Status, &note, &by, &s.At, &to, &facts); err != nil {
			return s, err
		}
		s.Note, s.By, s.was = note.String, by.String, Facts(facts.String)
		said[k] = s
		return s, nil
	})
	return said, err
}

// StatusChange is what somebody says about a finding.
type StatusChange struct {
	ID     string // as Recommendation.ID
	Status Status
	Note   string // needed to dismiss
	By     string
	Filter engine.Filter // in whose window the finding is looked for; zero is that of Recommendations
}

const settingStatus = "set the status"

// Writer is what keeps a status; *store.Store does.
type Writer interface {
	Write(ctx context.Context, do func(ctx context.Context, tx *store.Tx) error) error
}

// SetStatus keeps what is said about a finding, with its figures of now, and
// gives the finding as it is then; one that is not found now has no figures. An
// ID that nothing was ever found or said about is an *engine.Error.
func (a *Analysis) SetStatus(ctx context.Context, w Writer, c StatusChange) (Recommendation, error) {
	c.Note, c.By = strings.TrimSpace(c.Note), strings.TrimSpace(c.By)
	r, err := a.changed(ctx, c)
	if err != nil {
		return Recommendation{}, err
	}
	r.Set = Set{Status: c.Status, Note: c.Note, By: c.By, At: a.cfg.Clock().UTC().Truncate(time.Microsecond), was: r.Facts}
	return r, w.Write(ctx, r.keep)
}

// longest is what a note, or a name, may have of letters.
const longestNote = 2000

// changed is the finding that a change is about.
func (a *Analysis) changed(ctx context.Context, c StatusChange) (Recommendation, error) {
	switch {
	case !slices.Contains(Statuses(), c.Status):
		_, err := ParseStatus(string(c.Status))
		return Recommendation{}, err
	case c.Status == StatusDismissed && c.Note == "":
		return Recommendation{}, refuseStatus("a finding is dismissed without a reason", "say why in the note")
	case len(c.Note) > longestNote || len(c.By) > longestNote:
		return Recommendation{}, refuseStatus(fmt.Sprintf("the note is longer than %d letters", longestNote), "shorten it")
	}
	all, err := a.Recommendations(ctx, RecommendQuestion{Filter: engine.Filter{Window: c.Filter.Window}})
	if err != nil {
		return Recommendation{}, err
	}
	var ids []string
	for _, r := range all.List {
		if strings.EqualFold(r.ID(), strings.TrimSpace(c.ID)) {
			return r, nil
		}
		ids = append(ids, r.ID())
	}
	said, err := a.said(ctx)
	if err != nil {
		return Recommendation{}, err
	}
	for k := range said {
		if r := (Recommendation{Tool: k.tool, Rule: k.rule}); strings.EqualFold(r.ID(), strings.TrimSpace(c.ID)) {
			return r, nil
		}
	}
	hint := engine.DidYouMean("did you mean %q? ", c.ID, ids) + "'sprue recommend' lists the findings with their ids"
	return Recommendation{}, &engine.Error{
		Code: engine.CodeUsage, Doing: settingStatus, Message: fmt.Sprintf("there is no finding %q", c.ID), Hint: hint, Cause: ErrNoSuchFinding,
	}
}

func refuseStatus(message, hint string) error {
	return &engine.Error{Code: engine.CodeUsage, Doing: settingStatus, Message: message, Hint: hint}
}

// ErrNoSuchFinding is behind the error about an ID that names none.
var ErrNoSuchFinding = errors.New("no such finding")

func (r Recommendation) keep(ctx context.Context, tx *store.Tx) error {
	var from, to, severity, facts any
	if !r.To.IsZero() {
		from, to, severity, facts = r.From, r.To, string(r.Severity), string(r.Facts)
	}
	_, err := tx.Exec(ctx, `
		INSERT INTO meta.recommendation BY NAME
		SELECT
			(SELECT COALESCE(MAX(change_id), 0) + 1 FROM meta.recommendation) AS change_id,
			? AS equipment_code, ? AS rule, ? AS status, ? AS note, ? AS set_by, ?::TIMESTAMP AS set_utc,
			?::DATE AS from_date, ?::DATE AS to_date, ? AS severity, ? AS facts, ?::DOUBLE AS yearly_value`,
		r.Tool, string(r.Rule), string(r.Set.Status), text(r.Set.Note), text(r.Set.By), r.Set.At, from, to, severity, facts, value(r.Yearly.Value))
	if err != nil {
		return fmt.Errorf("keep the status of %s: %w", r.ID(), err)
	}
	return nil
}

// withStatus leaves findings with one of some statuses.
func withStatus(found []Recommendation, statuses []Status) []Recommendation {
	if len(statuses) == 0 {
		return found
	}
	return slices.DeleteFunc(found, func(r Recommendation) bool { return !slices.Contains(statuses, r.Set.Status) })
}
