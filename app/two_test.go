package app_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"offhook/app"
	"offhook/wti"
)

func (c *fakeClient) Deflect(_ context.Context, conn wti.Connection, to string) error {
	return c.did("deflect", string(conn.Call)+" "+to)
}
func (c *fakeClient) Alternate(_ context.Context, held, active wti.Connection) error {
	return c.did("alternate", string(held.Call)+" "+string(active.Call))
}
func (c *fakeClient) Reconnect(_ context.Context, active, held wti.Connection) error {
	return c.did("reconnect", string(active.Call)+" "+string(held.Call))
}
func (c *fakeClient) Consult(_ context.Context, conn wti.Connection, number string, _ wti.ConsultOptions) (wti.Connection, error) {
	return wti.Connection{Call: "872"}, c.did("consult", string(conn.Call)+" "+number)
}
func (c *fakeClient) Transfer(_ context.Context, held, active wti.Connection) error {
	return c.did("transfer", string(held.Call)+" "+string(active.Call))
}
func (c *fakeClient) SingleStepTransfer(_ context.Context, conn wti.Connection, number, _ string) error {
	return c.did("blindTransfer", string(conn.Call)+" "+number)
}
func (c *fakeClient) Conference(_ context.Context, held, active wti.Connection) (wti.Connection, error) {
	return held, c.did("conference", string(held.Call)+" "+string(active.Call))
}
func (c *fakeClient) SingleStepConference(_ context.Context, conn wti.Connection, number string, _ wti.JoinOptions) (wti.Connection, error) {
	return conn, c.did("join", string(conn.Call)+" "+number)
}
func (c *fakeClient) DirectedPickup(_ context.Context, conn wti.Connection) (wti.Connection, error) {
	return conn, c.did("pickup", string(conn.Call)+" "+conn.Device)
}
func (c *fakeClient) ClearCall(_ context.Context, conn wti.Connection) error {
	return c.did("clearCall", string(conn.Call))
}
func (c *fakeClient) SnapshotCall(_ context.Context, conn wti.Connection) ([]wti.CallParty, error) {
	return c.parties, c.did("snapshotCall", string(conn.Call))
}
func (c *fakeClient) SnapshotDevice(_ context.Context, device string) ([]wti.CallSnapshot, error) {
	return c.rings, c.did("snapshotDevice", device)
}

var (
	consultation = wti.Connection{Call: "872", Device: own.Device}
	colleague    = wti.Party{Number: "4751", Device: "4751:CM1:0.0.0.0:0"}
	customer     = wti.Party{Number: "15551234567", Device: "15551234567:::0"}
)

// consulting brings a desk to a consultation that the colleague has answered.
func consulting(d *desk) {
	d.signIn()
	d.emit(offered, answered)
	d.app.Consult("871", "4751")
	synctest.Wait()
	d.emit(
		wti.Held{Connection: own, Own: true, CallInfo: wti.CallInfo{Local: wti.StateHeld}},
		wti.ServiceInitiated{Connection: consultation},
		wti.Originated{Connection: consultation, CallInfo: wti.CallInfo{Called: colleague}},
		wti.Established{Connection: wti.Connection{Call: "872", Device: colleague.Device}, Answering: colleague},
	)
}

func (d *desk) card(id wti.CallID) app.CallView {
	d.t.Helper()
	for _, c := range d.calls() {
		if c.ID == id {
			return c
		}
	}
	d.t.Fatalf("no card of call %s among %+v", id, d.calls())
	return app.CallView{}
}

func TestAConsultationBelongsToItsCallAndOffersTheWaysOn(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		consulting(d)
		first, second := d.card("871"), d.card("872")
		if first.State != app.CallHeld || first.Asked != app.ActionNone || second.State != app.CallConnected || second.ConsultFor != "871" {
			t.Fatalf("cards = %+v", d.calls())
		}
		for _, c := range []app.CallView{first, second} {
			for _, a := range []app.Action{app.ActionSwap, app.ActionTransfer, app.ActionConference, app.ActionCancel} {
				if !c.Can.Has(a) {
					t.Errorf("call %s (%v) does not offer action %d", c.ID, c.State, a)
				}
			}
		}
		if first.Can.Has(app.ActionHold) || first.Can.Has(app.ActionConsult) || second.Can.Has(app.ActionRetrieve) || second.Can.Has(app.ActionDrop) {
			t.Errorf("offered what cannot work: %b, %b", first.Can, second.Can)
		}
		d.app.Swap("871")
		synctest.Wait()
		if a, b := d.card("871").Asked, d.card("872").Asked; a != app.ActionSwap || b != app.ActionSwap {
			t.Errorf("asked = %v, %v, want swap on both", a, b)
		}
		d.emit(
			wti.Held{Connection: consultation, Own: true, CallInfo: wti.CallInfo{Local: wti.StateHeld}},
			wti.Retrieved{Connection: own, Own: true, CallInfo: wti.CallInfo{Local: wti.StateConnected}},
		)
		if a, b := d.card("871"), d.card("872"); a.Asked != app.ActionNone || b.Asked != app.ActionNone || a.State != app.CallConnected || b.State != app.CallHeld {
			t.Errorf("after the swap: %+v", d.calls())
		}
		if d.card("871").Can.Has(app.ActionCancel) {
			t.Error("cancelling would hang up on the customer")
		}
	})
}

func TestBothCallsEndWithOurTransfer(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		consulting(d)
		d.app.Transfer("871") // from either card
		synctest.Wait()
		if got := d.client.requests(); got[len(got)-1] != "transfer 871 872" {
			t.Errorf("requests = %v", got)
		}
		if len(d.calls()) != 2 {
			t.Error("a call went before the event said so")
		}
		d.emit(wti.Transferred{Primary: "871", Secondary: "872", NewCall: "871", Own: true, CallInfo: wti.CallInfo{Local: wti.StateNull}})
		if c := d.calls(); len(c) != 0 {
			t.Errorf("calls after the transfer = %+v", c)
		}
	})
}

func TestAConferenceIsOneCardWhicheverCallIDStays(t *testing.T) {
	for _, kept := range []wti.CallID{"871", "872"} {
		bubble(t, func(t *testing.T) {
			d := newDesk(t)
			consulting(d)
			d.app.Conference("872")
			synctest.Wait()
			d.emit(wti.Conferenced{
				Primary: "871", Secondary: "872", NewCall: kept, Own: true, Parties: []wti.Party{customer, colleague},
				Connections: []wti.Connection{{Call: kept, Device: "T12#3"}, {Call: kept, Device: colleague.Device}},
				CallInfo:    wti.CallInfo{Local: wti.StateConnected},
			})
			c := d.call()
			if c.ID != kept || c.State != app.CallConnected || c.Parties != 2 || c.With != "15551234567, 4751" || c.Remote != "15551234567" || c.Asked != app.ActionNone {
				t.Fatalf("card = %+v", c)
			}
			d.client.parties = []wti.CallParty{
				{Connection: wti.Connection{Call: kept, Device: own.Device}, Own: true},
				{Connection: wti.Connection{Call: kept, Device: colleague.Device}, Party: colleague},
			}
			d.app.DropParty(kept, "4751")
			synctest.Wait()
			if got := d.client.requests(); got[len(got)-1] != "clear "+string(kept) {
				t.Errorf("requests = %v, want the colleague's connection cleared", got)
			}
			d.emit(wti.ConnectionCleared{Connection: wti.Connection{Call: kept, Device: colleague.Device}, CallInfo: wti.CallInfo{Local: wti.StateConnected}})
			if c := d.call(); c.State != app.CallConnected || c.Parties != 1 || c.With != "" || c.Remote != "15551234567" || c.Asked != app.ActionNone {
				t.Errorf("after the colleague left: %+v", c)
			}
			d.emit(wti.ConnectionCleared{Connection: wti.Connection{Call: kept, Device: "T12#3"}, CallInfo: wti.CallInfo{Local: wti.StateConnected}})
			if c := d.call(); c.State != app.CallFailed || !c.Ended {
				t.Errorf("after the customer left: %+v", c)
			}
		})
	}
}

func TestARecorderIsNoConference(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.signIn()
		d.emit(offered, answered, wti.Conferenced{
			Primary: "871", NewCall: "871", Parties: []wti.Party{customer, {Number: "4790"}},
			Connections: []wti.Connection{{Call: "871", Device: "T12#3"}, {Call: "871", Device: "4790:CM1::0"}},
			CallInfo:    wti.CallInfo{Cause: "silentParticipation", Local: wti.StateConnected},
		})
		if c := d.call(); c.Parties != 1 || c.With != "" || c.Remote != "15551234567" || c.Can.Has(app.ActionDrop) {
			t.Errorf("card = %+v, want the customer's alone", c)
		}
		d.emit(wti.ConnectionCleared{Connection: wti.Connection{Call: "871", Device: "4790:CM1::0"}, CallInfo: wti.CallInfo{Local: wti.StateConnected}})
		if c := d.call(); c.State != app.CallConnected {
			t.Errorf("the recorder left and the call is %v", c.State)
		}
	})
}

func TestARefusedConsultationLeavesTheCallAndOneNotice(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.signIn()
		d.emit(offered, answered)
		d.client.refuse["consult"] = &wti.Error{Op: "ConsultationCall", Kind: wti.KindWrongNumber}
		d.app.Consult("871", "4751")
		synctest.Wait()
		if c := d.call(); c.State != app.CallConnected || c.Asked != app.ActionNone || c.ConsultFor != "" {
			t.Errorf("card = %+v", c)
		}
		if n := d.notices(); len(n) != 1 || n[0].Title == "" {
			t.Errorf("notices = %+v, want one", n)
		}
	})
}

func TestPickingUpTakesTheConnectionThatRings(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.signIn()
		d.app.PickUp("4751")
		synctest.Wait()
		if n := d.notices(); len(n) != 1 {
			t.Errorf("nothing rings: notices = %+v, want one", n)
		}
		d.client.rings = []wti.CallSnapshot{
			{Connection: wti.Connection{Call: "5", Device: colleague.Device}, State: wti.StateConnected},
			{Connection: wti.Connection{Call: "6", Device: colleague.Device}, State: wti.StateAlerting},
		}
		d.app.PickUp("4751")
		synctest.Wait()
		if got := d.client.requests(); got[len(got)-1] != "pickup 6 "+colleague.Device {
			t.Errorf("requests = %v", got)
		}
	})
}

func TestARefusedTransferSaysThatBothCallsStay(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		consulting(d)
		d.client.refuse["transfer"] = &wti.Error{Op: "TransferCall", Category: "operation", Code: "invalidFeature", Kind: wti.KindNotSupported}
		d.app.Transfer("871")
		synctest.Wait()
		if n := d.notices(); len(n) != 1 || n[0].Title != "The transfer was refused: both calls are still yours" || n[0].Text != "This system does not offer that." {
			t.Errorf("notices = %+v", n)
		}
		if a, b := d.card("871"), d.card("872"); a.State != app.CallHeld || b.State != app.CallConnected || a.Asked != app.ActionNone || b.Asked != app.ActionNone {
			t.Errorf("cards = %+v", d.calls())
		}
	})
}

func TestSomebodyIsBroughtInAtOnce(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.signIn()
		d.emit(offered, answered)
		d.app.Join("871", "4751")
		synctest.Wait()
		if got := d.client.requests(); got[len(got)-1] != "join 871 4751" || d.call().Asked != app.ActionJoin {
			t.Errorf("requests = %v, card %+v", got, d.call())
		}
		d.emit(wti.Conferenced{
			Primary: "871", NewCall: "871", Parties: []wti.Party{customer, colleague},
			Connections: []wti.Connection{{Call: "871", Device: "T12#3"}, {Call: "871", Device: colleague.Device}},
			CallInfo:    wti.CallInfo{Cause: "activeParticipation", Local: wti.StateConnected},
		})
		if c := d.call(); c.Parties != 2 || c.With != "15551234567, 4751" || c.Asked != app.ActionNone {
			t.Errorf("card = %+v", c)
		}
	})
}

func TestTheTimeInQueueIsShownWhereItIsKnown(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.signIn()
		queued := wti.Queued{Connection: wti.Connection{Call: "871", Device: "T12#3"}}
		d.emit(queued)
		time.Sleep(90 * time.Second)
		d.emit(queued) // into a second queue: it has waited all the while
		time.Sleep(30 * time.Second)
		d.emit(offered)
		if c := d.call(); c.Waited != 2*time.Minute {
			t.Errorf("waited %v, want 2 min", c.Waited)
		}
		d.emit(wti.ConnectionCleared{Connection: own, Own: true})
		d.emit(offered) // the callID is used again
		if c := d.call(); c.Waited != 0 {
			t.Errorf("waited %v, want nothing known", c.Waited)
		}
	})
}

func TestAPendingModeIsTakenBack(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.signIn()
		on := wti.Agent{ID: "2001", Mode: wti.AgentAutoIn, OnCall: true}
		pending := on
		pending.Pending, pending.PendingReason = wti.AgentAux, 2
		d.emit(offered, answered, wti.AgentChanged{Agent: pending})
		d.app.CancelPending()
		synctest.Wait()
		if got := d.client.requests(); got[len(got)-1] != "setAgent autoIn" {
			t.Errorf("requests = %v", got)
		}
		if a := d.agent(); a.Asked != wti.AgentAutoIn || a.Pending != wti.AgentAux {
			t.Errorf("agent = %+v, want it asked and still pending until the switch says so", a)
		}
		d.emit(wti.AgentChanged{Agent: on})
		if a := d.agent(); a.Asked != wti.AgentUnknown || a.Pending != wti.AgentUnknown {
			t.Errorf("agent = %+v", a)
		}
	})
}
