package main

import (
	"context"
	"os/exec"
	"runtime"
)

// browse starts the browser, which outlives ctx.
func browse(ctx context.Context, url string) error {
	ctx = context.WithoutCancel(ctx)
	switch runtime.GOOS {
	case "darwin":
		return exec.CommandContext(ctx, "open", url).Start()
	case "windows":
		return exec.CommandContext(ctx, "rundll32", "url.dll,FileProtocolHandler", url).Start()
	default:
		return exec.CommandContext(ctx, "xdg-open", url).Start()
	}
}
