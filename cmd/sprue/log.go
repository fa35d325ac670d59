package main

import (
	"context"
	"log/slog"
)

func (a *app) log() *slog.Logger {
	options := &slog.HandlerOptions{Level: a.logLevel()}
	format := a.flags.logFormat
	if format == "" {
		format = a.file.Log.Format
	}
	var handler slog.Handler = slog.NewTextHandler(a.Stderr, options)
	if format == "json" {
		handler = slog.NewJSONHandler(a.Stderr, options)
	}
	if !a.serving && !a.flags.verbose {
		handler = withoutErrors{handler}
	}
	return slog.New(handler)
}

func (a *app) logLevel() slog.Level {
	var level slog.Level
	switch {
	case a.flags.quiet:
		return slog.LevelError
	case a.flags.verbose:
		return slog.LevelDebug
	case level.UnmarshalText([]byte(a.file.Log.Level)) != nil:
		return slog.LevelWarn
	}
	return level
}

// withoutErrors leaves errors out of the log of a command that ends with them:
// they are told once, as its last line.
type withoutErrors struct{ slog.Handler }

func (w withoutErrors) Handle(ctx context.Context, record slog.Record) error {
	if record.Level >= slog.LevelError {
		return nil
	}
	return w.Handler.Handle(ctx, record)
}

func (w withoutErrors) WithAttrs(attrs []slog.Attr) slog.Handler {
	return withoutErrors{w.Handler.WithAttrs(attrs)}
}

func (w withoutErrors) WithGroup(name string) slog.Handler {
	return withoutErrors{w.Handler.WithGroup(name)}
}
