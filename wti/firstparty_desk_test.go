package wti_test

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"offhook/wti"
	"offhook/wti/simulator"
)

// patience is how long anything may take on a busy machine.
const patience = 30 * time.Second

// buttonDesk is a client on a switch without a TSAPI licence, with the calls as
// somebody sees them who knows the client's events alone.
type buttonDesk struct {
	t     *testing.T
	s     *simulator.Server
	c     *wti.Client
	first bool // what the last ControlModeChanged said
	calls map[wti.CallID]*deskCall
	ended []wti.CallID
	log   []string
	back  int // Resynceds
}

// deskCall is one call.
type deskCall struct {
	conn    wti.Connection
	state   string // rings, dials, talks, held
	remote  string
	service string
	parties int
}

// atButtons signs in at 4750.
func atButtons(t *testing.T, server simulator.Options, change func(*wti.Options)) *buttonDesk {
	t.Helper()
	server.RegisterDelay = -1
	server.NoTSAPILicence = true
	if server.Scenario == nil {
		server.Scenario = simulator.Default()
	}
	for i := range server.Scenario.Numbers {
		server.Scenario.Numbers[i].Ring = simulator.Duration(time.Millisecond)
	}
	s, err := simulator.New(server)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	o := wti.Options{
		Servers: []string{s.URL()}, AllowInsecure: true, CTIUser: "demo", CTIPassword: "demo",
		SwitchName: "CM1", Extension: "4750", StationCode: "123456", LocalMedia: voice, ForceLogin: true,
	}
	if change != nil {
		change(&o)
	}
	d := &buttonDesk{t: t, s: s, c: newClient(t, o), calls: map[wti.CallID]*deskCall{}}
	if err := d.c.SignIn(t.Context()); err != nil {
		t.Fatal(err)
	}
	d.until("first-party", func() bool { return d.first })
	return d
}

func (d *buttonDesk) limit() context.Context {
	ctx, cancel := context.WithTimeout(d.t.Context(), patience)
	d.t.Cleanup(cancel)
	return ctx
}

// until follows the events until ok holds.
func (d *buttonDesk) until(what string, ok func() bool) {
	d.t.Helper()
	limit := time.NewTimer(patience)
	defer limit.Stop()
	again := time.NewTicker(10 * time.Millisecond) // the switch's own view changes without an event
	defer again.Stop()
	for !ok() {
		select {
		case e := <-d.c.Events():
			d.follow(e)
		case <-again.C:
		case <-limit.C:
			d.t.Fatalf("%s: not within %v\n%s\nswitch: %+v", what, patience, d, d.s.Station("4750"))
		}
	}
}

func (d *buttonDesk) String() string {
	b := new(strings.Builder)
	for id, c := range d.calls {
		fmt.Fprintf(b, "%s %+v\n", id, *c)
	}
	return b.String() + strings.Join(d.log, "\n")
}

func (d *buttonDesk) follow(e wti.Event) {
	switch e := e.(type) {
	case wti.LampMode, wti.DisplayUpdated, wti.Hookswitch, wti.RingerStatus, wti.MediaStarted, wti.MediaStopped, wti.StepChanged:
		return
	case wti.ControlModeChanged:
		d.first = e.FirstParty
	case wti.Resynced:
		d.back++
		d.calls = map[wti.CallID]*deskCall{}
		for _, s := range e.Calls {
			state := map[wti.ConnectionState]string{wti.StateAlerting: "rings", wti.StateConnected: "talks", wti.StateHeld: "held"}[s.State]
			d.calls[s.Connection.Call] = &deskCall{conn: s.Connection, state: state, remote: s.Remote.Number}
		}
	case wti.Delivered:
		if d.at(e.Connection).state == "" && e.Own {
			d.set(e.Connection, "rings").caller(e.CallInfo)
		}
	case wti.CallInformation:
		d.at(e.Connection).caller(e.CallInfo)
	case wti.Established:
		d.set(e.Connection, "talks").caller(e.CallInfo)
	case wti.ServiceInitiated:
		d.set(e.Connection, "dials")
	case wti.NetworkReached:
		d.set(e.Connection, "talks").remote = e.Called.Number
	case wti.Held:
		d.set(e.Connection, "held")
	case wti.Retrieved:
		d.set(e.Connection, "talks")
	case wti.ConnectionCleared:
		d.end(e.Connection.Call)
	case wti.Conferenced:
		var names []string
		for _, p := range e.Parties {
			names = append(names, p.Number)
		}
		d.end(e.Primary)
		d.end(e.Secondary)
		c := d.set(wti.Connection{Call: e.NewCall, Device: d.c.Device()}, "talks")
		c.parties, c.remote = len(e.Parties), strings.Join(names, ", ")
	}
	d.log = append(d.log, fmt.Sprintf("%T %+v", e, e))
}

func (d *buttonDesk) at(c wti.Connection) *deskCall {
	if d.calls[c.Call] == nil {
		d.calls[c.Call] = &deskCall{conn: c, parties: 1}
	}
	return d.calls[c.Call]
}

func (d *buttonDesk) set(c wti.Connection, state string) *deskCall {
	call := d.at(c)
	call.state = state
	return call
}

func (d *buttonDesk) end(id wti.CallID) {
	if d.calls[id] != nil {
		d.ended = append(d.ended, id)
	}
	delete(d.calls, id)
}

func (s *deskCall) caller(i wti.CallInfo) {
	s.remote, s.service = cmp.Or(i.Caller().Number, s.remote), cmp.Or(i.Called.Number, s.service)
}

// are says whether the calls are in these states and no others.
func (d *buttonDesk) are(states ...string) bool {
	var got []string
	for _, c := range d.calls {
		got = append(got, c.state)
	}
	slices.Sort(got)
	slices.Sort(states)
	return slices.Equal(got, states)
}

// the is the call in a state.
func (d *buttonDesk) the(state string) wti.Connection {
	d.t.Helper()
	for _, c := range d.calls {
		if c.state == state {
			return c.conn
		}
	}
	d.t.Fatalf("no call %s\n%s", state, d)
	return wti.Connection{}
}

func (d *buttonDesk) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatalf("%v\n%s\nswitch: %+v", err, d, d.s.Station("4750"))
	}
}

// rings lets a customer call.
func (d *buttonDesk) rings() *simulator.Call {
	d.t.Helper()
	call, err := d.s.Call(simulator.Caller{Number: "15551234567", VDN: "4750", FarEnd: simulator.Silence()})
	d.must(err)
	d.until("ringing", func() bool {
		for _, c := range d.calls {
			if c.state == "rings" && c.remote != "" {
				return true
			}
		}
		return false
	})
	return call
}

// talks lets a customer call and answers.
func (d *buttonDesk) talks() *simulator.Call {
	d.t.Helper()
	call := d.rings()
	d.must(d.c.Answer(d.limit(), d.the("rings")))
	d.until("talking", func() bool { return d.are("talks") && call.State() == simulator.CallConnected })
	return call
}

// dials calls a number.
func (d *buttonDesk) dials(number string) *simulator.Call {
	d.t.Helper()
	_, err := d.c.MakeCall(d.limit(), number, wti.CallOptions{})
	d.must(err)
	return d.reaches(number)
}

// reaches waits until a number has answered.
func (d *buttonDesk) reaches(number string) *simulator.Call {
	d.t.Helper()
	call, err := d.s.WaitCall(d.limit(), func(c *simulator.Call) bool {
		return c.Number() == number && c.State() == simulator.CallConnected
	})
	d.must(err)
	return call
}

// consults calls a number about the call that is talked on.
func (d *buttonDesk) consults(number string, p wti.Purpose) (held, active wti.Connection, asked *simulator.Call) {
	d.t.Helper()
	_, err := d.c.Consult(d.limit(), d.the("talks"), number, wti.ConsultOptions{Purpose: p})
	d.must(err)
	asked = d.reaches(number)
	d.until("consulting", func() bool { return d.are("held", "talks") })
	return d.the("held"), d.the("talks"), asked
}
