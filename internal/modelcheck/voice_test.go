package modelcheck

import (
	"context"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"offhook/app"
	"offhook/wti"
	"offhook/wti/simulator"
)

// TestVoiceGoesOnWhileControlIsCut talks over real UDP while the control
// connection is cut again and again: neither end may miss a packet, and the
// stream's numbers go on.
func TestVoiceGoesOnWhileControlIsCut(t *testing.T) {
	test.NewTempApp(t)
	server, err := simulator.New(simulator.Options{RegisterDelay: -1})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = server.Close() }()
	var ui sync.Mutex
	settings := app.DefaultSettings()
	settings.InsecureWS = true
	a := app.New(app.Options{Settings: settings, Dispatch: func(f func()) { ui.Lock(); defer ui.Unlock(); f() }})
	ctx, cancel := context.WithCancel(t.Context())
	var run sync.WaitGroup
	run.Go(func() { _ = a.Run(ctx) })
	defer run.Wait()
	defer cancel()
	wait := func(what string, ok func() bool) {
		t.Helper()
		for end := time.Now().Add(15 * time.Second); !ok(); time.Sleep(5 * time.Millisecond) {
			if time.Now().After(end) {
				t.Fatalf("after 15 s still not: %s", what)
			}
		}
	}
	link := func() app.LinkView { v, _ := a.State().Link.Get(); return v }
	a.SignIn(app.SignInForm{
		Server: server.URL(), CTIUser: "demo", CTIPassword: "demo", SwitchName: "CM1", Extension: "4750",
		StationCode: "123456", AgentID: "2001", AgentPassword: "1234", Mode: wti.ThisComputer,
	})
	wait("signed in", func() bool { v, _ := a.State().SignIn.Get(); return v.Phase == app.PhaseSignedIn })
	a.Dial("5550106")
	media := func() app.MediaView { v, _ := a.State().Media.Get(); return v }
	wait("voice both ways", func() bool { return media().PacketsReceived > 10 && server.Station("4750").RTP.Received > 10 })

	// A machine that starves this process for 100 ms lets our sender begin anew on
	// the timeline, cut or not: what counts is a round in which that did not happen.
	const cuts, rounds = 25, 3
	for round := 1; ; round++ {
		before, sent := media(), server.Station("4750").RTP
		for range cuts {
			was := link().Since
			server.DropSockets()
			wait("control is back after the cut", func() bool { return link().Link == wti.LinkConnected && link().Since != was })
		}
		wait("a second of voice since", func() bool { return server.Station("4750").RTP.Received > sent.Received+50 })
		after, rtp := media(), server.Station("4750").RTP
		if rtp.Lost != 0 || rtp.Restarts != 0 || rtp.Reordered != 0 || rtp.Unexpected != 0 {
			t.Errorf("the gateway's view of our voice over %d cuts: %+v", cuts, rtp.PortStats)
		}
		if after.Lost != before.Lost || !after.Active || after.OneWay {
			t.Errorf("our view of the far end's voice: %+v", after)
		}
		leaps := rtp.TimestampErrors - sent.TimestampErrors
		if leaps == 0 || t.Failed() {
			t.Logf("%d cuts during a call: %d packets out and %d in meanwhile, none lost either way (round %d)",
				cuts, rtp.Received-sent.Received, after.PacketsReceived-before.PacketsReceived, round)
			return
		}
		if round == rounds {
			t.Fatalf("our voice left the timeline %d times over %d cuts, %d rounds in a row", leaps, cuts, rounds)
		}
	}
}
