//go:build linux

package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

// commands are the parts of which call.sh makes a measurement, and the table.
var commands = map[string]func(context.Context, []string) error{
	"table":  table,  // all rows, all phones
	"link":   link,   // a lossy link between two network namespaces
	"clicks": clicks, // writes a file of clicks
	"ear":    ear,    // how long a click takes from one source to another
	"record": record, // writes what a source gives
	"tone":   tone,   // scores a recorded tone
	"speech": speech, // scores recorded speech against the original
	"wire":   wire,   // what tshark says of a captured stream
	"phone":  phone,  // the voice path alone
	"cost":   cost,   // processor, memory and threads of processes
}

func main() {
	if len(os.Args) < 2 || commands[os.Args[1]] == nil {
		fmt.Fprintln(os.Stderr, "usage: voicebench table|link|clicks|ear|record|tone|speech|wire|phone|cost [flags]")
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := commands[os.Args[1]](ctx, os.Args[2:]); err != nil {
		fmt.Fprintln(os.Stderr, "voicebench:", err)
		os.Exit(1)
	}
}
