package doctor

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"offhook/wti"
)

// run is one examination.
type run struct {
	o      Options
	report Report
}

// Run looks at everything, in order. When ctx ends, what is left is reported as
// cancelled; what was taken is given back all the same, within some seconds.
func Run(ctx context.Context, o Options) Report {
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	r := &run{o: o, report: Report{Time: time.Now(), Version: o.Version, Extension: o.Client.Extension}}
	r.servers(ctx)
	r.audio(ctx)
	r.keychain(ctx)
	r.report.OK = len(r.report.Failures()) == 0
	return r.report
}

// servers looks at each server, and at the phone by the first that lets us.
func (r *run) servers(ctx context.Context) {
	session := false
	for i, server := range r.o.Client.Servers {
		name := ""
		if len(r.o.Client.Servers) > 1 {
			name = urlOf(server).Host
		}
		last := i == len(r.o.Client.Servers)-1
		if r.server(ctx, server, name, !session, last) {
			session = true
		}
	}
}

// server looks at one server, and with phone at the extension too if a session
// opens; else the phone's steps are reported by the last server alone.
func (r *run) server(ctx context.Context, server, name string, phone, last bool) (session bool) {
	a := newAttempt(r.o, server, phone)
	a.signIn(ctx)
	defer a.leave()
	checks := a.reach()
	session = a.err == nil || a.step > wti.StepSession
	checks = append(checks, a.sessionChecks()...)
	for i := range checks {
		checks[i].Server = name
	}
	r.add(ctx, checks...)
	switch {
	case session && phone:
		r.add(ctx, a.phoneChecks()...)
		r.add(ctx, a.voice(ctx)...)
	case phone && last:
		r.add(ctx, without(phoneSteps, notReached)...)
	}
	return session
}

// without are steps that were not gone.
func without(steps []Step, why Finding) []Check {
	list := make([]Check, len(steps))
	for i, s := range steps {
		list[i] = Check{Step: s, Verdict: Skipped, Finding: why}
	}
	return list
}

// add completes checks and reports them.
func (r *run) add(ctx context.Context, checks ...Check) {
	for _, c := range checks {
		if ctx.Err() != nil && c.Verdict != OK && c.Verdict != Warning {
			c = Check{Step: c.Step, Server: c.Server, Verdict: Skipped, Finding: cancelled}
		}
		if c.Cause == "" {
			w := wordsOf(c.Finding, nil)
			c.Cause, c.Who, c.Tell, c.Log = w.cause, w.who, w.tell, w.log
		}
		if c.Cause == "" {
			c.Cause = string(c.Finding)
		}
		r.report.Checks = append(r.report.Checks, c)
		if r.o.Progress != nil {
			r.o.Progress(c)
		}
	}
}

// found makes a check out of a finding.
func found(s Step, v Verdict, f Finding, with values) Check {
	w := wordsOf(f, with)
	return Check{Step: s, Verdict: v, Finding: f, Cause: w.cause, Who: w.who, Tell: w.tell, Log: w.log}
}

func (c Check) after(d time.Duration) Check {
	c.Took = float64(d.Microseconds()) / 1000
	return c
}

func (c Check) because(err error) Check {
	if err != nil {
		c.Details = err.Error()
	}
	return c
}

// refusal is a check that failed because the server, or the client, said no.
func (o Options) refusal(s Step, err error, who Who, log string) Check {
	kind := err
	if _, ok := errors.AsType[*limitError](err); ok {
		kind = &wti.Error{Kind: wti.KindTimeout}
	}
	c := Check{Step: s, Verdict: Failed, Finding: refused(kind), Who: cmp.Or(whoHelps(wti.AdviceOf(kind)), who), Log: log}
	if o.Explain != nil {
		c.Cause, c.Tell = o.Explain(kind)
	}
	if c.Cause == "" {
		c.Cause = err.Error()
	}
	return c.because(err)
}

// whoHelps names who can do something about a refusal, where that does not follow
// from the step.
func whoHelps(a wti.Advice) Who {
	switch a {
	case wti.AdviceStationCode, wti.AdviceInUse, wti.AdviceInProgress, wti.AdviceInsecure, wti.AdviceStationBusy:
		return You
	case wti.AdviceWrongDevice:
		return Desk
	case wti.AdviceNotSoftphone:
		return Switch
	case wti.AdviceForbidden, wti.AdviceNoPrivilege, wti.AdviceNotPermitted, wti.AdviceLicence, wti.AdviceCredentials,
		wti.AdviceNoSwitch, wti.AdviceServerBusy, wti.AdviceVersion:
		return AES
	case wti.AdviceConnection:
		return Network
	}
	return Nobody
}

// limitError says that a step took too long.
type limitError struct{ after time.Duration }

func (e *limitError) Error() string { return fmt.Sprintf("no answer within %v", e.after) }
