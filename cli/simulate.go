package cli

import (
	"fmt"
	"log/slog"

	"offhook/wti/simulator"
)

type simulateCommand struct {
	Listen    string `help:"Address to serve on." default:"127.0.0.1:8080" placeholder:"HOST:PORT"`
	TLS       bool   `help:"Serve wss with a certificate of its own." name:"tls"`
	CAOut     string `help:"Write the CA certificate to this file, for --ca-file." name:"ca-out" type:"path" placeholder:"FILE"`
	Scenario  string `help:"Scenario file (TOML) instead of the built-in one." type:"existingfile" placeholder:"FILE"`
	Control   string `help:"Serve the control endpoint (faults, callers, the switch's truth as JSON) on this loopback address." placeholder:"HOST:PORT"`
	Agents    int    `help:"So many more stations and agents than the built-in scenario has, for load tests." placeholder:"N"`
	Quiet     bool   `help:"Log warnings only."`
	NoCallers bool   `help:"No callers by themselves."`
}

func (c *simulateCommand) Run(e *environment) error {
	level := slog.LevelInfo
	if c.Quiet {
		level = slog.LevelWarn
	}
	o := simulator.Options{
		Listen: c.Listen, TLS: c.TLS, CAFile: c.CAOut, Callers: !c.NoCallers,
		Logger: slog.New(slog.NewTextHandler(e.stderr, &slog.HandlerOptions{Level: level})),
	}
	if c.Scenario != "" {
		s, err := simulator.LoadScenario(c.Scenario)
		if err != nil {
			return err
		}
		o.Scenario = s
	}
	if c.Agents < 0 || c.Agents > simulator.LargeLimit {
		return exitError{exitUsage, fmt.Sprintf("--agents %d: use 1 to %d", c.Agents, simulator.LargeLimit)}
	}
	if c.Agents > 0 {
		if c.Scenario != "" {
			return exitError{exitUsage, "--agents goes with the built-in scenario only"}
		}
		o.Scenario = simulator.Large(c.Agents)
	}
	s, err := simulator.New(o)
	if err != nil {
		return err
	}
	said := s.URL() + "\n"
	if c.Control != "" {
		address, err := s.ServeControl(c.Control)
		if err != nil {
			_ = s.Close()
			return err
		}
		said += "http://" + address + "/\n"
	}
	if _, err := fmt.Fprint(e.stdout, said); err != nil {
		_ = s.Close()
		return err
	}
	<-e.ctx.Done()
	return s.Close()
}
