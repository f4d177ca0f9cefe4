package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"strconv"
	"strings"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	program := flag.String("program", "build/offhook", "the program whose simulator is loaded")
	p := plan{}
	flag.IntVar(&p.agents, "agents", 1000, "how many agents sign in")
	flag.Float64Var(&p.rate, "rate", 100, "calls a second")
	flag.DurationVar(&p.time, "time", time.Minute, "how long callers arrive")
	flag.DurationVar(&p.talk, "talk", 500*time.Millisecond, "how long an agent talks")
	flag.Parse()

	simulator := exec.CommandContext(ctx, *program, "simulate", "--listen", "127.0.0.1:0", "--control", "127.0.0.1:0",
		"--agents", strconv.Itoa(p.agents), "--no-callers", "--quiet")
	simulator.Stderr = os.Stderr
	simulator.Cancel = func() error { return simulator.Process.Signal(os.Interrupt) }
	out, err := simulator.StdoutPipe()
	if err != nil {
		return err
	}
	if err := simulator.Start(); err != nil {
		return err
	}
	defer func() { _ = simulator.Process.Signal(os.Interrupt); _ = simulator.Wait() }()
	lines := bufio.NewScanner(out)
	for _, to := range []*string{&p.url, &p.control} {
		if !lines.Scan() {
			return errors.New("the simulator does not say where it is")
		}
		*to = strings.TrimSuffix(lines.Text(), "/")
	}
	p.pid = simulator.Process.Pid
	r, err := p.run(ctx)
	if err != nil {
		return err
	}
	fmt.Print(r)
	return r.verdict()
}
