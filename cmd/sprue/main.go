// Command sprue turns raw packets of shots into the figures of a plant, in one
// binary and one file. It composes configuration, calls the packages that do
// the work, and prints; it decides nothing itself.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	// Snowflake's driver would ask the network which cloud it runs in, and tell.
	_ = os.Setenv("SNOWFLAKE_DISABLE_PLATFORM_DETECTION", "true")
	os.Exit(interruptible(systemEnv()))
}

// interruptible ends work at the first Ctrl-C; a second one kills the process.
func interruptible(e env) int {
	signal.Ignore(syscall.SIGXFSZ) // a write beyond the limit of a file is an error like a full disk, no end
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)
	return run(ctx, e, os.Args[1:])
}
