package modelcheck

import (
	"context"
	"os"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"offhook/app"
	"offhook/wti"
	"offhook/wti/simulator"
)

// TestVoiceGoesOnWhileControlIsCut talks over real UDP while the control
// connection is cut again and again: neither end may miss a packet or have to
// make up for one that is late, and the stream's numbers go on.
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
	var path atomic.Pointer[voicePath]
	a := app.New(app.Options{Settings: settings, OpenVoice: openPath(&path), Dispatch: func(f func()) { ui.Lock(); defer ui.Unlock(); f() }})
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

	voice := path.Load()
	const perRound = 5
	cuts, rounds := 2*perRound, 0
	if os.Getenv("OFFHOOK_CUTS") != "" {
		cuts = 300
	}
	began, out, in := time.Now(), 0, uint64(0)
	for clean := 0; clean < cuts; {
		if rounds++; rounds > 100+2*cuts/perRound {
			t.Fatalf("in %d rounds of %d cuts only %d cuts without a gap", rounds-1, perRound, clean)
		}
		before, sent := voice.Stats(), server.Station("4750").RTP
		for range perRound {
			was := link().Since
			server.DropSockets()
			wait("control is back after the cut", func() bool { return link().Link == wti.LinkConnected && link().Since != was })
		}
		wait("voice since", func() bool { return server.Station("4750").RTP.Received > sent.Received+25 })
		after, rtp := voice.Stats(), server.Station("4750").RTP
		if rtp.Lost != 0 || rtp.Restarts != 0 || rtp.Reordered != 0 || rtp.Unexpected != 0 {
			t.Fatalf("the gateway's view of our voice over %d cuts: %+v", perRound, rtp.PortStats)
		}
		if after.Lost != before.Lost || !after.Active || media().OneWay {
			t.Fatalf("our view of the far end's voice: %+v", after)
		}
		out, in = out+rtp.Received-sent.Received, in+after.PacketsReceived-before.PacketsReceived
		// A machine that starves this process for 100 ms makes a gap, cut or not: only
		// the cuts of rounds in which that did not happen count.
		leaps := uint64(rtp.TimestampErrors-sent.TimestampErrors) + after.Restarts - before.Restarts
		late, concealed := after.Late-before.Late, after.ConcealedMs-before.ConcealedMs
		if leaps == 0 && late == 0 && concealed == 0 {
			clean += perRound
		} else {
			t.Logf("round %d: %d leaps of a timeline, %d packets late, %.0f ms concealed", rounds, leaps, late, concealed)
		}
	}
	t.Logf("%d cuts during a call in %v: %d packets out and %d in meanwhile, none lost; in %d cuts no gap at all (%d rounds)",
		rounds*perRound, time.Since(began).Round(time.Second), out, in, cuts, rounds)
}
