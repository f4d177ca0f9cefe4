package simulator_test

import (
	"testing"
	"time"

	"offhook/wti/simulator"
)

func TestLossByProbabilityJitterAndOneWayBothWays(t *testing.T) {
	s, _, h, c := onCall(t, simulator.Dialect{}, "5550106")
	h.hear(5)
	s.SetMediaFaults("4750", simulator.MediaFaults{LossPercent: 50})
	h.drain()
	first := (<-h.packets).SequenceNumber
	got := 1
	var last uint16
	for last = first; last-first < 100; got++ {
		select {
		case p := <-h.packets:
			last = p.SequenceNumber
		case <-time.After(patience):
			t.Fatal("no packet")
		}
	}
	if all := int(last-first) + 1; got < all/4 || got > all*3/4 {
		t.Errorf("%d of %d packets came with half of them lost", got, all)
	}

	s.SetMediaFaults("4750", simulator.MediaFaults{JitterMs: 60})
	h.drain()
	early, late := time.Hour, time.Duration(0)
	last0 := time.Now()
	for range 60 {
		<-h.packets
		gap := time.Since(last0)
		last0 = time.Now()
		early, late = min(early, gap), max(late, gap)
	}
	if early > 10*time.Millisecond || late < 30*time.Millisecond {
		t.Errorf("gaps between packets are %v to %v with 60 ms of jitter", early, late)
	}

	s.SetMediaFaults("4750", simulator.MediaFaults{Deaf: true})
	h.say(0, 1, 2, 3)
	h.drain()
	for h.packetsNow(); s.Station("4750").RTP.Dropped < 3; h.packetsNow() { // still heard this way
	}

	s.SetMediaFaults("4750", simulator.MediaFaults{})
	h.say(0, 4)
	if err := c.WaitHeard(limit(t), 20*time.Millisecond); err != nil {
		t.Fatal(err)
	}
	if n := c.HeardPackets(); n != 1 {
		t.Errorf("%d packets passed, want the one after the fault", n)
	}
}

func TestDelayedAndUnknownEventsKeepTheirOrder(t *testing.T) {
	s := start(t, simulator.Options{Scenario: quick()})
	p := phone(t, s, "4750", 0)
	s.DelayEvents(100 * time.Millisecond)
	began := time.Now()
	s.SetMessageWaiting("4750", true)
	s.BlankDisplay("4750")
	s.UnknownEvent("SomethingEvent")
	for {
		if e := p.event("DisplayUpdatedEvent"); e["contentsOfDisplay"] == "" && time.Since(began) > 90*time.Millisecond {
			break
		}
	}
	if e := p.event("SomethingEvent"); e["monitorCrossRefID"] != "101" {
		t.Errorf("unknown event: %v", e)
	}
	if d := time.Since(began); d < 100*time.Millisecond {
		t.Errorf("the events came after %v", d)
	}
}
