package wti_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"offhook/wti"
	"offhook/wti/simulator"
)

// Whatever is done, and whoever calls or hangs up meanwhile, each line of the phone
// is a call of the client in the same state, and nobody else's call is lost by it.
func TestWhateverIsDoneTheLinesAreTheCalls(t *testing.T) {
	t.Parallel()
	for seed := range uint64(4) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			t.Parallel()
			d := atButtons(t, simulator.Options{}, nil)
			r := rand.New(rand.NewPCG(seed, 7))
			switch seed { // what may go wrong on the way of events
			case 1:
				d.s.DuplicateEvents(true)
			case 2:
				d.s.ReorderEvents(3)
			case 3:
				d.s.DelayEvents(300 * time.Millisecond)
			}
			var did []string
			for range 8 {
				up := d.up()
				name := d.something(r)
				did = append(did, name)
				d.until("the same as at the switch, after "+strings.Join(did, ", "), d.agrees)
				for _, c := range up {
					if !slices.Contains(ending, name) && c.State() == simulator.CallEnded {
						t.Fatalf("call %s was lost: %s\n%s", c.ID(), strings.Join(did, ", "), d)
					}
				}
			}
		})
	}
}

// ending are what ends a call.
var ending = []string{"clear", "clear held", "reconnect", "far end leaves"}

// up are the calls that are answered.
func (d *buttonDesk) up() (list []*simulator.Call) {
	for _, c := range d.s.Calls() {
		if s := c.State(); s == simulator.CallConnected || s == simulator.CallHeld {
			list = append(list, c)
		}
	}
	return list
}

// agrees compares the calls, appearance by appearance, with the switch's own view of
// the station.
func (d *buttonDesk) agrees() bool {
	lines, calls := map[string]string{}, map[string]string{}
	for _, c := range d.s.Station("4750").Connections {
		lamp := fmt.Sprint(263 + c.Appearance)
		switch c.State {
		case "alerting":
			lines[lamp] = "rings"
		case "hold":
			lines[lamp] = "held"
		default:
			lines[lamp] = "talks"
		}
	}
	for id, c := range d.calls {
		calls[strings.Split(string(id), "/")[1]] = c.state
	}
	return maps.Equal(lines, calls)
}

// something does what is possible now, and says what.
func (d *buttonDesk) something(r *rand.Rand) string {
	var names []string
	can := map[string]func() error{}
	add := func(name string, f func() error) { names, can[name] = append(names, name), f }
	var held, active, rings []wti.Connection
	for _, id := range slices.Sorted(maps.Keys(d.calls)) {
		switch c := d.calls[id]; c.state {
		case "held":
			held = append(held, c.conn)
		case "talks":
			active = append(active, c.conn)
		case "rings":
			rings = append(rings, c.conn)
		}
	}
	ctx := d.limit()
	if len(d.calls) < 2 {
		add("call", func() error {
			_, err := d.s.Call(simulator.Caller{Number: fmt.Sprint(15550000 + r.IntN(9)), VDN: "4750", FarEnd: simulator.Silence()})
			return err
		})
		add("dial", func() error { _, err := d.c.MakeCall(ctx, "5550107", wti.CallOptions{}); return err })
	}
	if len(rings) > 0 {
		add("answer", func() error { return d.c.Answer(ctx, rings[0]) })
	}
	if len(held) > 0 {
		add("retrieve", func() error { return d.c.Retrieve(ctx, held[0]) })
		add("clear held", func() error { return d.c.Clear(ctx, held[0]) })
	}
	if len(active) > 0 {
		add("hold", func() error { return d.c.Hold(ctx, active[0]) })
		add("clear", func() error { return d.c.Clear(ctx, active[0]) })
		add("send on", func() error { return d.c.SingleStepTransfer(ctx, active[0], "5550106", "") })
		add("digits", func() error { return d.c.SendDigits(ctx, active[0], "1#") })
		if len(d.calls) < 3 {
			add("consult", func() error {
				_, err := d.c.Consult(ctx, active[0], "5550106", wti.ConsultOptions{})
				return err
			})
		}
	}
	if len(held) == 1 && len(active) == 1 {
		add("swap", func() error { return d.c.Alternate(ctx, held[0], active[0]) })
		add("transfer", func() error { return d.c.Transfer(ctx, held[0], active[0]) })
		add("conference", func() error { _, err := d.c.Conference(ctx, held[0], active[0]); return err })
		add("reconnect", func() error { return d.c.Reconnect(ctx, active[0], held[0]) })
	}
	add("far end leaves", func() error {
		if up := d.up(); len(up) > 0 {
			up[0].Hangup()
		}
		return nil
	})
	add("cut", func() error {
		was := d.back
		d.s.DropSockets()
		d.until("read anew", func() bool { return d.back > was })
		return nil
	})
	name := names[r.IntN(len(names))]
	if err := can[name](); err != nil && wti.KindOf(err) != wti.KindNotNow { // as when no line is free

		d.t.Fatalf("%s: %v\n%s\nswitch: %+v", name, err, d, d.s.Station("4750"))
	}
	return name
}
