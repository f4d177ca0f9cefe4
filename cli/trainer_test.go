package cli

import (
	"context"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"offhook/app"
	"offhook/wti"
	"offhook/wti/simulator"
)

// trainee is an app without a window on a simulated AES, and its trainer.
type trainee struct {
	t      *testing.T
	server *simulator.Server
	app    *app.App
}

func newTrainee(t *testing.T, by func(*simulator.Server) *trainer) *trainee {
	t.Helper()
	test.NewTempApp(t)
	server, err := simulator.New(simulator.Options{RegisterDelay: -1, RTPAddress: netip.MustParseAddr("127.0.0.1")})
	if err != nil {
		t.Fatal(err)
	}
	var ui sync.Mutex
	settings := app.DefaultSettings()
	settings.InsecureWS = true
	a := app.New(app.Options{Settings: settings, Trainer: by(server), Dispatch: func(f func()) { ui.Lock(); defer ui.Unlock(); f() }})
	ctx, cancel := context.WithCancel(t.Context())
	var run sync.WaitGroup
	run.Go(func() { _ = a.Run(ctx) })
	t.Cleanup(func() { cancel(); run.Wait(); _ = server.Close() })
	w := &trainee{t: t, server: server, app: a}
	a.SignIn(app.SignInForm{
		Server: server.URL(), CTIUser: "demo", CTIPassword: "demo", SwitchName: "CM1", Extension: "4750", StationCode: "123456",
		AgentID: "2001", AgentPassword: "1234", Mode: wti.ThisComputer,
	})
	w.until("signed in", func() bool { v, _ := a.State().SignIn.Get(); return v.Phase == app.PhaseSignedIn })
	return w
}

func (w *trainee) until(what string, ok func() bool) {
	w.t.Helper()
	for end := time.Now().Add(20 * time.Second); !ok(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			v, _ := w.app.State().Trainer.Get()
			w.t.Fatalf("%s: not within 20 s; outcomes %+v", what, v.Outcomes)
		}
	}
}

// train gives an order and returns why nothing happened.
func (w *trainee) train(o app.TrainerOrder) string {
	w.t.Helper()
	before, _ := w.app.State().Trainer.Get()
	w.app.Train(o)
	var v app.TrainerView
	w.until("an outcome", func() bool {
		v, _ = w.app.State().Trainer.Get()
		return !v.Busy && v.Revision > before.Revision && len(v.Outcomes) > 0
	})
	return v.Outcomes[0].Err
}

// ok gives an order that must be carried out.
func (w *trainee) ok(o app.TrainerOrder) {
	w.t.Helper()
	if err := w.train(o); err != "" {
		w.t.Fatalf("act %d: %s", o.Act, err)
	}
}

func (w *trainee) calls(states ...app.CallState) func() bool {
	return func() bool {
		v, _ := w.app.State().Calls.Get()
		if len(v) != len(states) {
			return false
		}
		for i, s := range states {
			if v[i].State != s {
				return false
			}
		}
		return true
	}
}

func (w *trainee) mode(m wti.AgentMode) func() bool {
	return func() bool { v, _ := w.app.State().Agent.Get(); return v.Mode == m }
}

func (w *trainee) link(ok func(app.LinkView) bool) func() bool {
	return func() bool { v, _ := w.app.State().Link.Get(); return ok(v) }
}

func TestATrainerHasCallersComeAndGo(t *testing.T) {
	w := newTrainee(t, func(s *simulator.Server) *trainer { return insideTrainer(s.ControlHandler()) })
	if err := w.train(app.TrainerOrder{Act: app.ActAbandon}); err == "" {
		t.Error("nobody is there, and yet somebody hung up")
	}
	ring := app.TrainerOrder{Act: app.ActRing, Caller: "15551234567", Service: "7000"}
	w.ok(ring)
	w.ok(app.TrainerOrder{Act: app.ActAbandon}) // in the queue: the agent is in AUX
	w.until("the caller is gone", func() bool { return len(w.server.Calls()) == 1 && w.server.Calls()[0].State() == simulator.CallEnded })
	w.app.SetAgent(wti.AgentAutoIn, 0)
	w.until("auto-in", w.mode(wti.AgentAutoIn))
	w.ok(ring)
	w.until("it rings", w.calls(app.CallAlerting))
	w.ok(app.TrainerOrder{Act: app.ActNoAnswer})
	w.until("AUX", w.mode(wti.AgentAux))
	w.until("no call", w.calls())
	w.app.SetAgent(wti.AgentAutoIn, 0)
	w.until("it rings again", w.calls(app.CallAlerting))
	w.ok(app.TrainerOrder{Act: app.ActAbandon})
	w.until("no call", w.calls())
	if err := w.train(app.TrainerOrder{Act: app.ActNoAnswer}); !strings.Contains(err, "no call rings") {
		t.Errorf("no call rings, and the outcome is %q", err)
	}
	w.ok(app.TrainerOrder{Act: app.ActForceAux, Reason: 3})
	w.until("AUX 3", func() bool { v, _ := w.app.State().Agent.Get(); return v.Mode == wti.AgentAux && v.Reason == 3 })
}

func TestATrainerHasTheColleagueDoThings(t *testing.T) {
	w := newTrainee(t, func(s *simulator.Server) *trainer { return insideTrainer(s.ControlHandler()) })
	kim := func(act app.Act) app.TrainerOrder { return app.TrainerOrder{Act: act, Colleague: "4753"} }
	w.ok(kim(app.ActColleagueBusy))
	w.app.Dial("4753")
	w.until("busy", w.calls(app.CallFailed))
	calls, _ := w.app.State().Calls.Get()
	w.app.HangUp(calls[0].ID)
	w.until("no call", w.calls())
	w.ok(kim(app.ActColleagueFree))
	w.ok(kim(app.ActColleagueCall))
	w.until("it rings", w.calls(app.CallAlerting))
	w.ok(kim(app.ActColleagueHangup))
	w.until("no call", w.calls())
	if err := w.train(kim(app.ActColleagueAnswer)); err == "" {
		t.Error("the colleague answered though nothing rings there")
	}
}

func TestATrainerBreaksAndMendsTheSystem(t *testing.T) {
	w := newTrainee(t, func(s *simulator.Server) *trainer { return insideTrainer(s.ControlHandler()) })
	kinds := func(kind app.MomentKind) int {
		v, _ := w.app.State().Connection.Get()
		n := 0
		for _, m := range v.Moments {
			if m.Kind == kind {
				n++
			}
		}
		return n
	}
	w.until("connected", func() bool { return kinds(app.MomentConnected) == 1 })
	w.ok(app.TrainerOrder{Act: app.ActCutSocket})
	w.until("recovered", func() bool { return kinds(app.MomentLost) == 1 && kinds(app.MomentConnected) == 2 })
	w.ok(app.TrainerOrder{Act: app.ActExpireSession})
	w.until("recovered again", func() bool { return kinds(app.MomentLost) == 2 && kinds(app.MomentConnected) == 3 })
	w.ok(app.TrainerOrder{Act: app.ActExpireToken})
	w.ok(app.TrainerOrder{Act: app.ActLinkDown})
	w.until("the switch is away", w.link(func(v app.LinkView) bool { return v.Switch == wti.LinkDown }))
	w.ok(app.TrainerOrder{Act: app.ActLinkUp})
	w.until("the switch is back", w.link(func(v app.LinkView) bool { return v.Switch != wti.LinkDown }))
	w.ok(app.TrainerOrder{Act: app.ActImpair, LossPercent: 10, JitterMs: 30})
	w.ok(app.TrainerOrder{Act: app.ActHeal})
	w.ok(app.TrainerOrder{Act: app.ActLicenceAway})
	w.ok(app.TrainerOrder{Act: app.ActLicenceBack})
	w.ok(app.TrainerOrder{Act: app.ActRefuse, Request: "MakeCall", Code: "operation.invalidCalledDevice"})
	w.app.Dial("5550100")
	w.until("refused", func() bool {
		n, _ := w.app.State().Notices.Get()
		for _, v := range n {
			if v.Severity == app.Failure && strings.Contains(v.Details, "invalidCalledDevice") {
				return true
			}
		}
		return false
	})
	w.app.Dial("5550107")
	w.until("the next one is not refused", w.calls(app.CallConnected))
}

func TestATrainerOverTheControlEndpoint(t *testing.T) {
	w := newTrainee(t, func(s *simulator.Server) *trainer {
		address, err := s.ServeControl("127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		by, err := newTrainer("http://" + address + "/")
		if err != nil {
			t.Fatal(err)
		}
		return by
	})
	w.ok(app.TrainerOrder{Act: app.ActRing, Caller: "15551234567", Service: "4750"})
	w.until("it rings", w.calls(app.CallAlerting))
}

func TestATrainerIsOnThisMachineOnly(t *testing.T) {
	for _, address := range []string{"", "127.0.0.1:8081", "https://127.0.0.1:8081", "http://192.0.2.1:8081", "http://example.com", "http://"} {
		if _, err := newTrainer(address); err == nil {
			t.Errorf("%q is taken", address)
		}
	}
	if _, err := newTrainer("http://localhost:8081"); err != nil {
		t.Error(err)
	}
}
