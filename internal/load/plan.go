package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"offhook/wti/simulator"
)

// plan is one load test.
type plan struct {
	url, control string // of the simulator
	pid          int    // of its process; 0 when it is in ours
	agents       int
	rate         float64 // calls a second
	time, talk   time.Duration
}

// signInAtOnce is how many agents sign in at the same time: more would measure
// the queue at the door.
const signInAtOnce = 20

// run carries the plan out.
func (p plan) run(ctx context.Context) (report, error) {
	r := report{plan: p}
	agents, took, err := p.signIn(ctx)
	defer func() {
		for _, a := range agents {
			a.close()
		}
	}()
	if err != nil {
		return r, err
	}
	r.signIn = took
	before := usage(p.pid)
	began := time.Now()
	if r.started, err = p.call(ctx); err != nil {
		return r, err
	}
	r.took = time.Since(began)
	r.usage = usage(p.pid).since(before)
	if err := p.drain(ctx); err != nil {
		return r, err
	}
	r.wrong, err = p.wrong(ctx, agents)
	for _, a := range agents { // now, since the switch knows of a call's end before the agent does
		a.addTo(&r)
	}
	return r, err
}

func (p plan) signIn(ctx context.Context) ([]*agent, time.Duration, error) {
	began := time.Now()
	agents := make([]*agent, p.agents)
	errs := make([]error, p.agents)
	door := make(chan struct{}, signInAtOnce)
	var wg sync.WaitGroup
	for i := range agents {
		wg.Go(func() {
			door <- struct{}{}
			defer func() { <-door }()
			agents[i], errs[i] = newAgent(ctx, p.url, i, p.talk)
		})
	}
	wg.Wait()
	var in []*agent
	var first error
	for i, a := range agents {
		if errs[i] != nil && first == nil {
			first = fmt.Errorf("agent %s: %w", simulator.LargeAgent(i), errs[i])
		}
		if a != nil {
			in = append(in, a)
		}
	}
	return in, time.Since(began), first
}

// call lets callers arrive at the rate, each from a number of its own.
func (p plan) call(ctx context.Context) (started int, err error) {
	var wg sync.WaitGroup
	defer wg.Wait()
	var mu sync.Mutex // guards err
	for began := time.Now(); time.Since(began) < p.time; {
		due := int(time.Since(began).Seconds() * p.rate)
		for ; started < due; started++ {
			number := fmt.Sprintf("1%09d", started)
			wg.Go(func() {
				body := fmt.Sprintf(`{"number":%q,"vdn":"7000","voice":"silence"}`, number)
				if e := p.ask(ctx, "POST", "/calls", body, nil); e != nil {
					mu.Lock()
					err = e
					mu.Unlock()
				}
			})
		}
		select {
		case <-ctx.Done():
			return started, ctx.Err()
		case <-time.After(5 * time.Millisecond):
		}
	}
	wg.Wait()
	return started, err
}

// drain waits until the switch has no call left.
func (p plan) drain(ctx context.Context) error {
	for end := time.Now().Add(30 * time.Second); ; {
		var calls []struct{}
		if err := p.ask(ctx, "GET", "/calls", "", &calls); err != nil {
			return err
		}
		if len(calls) == 0 {
			return nil
		}
		if time.Now().After(end) {
			return fmt.Errorf("%d calls are left half a minute after the last one came", len(calls))
		}
		time.Sleep(100 * time.Millisecond)
	}
}

// wrong counts the agents whose client does not know what the switch knows. The
// clients get a moment for the last events.
func (p plan) wrong(ctx context.Context, agents []*agent) (n int, err error) {
	for range 30 {
		var truth []struct {
			ID, Mode string
		}
		if err := p.ask(ctx, "GET", "/agents", "", &truth); err != nil {
			return 0, err
		}
		modes := map[string]string{}
		for _, t := range truth {
			modes[t.ID] = t.Mode
		}
		n = 0
		for _, a := range agents {
			if !a.agrees(modes[a.id]) {
				n++
			}
		}
		if n == 0 {
			return 0, nil
		}
		time.Sleep(100 * time.Millisecond)
	}
	return n, nil
}

func (p plan) ask(ctx context.Context, method, path, body string, to any) error {
	r, err := http.NewRequestWithContext(ctx, method, p.control+path, strings.NewReader(body))
	if err != nil {
		return err
	}
	a, err := http.DefaultClient.Do(r)
	if err != nil {
		return err
	}
	defer func() { _ = a.Body.Close() }()
	if a.StatusCode != http.StatusOK {
		return fmt.Errorf("%s %s: %s", method, path, a.Status)
	}
	if to == nil {
		return nil
	}
	return json.NewDecoder(a.Body).Decode(to)
}
