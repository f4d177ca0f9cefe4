package wti_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"offhook/wti"
	"offhook/wti/simulator"
)

func TestWithoutATSAPILicenceACallIsAnsweredHeldAndEndedByButtons(t *testing.T) {
	t.Parallel()
	d := atButtons(t, simulator.Options{}, nil)
	call := d.rings()
	ringing := d.the("rings")
	if c := d.calls[ringing.Call]; c.remote != "15551234567" {
		t.Errorf("caller = %+v, want the display's", c)
	}
	d.must(d.c.Answer(d.limit(), ringing))
	d.until("talking", func() bool { return d.are("talks") && call.State() == simulator.CallConnected })
	if d.the("talks") != ringing {
		t.Error("the call has another id after the answer")
	}
	d.must(d.c.SendDigits(d.limit(), ringing, "12*0#"))
	d.until("digits", func() bool { return call.Digits() == "12*0#" })
	d.must(d.c.Hold(d.limit(), ringing))
	d.until("held", func() bool { return d.are("held") && call.State() == simulator.CallHeld })
	d.must(d.c.Retrieve(d.limit(), ringing))
	d.until("talking again", func() bool { return d.are("talks") && call.State() == simulator.CallConnected })
	d.must(d.c.Clear(d.limit(), ringing))
	d.until("over", func() bool { return d.are() && call.State() == simulator.CallEnded })
	d.talks()
	if again := d.the("talks"); again.Call == ringing.Call {
		t.Error("the next call has the id of the one before")
	}
	if got := d.s.Received(); slices.Contains(got, "AnswerCall") || slices.Contains(got, "HoldCall") || slices.Contains(got, "SnapshotDevice") {
		t.Errorf("call control was asked for without a licence: %v", got)
	}
}

func TestANameOnTheDisplayIsTheCallerAndItsServiceIsTold(t *testing.T) {
	t.Parallel()
	d := atButtons(t, simulator.Options{}, func(o *wti.Options) {
		o.AgentID, o.AgentPassword, o.InitialMode = "2001", "1234", wti.AgentAutoIn
	})
	_, err := d.s.Call(simulator.Caller{Number: "15551234567", Name: "M KELLER", VDN: "7000", FarEnd: simulator.Silence()})
	d.must(err)
	d.until("ringing", func() bool { return d.are("rings") && d.calls[d.the("rings").Call].remote != "" })
	if c := d.calls[d.the("rings").Call]; c.remote != "M KELLER" || c.service != "Orders" {
		t.Errorf("call = %+v", c)
	}
}

func TestACallerWhoGivesUpIsGone(t *testing.T) {
	t.Parallel()
	d := atButtons(t, simulator.Options{}, nil)
	call := d.rings()
	id := d.the("rings")
	call.Hangup()
	d.until("gone", func() bool { return d.are() })
	err := d.c.Answer(d.limit(), id)
	if wti.KindOf(err) != wti.KindCallGone || wti.AdviceOf(err) != wti.AdviceCallGone {
		t.Errorf("Answer of a call that is gone: %v (kind %d, %s)", err, wti.KindOf(err), wti.AdviceOf(err))
	}
	talk := d.talks()
	talk.Hangup()
	d.until("the far end hung up", func() bool { return d.are() })
}

func TestDiallingOutByButtons(t *testing.T) {
	t.Parallel()
	d := atButtons(t, simulator.Options{}, nil)
	_, err := d.c.MakeCall(d.limit(), "555-0107", wti.CallOptions{})
	d.must(err)
	call := d.reaches("5550107")
	d.until("told", func() bool { return d.are("talks") && d.calls[d.the("talks").Call].remote == "555-0107" })
	ours := d.the("talks")
	// A second call: the first one is put on hold, never dropped.
	other := d.dials("5550106")
	d.until("two", func() bool { return d.are("held", "talks") })
	if call.State() != simulator.CallHeld {
		t.Errorf("the first call is %v", call.State())
	}
	d.must(d.c.Alternate(d.limit(), ours, d.the("talks")))
	d.until("swapped", func() bool {
		return d.are("held", "talks") && d.calls[ours.Call].state == "talks" && other.State() == simulator.CallHeld
	})
	d.must(d.c.Clear(d.limit(), d.the("held"))) // by way of taking it back
	d.until("the other one ended", func() bool { return d.are("talks") && other.State() == simulator.CallEnded })
	if call.State() != simulator.CallConnected || d.the("talks") != ours {
		t.Errorf("the first call is %v\n%s", call.State(), d)
	}
	if _, err := d.c.MakeCall(d.limit(), "+49301234", wti.CallOptions{}); wti.KindOf(err) != wti.KindWrongNumber {
		t.Errorf("a number with +: %v", err)
	}
	if call.State() != simulator.CallConnected {
		t.Errorf("after a number that cannot be dialled the call is %v", call.State())
	}
}

func TestASecondCallIsAnsweredWithoutLosingTheFirst(t *testing.T) {
	t.Parallel()
	d := atButtons(t, simulator.Options{}, nil)
	first := d.talks()
	second := d.rings()
	d.must(d.c.Answer(d.limit(), d.the("rings")))
	d.until("two", func() bool { return d.are("held", "talks") })
	if first.State() != simulator.CallHeld || second.State() != simulator.CallConnected {
		t.Errorf("the switch has %v and %v", first.State(), second.State())
	}
	d.must(d.c.Reconnect(d.limit(), d.the("talks"), d.the("held")))
	d.until("back", func() bool {
		return d.are("talks") && second.State() == simulator.CallEnded && first.State() == simulator.CallConnected
	})
}

func TestTransferByButtons(t *testing.T) {
	t.Parallel()
	for name, purpose := range map[string]wti.Purpose{"begun as a transfer": "", "begun as a conference": wti.ConsultToConference} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := atButtons(t, simulator.Options{}, nil)
			call := d.talks()
			held, active, asked := d.consults("5550106", purpose)
			if call.State() != simulator.CallHeld || asked.State() != simulator.CallConnected {
				t.Errorf("the switch has %v and %v", call.State(), asked.State())
			}
			d.must(d.c.Transfer(d.limit(), held, active))
			d.until("both left us", func() bool { return d.are() && d.s.Station("4750").Calls == 0 })
			if call.State() != simulator.CallConnected {
				t.Errorf("the customer's call is %v", call.State())
			}
		})
	}
}

func TestTransferAfterASwap(t *testing.T) {
	t.Parallel()
	d := atButtons(t, simulator.Options{}, nil)
	call := d.talks()
	held, active, _ := d.consults("5550106", "")
	d.must(d.c.Alternate(d.limit(), held, active))
	d.until("swapped", func() bool { return d.are("held", "talks") && d.calls[held.Call].state == "talks" })
	d.must(d.c.Transfer(d.limit(), active, held))
	d.until("both left us", func() bool { return d.are() && d.s.Station("4750").Calls == 0 })
	if call.State() != simulator.CallConnected {
		t.Errorf("the customer's call is %v", call.State())
	}
	if len(d.ended) != 2 {
		t.Errorf("%d calls ended, want the two and nothing of the steps in between\n%s", len(d.ended), d)
	}
}

func TestBlindTransferByButtons(t *testing.T) {
	t.Parallel()
	d := atButtons(t, simulator.Options{}, nil)
	call := d.talks()
	d.must(d.c.SingleStepTransfer(d.limit(), d.the("talks"), "4753", ""))
	d.until("it left us", func() bool { return d.are() && d.s.Station("4750").Calls == 0 })
	d.must(call.Wait(d.limit(), simulator.CallConnected))
	if len(d.ended) != 1 {
		t.Errorf("%d calls ended, want the one\n%s", len(d.ended), d)
	}
}

func TestABlindTransferThatFailsBringsTheCallerBack(t *testing.T) {
	t.Parallel()
	d := atButtons(t, simulator.Options{}, nil)
	call := d.talks()
	err := d.c.SingleStepTransfer(d.limit(), d.the("talks"), "5550102", "") // busy
	if wti.KindOf(err) != wti.KindNotNow {
		t.Errorf("SingleStepTransfer to a busy number: %v", err)
	}
	d.until("back", func() bool { return d.are("talks") && call.State() == simulator.CallConnected })
}

func TestConferenceByButtons(t *testing.T) {
	t.Parallel()
	for name, purpose := range map[string]wti.Purpose{"begun as a conference": wti.ConsultToConference, "begun as a transfer": ""} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := atButtons(t, simulator.Options{}, nil)
			call := d.talks()
			held, active, _ := d.consults("5550106", purpose)
			made, err := d.c.Conference(d.limit(), held, active)
			d.must(err)
			d.until("one call", func() bool { return d.are("talks") })
			if c := d.calls[made.Call]; c == nil || c.parties != 2 || !strings.Contains(c.remote, "15551234567") || !strings.Contains(c.remote, "5550106") {
				t.Errorf("conference = %+v", c)
			}
			d.must(d.c.Clear(d.limit(), made))
			d.until("over for us", func() bool { return d.are() && d.s.Station("4750").Calls == 0 })
			if call.State() == simulator.CallEnded {
				t.Error("the others were cut off")
			}
		})
	}
}

func TestWhatHasNoButtonIsRefusedWithAnAdvice(t *testing.T) {
	t.Parallel()
	d := atButtons(t, simulator.Options{}, nil)
	d.rings()
	ringing := d.the("rings")
	refused := func(what string, err error) {
		t.Helper()
		if e, ok := errors.AsType[*wti.Error](err); !ok || e.Kind != wti.KindNotSupported || e.Advice() != wti.AdviceFirstParty {
			t.Errorf("%s: %v", what, err)
		}
	}
	refused("Deflect", d.c.Deflect(t.Context(), ringing, "4751"))
	refused("Clear of a ringing call", d.c.Clear(t.Context(), ringing))
	d.must(d.c.Answer(d.limit(), ringing))
	d.until("talking", func() bool { return d.are("talks") })
	refused("digits A to D", d.c.SendDigits(t.Context(), ringing, "1A"))
	_, err := d.c.SingleStepConference(t.Context(), ringing, "4751", wti.JoinOptions{})
	refused("SingleStepConference", err)
	_, err = d.c.DirectedPickup(t.Context(), ringing)
	refused("DirectedPickup", err)
	_, err = d.c.SnapshotCall(t.Context(), ringing)
	refused("SnapshotCall", err)
	_, err = d.c.Consult(t.Context(), ringing, "4751", wti.ConsultOptions{UserData: "x"})
	refused("user data", err)
	refused("ClearCall", d.c.ClearCall(t.Context(), ringing))
	if list, err := d.c.SnapshotDevice(t.Context(), ""); err != nil || len(list) != 1 || list[0].Connection != ringing {
		t.Errorf("SnapshotDevice = %+v, %v", list, err)
	}
	if c := d.s.Calls()[0]; c.Digits() != "" || c.State() != simulator.CallConnected {
		t.Errorf("the call is %v with digits %q", c.State(), c.Digits())
	}
}

// The second press of a transfer must not come about by asking somebody else.
func TestASecondConsultationTransfersNobody(t *testing.T) {
	t.Parallel()
	d := atButtons(t, simulator.Options{}, nil)
	call := d.talks()
	_, _, first := d.consults("5550106", "")
	_, err := d.c.Consult(d.limit(), d.the("talks"), "5550107", wti.ConsultOptions{})
	d.must(err)
	second := d.reaches("5550107")
	d.until("three lines", func() bool { return d.are("held", "held", "talks") })
	if call.State() != simulator.CallHeld || first.State() != simulator.CallHeld || second.State() != simulator.CallConnected {
		t.Errorf("the switch has %v, %v and %v", call.State(), first.State(), second.State())
	}
}
