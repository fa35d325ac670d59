package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"time"

	"sprue/cmd/control"
	"sprue/cmd/output"
	"sprue/engine/store"
)

// onServer serves the file in a process of its own while do runs, and gives the
// most memory that the process ever had.
func (b *pagesBench) onServer(ctx context.Context, do func(v *visitor) error) (peak int64, err error) {
	return b.during(ctx, do, "serve", "--addr", "127.0.0.1:0", "--every", "0")
}

// during is onServer for whatever command serves.
func (b *pagesBench) during(ctx context.Context, do func(v *visitor) error, args ...string) (peak int64, err error) {
	server, ended, err := b.start(ctx, args...)
	if err != nil {
		return 0, err
	}
	url, err := b.await(ctx, ended)
	if err == nil {
		err = do(newVisitor(url))
	}
	switch stopped := server.Process.Signal(os.Interrupt); {
	case stopped == nil:
		err = errors.Join(err, <-ended)
		peak, _ = peakMB(server.ProcessState)
	case !errors.Is(stopped, os.ErrProcessDone):
		err = errors.Join(err, stopped)
	}
	return peak, err
}

// start starts a command of this program on the file. Its end comes when what it
// had to say is passed on: two at once would write into each other's lines.
func (b *pagesBench) start(ctx context.Context, args ...string) (*exec.Cmd, <-chan error, error) {
	var said bytes.Buffer
	cmd := b.onFile(ctx, args...)
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		return nil, nil, benchFailed(args[0], err)
	}
	ended := make(chan error, 1)
	go func() {
		err := cmd.Wait()
		b.mu.Lock()
		defer b.mu.Unlock()
		_, wrote := said.WriteTo(b.Stderr)
		ended <- errors.Join(err, wrote)
	}()
	return cmd, ended, nil
}

// onFile is a command of this program on the file.
func (a *app) onFile(ctx context.Context, args ...string) *exec.Cmd {
	args = append(args, "--quiet", "--db", a.file.Database)
	if a.file.Path != "" {
		args = append(args, "--config", a.file.Path)
	}
	return a.own(ctx, a.Dir, args...)
}

// await gives the address of the server as soon as it answers.
func (b *pagesBench) await(ctx context.Context, ended <-chan error) (string, error) {
	look := time.NewTicker(10 * time.Millisecond)
	defer look.Stop()
	for {
		select {
		case err := <-ended:
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

// whileBuilding opens warm pages and new ones by turns, as a reader does, for
// as long as a full build takes.
func (b *pagesBench) whileBuilding(ctx context.Context) error {
	b.progress.Update(output.At{Step: "build"})
	_, err := b.onServer(ctx, func(v *visitor) error {
		if err := v.openAll(ctx, b.pages); err != nil {
			return err
		}
		build, built, err := b.start(ctx, "build", "--full")
		if err != nil {
			return err
		}
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
