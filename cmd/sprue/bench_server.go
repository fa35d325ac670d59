package main

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"time"

	"sprue/cmd/control"
	"sprue/cmd/output"
	"sprue/engine"
	"sprue/engine/store"
)

// onServer serves the file in a process of its own while do runs, and gives the
// most memory that the process ever had.
func (b *pagesBench) onServer(ctx context.Context, do func(v *visitor) error) (peak int64, err error) {
	server := b.program(ctx, "serve", "--addr", "127.0.0.1:0", "--every", "0")
	if err := server.Start(); err != nil {
		return 0, benchFailed("serve", err)
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Wait() }()
	url, err := b.await(ctx, ended)
	if err == nil {
		err = do(newVisitor(url))
	}
	stopped := server.Process.Signal(os.Interrupt)
	if stopped == nil {
		<-ended
	}
	if server.ProcessState != nil {
		peak, _ = peakMB(server.ProcessState)
	}
	if errors.Is(stopped, os.ErrProcessDone) {
		stopped = nil
	}
	return peak, errors.Join(err, stopped)
}

// program is a command of this program on the file.
func (b *pagesBench) program(ctx context.Context, args ...string) *exec.Cmd {
	args = append(args, "--quiet", "--db", b.file.Database)
	if b.file.Path != "" {
		args = append(args, "--config", b.file.Path)
	}
	cmd := exec.CommandContext(ctx, b.Executable, args...)
	cmd.Dir, cmd.Stderr = b.Dir, b.Stderr
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 10 * time.Second
	return cmd
}

// await gives the address of the server as soon as it answers.
func (b *pagesBench) await(ctx context.Context, ended chan error) (string, error) {
	look := time.NewTicker(10 * time.Millisecond)
	defer look.Stop()
	for {
		select {
		case err := <-ended:
			ended <- err // for who waits for the end
			return "", benchFailed("serve", errors.Join(err, errors.New("the server ended")))
		case <-ctx.Done():
			return "", ctx.Err()
		case <-look.C:
		}
		holder, held, err := store.FindHolder(b.file.Database)
		if err != nil || !held || holder.Addr == "" {
			continue
		}
		if url, err := control.Dashboard(ctx, holder.Addr); err == nil && url != "" {
			return url, nil
		}
	}
}

func benchFailed(step string, err error) error {
	return &engine.Error{Code: codeOfExit(err), Doing: "bench " + step, Message: "it failed: " + err.Error(), Hint: "what it printed above says why", Cause: err}
}

// whileBuilding opens warm pages and new ones by turns, as a reader does, for
// as long as a full build takes.
func (b *pagesBench) whileBuilding(ctx context.Context) error {
	b.progress.Update(output.At{Step: "build"})
	_, err := b.onServer(ctx, func(v *visitor) error {
		if err := v.openAll(ctx, b.pages); err != nil {
			return err
		}
		build := b.program(ctx, "build", "--full")
		if err := build.Start(); err != nil {
			return benchFailed("build", err)
		}
		built := make(chan error, 1)
		go func() { built <- build.Wait() }()
		for i := 0; ; i++ {
			page := b.pages[i%len(b.pages)]
			err := b.open(ctx, v, building, page, page)
			if err == nil {
				err = b.open(ctx, v, buildingNew, page, b.newRange(page, i))
			}
			pause(ctx, 20*time.Millisecond)
			select {
			case failed := <-built:
				if failed != nil {
					failed = benchFailed("build", failed)
				}
				return errors.Join(err, failed)
			default:
			}
			if err != nil {
				return errors.Join(err, build.Process.Signal(os.Interrupt), <-built)
			}
		}
	})
	return err
}
