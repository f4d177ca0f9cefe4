package main

import (
	"context"
	"sync"
	"time"

	"offhook/wti"
	"offhook/wti/simulator"
)

// agent is one signed-in client that answers what comes.
type agent struct {
	id     string
	client *wti.Client
	talk   time.Duration
	stop   context.CancelFunc
	wg     sync.WaitGroup

	mu        sync.Mutex // guards the fields below
	mode      wti.AgentMode
	calls     map[wti.CallID]bool
	delivered int
	ended     int
	refused   int
	events    int
	answers   []time.Duration // from the answer's request to its Established
	asked     map[wti.CallID]time.Time
}

func newAgent(ctx context.Context, url string, i int, talk time.Duration) (*agent, error) {
	client, err := wti.New(wti.Options{
		Servers: []string{url}, AllowInsecure: true, CTIUser: "demo", CTIPassword: "demo", SwitchName: "CM1",
		Extension: simulator.LargeStation(i), StationCode: "123456", Mode: wti.OtherPhone, OtherNumber: "5550107",
		AgentID: simulator.LargeAgent(i), AgentPassword: "1234", InitialMode: wti.AgentAutoIn,
	})
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithCancel(ctx)
	a := &agent{
		id: simulator.LargeAgent(i), client: client, talk: talk, stop: stop,
		calls: map[wti.CallID]bool{}, asked: map[wti.CallID]time.Time{},
	}
	a.wg.Go(func() { a.work(ctx) })
	return a, client.SignIn(ctx)
}

func (a *agent) close() {
	a.stop()
	_ = a.client.Close()
	a.wg.Wait()
}

// work follows the events until ctx ends.
func (a *agent) work(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case e := <-a.client.Events():
			a.follow(ctx, e)
		}
	}
}

func (a *agent) follow(ctx context.Context, e wti.Event) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.events++
	switch e := e.(type) {
	case wti.AgentChanged:
		a.mode = e.Agent.Mode
	case wti.Delivered:
		if e.Own && !a.calls[e.Connection.Call] {
			a.calls[e.Connection.Call] = true
			a.delivered++
			a.asked[e.Connection.Call] = time.Now()
			a.wg.Go(func() { a.count(a.client.Answer(ctx, e.Connection)) })
		}
	case wti.Established:
		if at, ok := a.asked[e.Connection.Call]; ok {
			delete(a.asked, e.Connection.Call)
			a.answers = append(a.answers, time.Since(at))
			a.wg.Go(func() { a.hangUp(ctx, e.Connection) })
		}
	case wti.ConnectionCleared:
		if e.Own && a.calls[e.Connection.Call] {
			delete(a.calls, e.Connection.Call)
			a.ended++
		}
	}
}

func (a *agent) hangUp(ctx context.Context, c wti.Connection) {
	select {
	case <-ctx.Done():
	case <-time.After(a.talk):
		a.count(a.client.Clear(ctx, c))
	}
}

func (a *agent) count(err error) {
	if err != nil {
		a.mu.Lock()
		defer a.mu.Unlock()
		a.refused++
	}
}

// agrees says whether the client knows the agent's mode and has no call.
func (a *agent) agrees(mode string) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return len(a.calls) == 0 && mode == string(simulator.AutoIn) && a.mode == wti.AgentAutoIn
}
