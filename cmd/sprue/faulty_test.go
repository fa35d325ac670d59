package main

import (
	"fmt"
	"os"
	"strconv"
	"syscall"
	"time"
)

// What a process that behaves as sprue reads from its environment.
const (
	clockVar  = "SPRUE_TEST_NOW"        // what its clock says
	pointsVar = "SPRUE_TEST_POINTS"     // a file that gets the names of the failpoints that it comes by
	killVar   = "SPRUE_TEST_KILL_AT"    // the number of the failpoint at which it kills itself
	limitVar  = "SPRUE_TEST_FILE_LIMIT" // bytes that a file may have, as if the disk were full then
)

// faultyEnv is the world as it is, but for the faults that a test asks for.
func faultyEnv() env {
	e := systemEnv()
	if at, err := time.Parse(time.RFC3339, os.Getenv(clockVar)); err == nil {
		e.Clock = func() time.Time { return at }
	}
	if limit, err := strconv.ParseUint(os.Getenv(limitVar), 10, 64); err == nil {
		must(syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: limit, Max: limit}))
	}
	kill, passed := os.Getenv(killVar), 0
	var points *os.File
	if name := os.Getenv(pointsVar); name != "" {
		file, err := os.Create(name)
		must(err)
		points = file
	}
	e.Failpoint = func(name string) {
		if points != nil {
			_, err := fmt.Fprintln(points, name)
			must(err)
		}
		if passed++; strconv.Itoa(passed) == kill {
			must(syscall.Kill(os.Getpid(), syscall.SIGKILL))
			select {} // it comes at once, but not here
		}
	}
	return e
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
