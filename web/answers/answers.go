package answers

import (
	"context"
	"fmt"
	"reflect"
	"time"

	"sprue/engine"
	"sprue/engine/analysis"
)

// State numbers the states of the data; *store.Store does.
type State interface{ Version() uint64 }

// Config has useful zero values.
type Config struct {
	Clock func() time.Time // nil is time.Now
	Keep  time.Duration    // how much later than 'now' an answer may be told again; 0 is a minute
	Bytes int64            // of all answers together; 0 is 64 MB
}

// Answers asks an Analysis what it has not been asked before about the same
// state of the data. A window relative to now is fixed before, so that an
// answer never outlives its days or hours; whatever else hangs on the clock,
// such as what tools do now, may be as old as Config.Keep. Callers get a copy
// of their own. Errors are not remembered.
type Answers struct {
	of     *analysis.Analysis
	state  State
	clock  func() time.Time
	cache  *cache
	copier copier
}

// New remembers what of answers about the data of state.
func New(of *analysis.Analysis, state State, cfg Config) *Answers {
	if cfg.Clock == nil {
		cfg.Clock = time.Now
	}
	if cfg.Keep == 0 {
		cfg.Keep = time.Minute
	}
	if cfg.Bytes == 0 {
		cfg.Bytes = 64 << 20
	}
	a := &Answers{state: state, clock: cfg.Clock, cache: newCache(cfg.Clock, cfg.Keep, cfg.Bytes)}
	a.of = analysis.Sharing(of, a.share)
	return a
}

// share lets questions have parts in common, as long as answers are kept.
func (a *Answers) share(ctx context.Context, key string, compute func(context.Context) (any, error)) (any, error) {
	return a.cache.get(ctx, fmt.Sprintf("%d part %s", a.state.Version(), key), compute)
}

// longest is the longest list that is remembered: whole files are written once.
const longest = 12_000

// remembered asks a question unless its answer is known. The name and its
// details tell questions apart.
func remembered[T any](ctx context.Context, a *Answers, name string, details []any, ask func(context.Context) (T, error)) (T, error) {
	key := fmt.Sprintf("%d %s %#v", a.state.Version(), name, details)
	var none T
	value, err := a.cache.get(ctx, key, func(ctx context.Context) (any, error) { return ask(ctx) })
	if err != nil {
		return none, err
	}
	return a.copier.of(reflect.ValueOf(value)).Interface().(T), nil
}

// about asks a question that has a filter and nothing else.
func about[T any](ctx context.Context, a *Answers, name string, f engine.Filter, ask func(context.Context, engine.Filter) (T, error)) (T, error) {
	f.Window = f.Window.Resolve(a.clock())
	return remembered(ctx, a, name, []any{f}, func(ctx context.Context) (T, error) { return ask(ctx, f) })
}

// with asks a question that has one detail more.
func with[T, D any](ctx context.Context, a *Answers, name string, f engine.Filter, detail D, ask func(context.Context, engine.Filter, D) (T, error)) (T, error) {
	f.Window = f.Window.Resolve(a.clock())
	return remembered(ctx, a, name, []any{f, detail}, func(ctx context.Context) (T, error) { return ask(ctx, f, detail) })
}

// isLong tells whether a list of at most limit, 0 for no limit, is too long to
// be remembered.
func isLong(limit int) bool { return limit <= 0 || limit > longest }
