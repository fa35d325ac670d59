package main

import "github.com/spf13/cobra"

// commands are those of the first level, in the order of help.
func (a *app) commands() []*cobra.Command {
	return []*cobra.Command{
		a.demoCommand(),
		a.initCommand(),
		a.sampleCommand(),
		a.syncCommand(),
		a.buildCommand(),
		a.runCommand(),
		a.analyzeCommand(),
		a.recommendCommand(),
		a.checkCommand(),
		a.queryCommand(),
		a.traceCommand(),
		a.lineageCommand(),
		a.snapshotCommand(),
		a.exportCommand(),
		a.pushCommand(),
		a.backupCommand(),
		a.restoreCommand(),
		a.serveCommand(),
		a.doctorCommand(),
		a.configCommand(),
		a.benchCommand(),
		a.floorCommand(),
	}
}
