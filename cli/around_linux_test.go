package cli

import (
	"log/slog"
	"testing"
	"time"

	"offhook/app"
	"offhook/app/control"
	"offhook/internal/testdesk"
	"offhook/wti/simulator"
)

// withNotifier signs in on a desktop whose messages have buttons.
func withNotifier(t *testing.T) (*office, *testdesk.Notifier) {
	t.Helper()
	d := testdesk.InTest(t, testdesk.Options{NoDisplay: true, NoSound: true, Keyring: testdesk.KeyringAbsent})
	n, err := testdesk.StartNotifier("unix:path="+d.Path("run", "bus"), "actions", "body", "body-markup")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = n.Close() })
	f := newOffice(t, simulator.Options{}, func(o *app.Options) { o.Desktop = aroundUs(slog.New(slog.DiscardHandler), "", nil) })
	f.offhook(exitOK, "state", "ready")
	f.until("ready", func(s control.Status) bool { return s.Agent.State == "autoIn" })
	return f, n
}

// message waits for the only message.
func message(t *testing.T, n *testdesk.Notifier) (id uint32, m testdesk.Message) {
	t.Helper()
	for end := time.Now().Add(3 * soon); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if shown := n.Shown(); len(shown) == 1 {
			for id, m = range shown {
				return id, m
			}
		}
	}
	t.Fatalf("the desktop shows %v", n.Shown())
	return 0, m
}

// noMessage waits until there is none.
func noMessage(t *testing.T, n *testdesk.Notifier) {
	t.Helper()
	for end := time.Now().Add(3 * soon); len(n.Shown()) > 0; time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("the desktop shows %v", n.Shown())
		}
	}
}

func (f *office) ring() *simulator.Call {
	f.t.Helper()
	call, err := f.server.Call(simulator.Caller{Number: "15551234567", VDN: "7000", FarEnd: simulator.Silence()})
	if err != nil {
		f.t.Fatal(err)
	}
	f.until("it rings", oneCall("alerting"))
	return call
}

func oneCall(state string) func(control.Status) bool {
	return func(s control.Status) bool { return len(s.Calls) == 1 && s.Calls[0].State == state }
}

func press(t *testing.T, n *testdesk.Notifier, id uint32, key string) {
	t.Helper()
	if err := n.Press(id, key); err != nil {
		t.Fatal(err)
	}
}

// TestACallIsAnsweredInTheDesktopsMessage answers in the message, and goes on with
// the same call where it is otherwise shown.
func TestACallIsAnsweredInTheDesktopsMessage(t *testing.T) {
	f, n := withNotifier(t)
	f.ring()
	id, m := message(t, n)
	if m.Title != "Incoming call" || len(m.Buttons) != 4 {
		t.Errorf("the message is %+v", m)
	}
	press(t, n, id, "answer")
	f.until("answered", oneCall("connected"))
	f.offhook(exitOK, "hold")
	f.until("held", oneCall("held"))
	f.offhook(exitOK, "retrieve")
	f.until("taken back", oneCall("connected"))
	press(t, n, id, "decline") // too late: that was the message of a call that rang
	f.offhook(exitOK, "mute", "on")
	f.until("still up", oneCall("connected"))
	f.offhook(exitOK, "hangup")
	f.until("over", noCalls)
	noMessage(t, n)
}

// TestACallIsDeclinedInTheDesktopsMessage declines one that the switch lets ring on:
// it does so without a sound, and without another message.
func TestACallIsDeclinedInTheDesktopsMessage(t *testing.T) {
	f, n := withNotifier(t)
	call := f.ring()
	id, _ := message(t, n)
	press(t, n, id, "decline")
	for end := time.Now().Add(3 * soon); ; time.Sleep(5 * time.Millisecond) {
		if v, _ := f.app.State().Calls.Get(); len(v) == 1 && v[0].Silenced {
			break
		}
		if time.Now().After(end) {
			t.Fatalf("the call was not declined: %+v", f.status())
		}
	}
	call.Hangup()
	f.until("given up", noCalls)
	noMessage(t, n)
	if calls := f.untilKept(1); calls[0].Result != "redirected" {
		t.Errorf("the history has %+v", calls)
	}
}

func TestTheDesktopsMessageGoesWithTheCall(t *testing.T) {
	f, n := withNotifier(t)
	call := f.ring()
	gone, _ := message(t, n)
	call.Hangup() // the caller gives up
	f.until("given up", noCalls)
	noMessage(t, n)
	f.ring()
	id, _ := message(t, n)
	press(t, n, gone, "answer") // that one is over
	f.offhook(exitOK, "answer") // elsewhere: here, on the command line
	f.until("answered", oneCall("connected"))
	noMessage(t, n)
	press(t, n, id, "decline")
	f.offhook(exitOK, "hangup")
	f.until("over", noCalls)
}
