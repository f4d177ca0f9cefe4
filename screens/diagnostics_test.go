package screens

import (
	"log/slog"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"offhook/app"
	"offhook/wti"
)

// ctrlShift types a key with Ctrl and Shift held.
func (d *desk) ctrlShift(k fyne.KeyName) {
	d.do(d.keys.action("Ctrl+Shift+" + string(k)))
	d.settle()
}

func TestTheBarsOpenTheQuality(t *testing.T) {
	d := lightDesk(t)
	d.signIn(agentIn(wti.AgentAutoIn))
	_ = d.state.Media.Set(voice())
	d.setCalls(inState(app.CallConnected))
	_ = d.state.Quality.Set(heardMinutes(true))
	d.settle()
	d.click("header.bars")
	d.see("quality.overall", "Voice: good")
	d.see("quality.mos", "4.3 · good")
	d.see("quality.loss", "0.0 % · good")
	d.see("quality.delay", "65 ms · good")
	if e := d.element("diag.voice"); !strings.Contains(e.Text, "Voice goes to: 192.0.2.60:2050") || !strings.Contains(e.Text, "Network priority (DSCP): 46") ||
		!strings.Contains(e.Text, "Codec: G.711 µ · 20 ms") || !strings.Contains(e.Text, "Encryption: aescm128-hmac80") {
		t.Errorf("the voice is described as %s", e.Text)
	}
	v := heardMinutes(true)
	v.Revision++
	v.Voice.Speaking, v.Voice.Encryption, v.Voice.DSCP = "notReceived", "", 0
	_ = d.state.Quality.Set(v)
	d.settle()
	d.see("quality.overall", "Voice: poor") // who is not heard has no good voice, though what comes is fine
	v.Seconds = slices.Clone(v.Seconds)
	v.Revision++
	last := &v.Seconds[len(v.Seconds)-1]
	last.MOS, last.Loss, last.JitterMs, last.DelayMs = 2.2, 0.2, 80, 400
	_ = d.state.Quality.Set(v)
	d.settle()
	d.see("quality.overall", "Voice: poor")
	d.see("quality.trouble", "Your voice did not reach the other side")
	d.see("quality.jitter", "80 ms · poor")
	if e := d.element("diag.voice"); !strings.Contains(e.Text, "Encryption: not encrypted") || !strings.Contains(e.Text, "(DSCP): not marked") {
		t.Errorf("the voice is described as %s", e.Text)
	}
	d.key(fyne.KeyF3) // a call does not wait for a sheet to be closed
	d.wants("hangup 17")
	v.Revision++
	v.Voice.Active = false
	_ = d.state.Quality.Set(v)
	d.settle()
	d.see("quality.overall", "The last call: poor")
	d.key(fyne.KeyEscape)
	d.notSee("quality.overall")
	d.wants("no trace")
}

func TestSecondsWithoutVoiceAreGaps(t *testing.T) {
	at := func(s int) app.QualitySecond { return app.QualitySecond{At: noon.Add(time.Duration(s) * time.Second)} }
	got := gaps([]app.QualitySecond{at(0), at(1), at(4), at(5)}, []float64{1, 2, 3, 4})
	if len(got) != 6 || got[0] != 1 || got[1] != 2 || !math.IsNaN(got[2]) || !math.IsNaN(got[3]) || got[4] != 3 || got[5] != 4 {
		t.Errorf("gaps = %v", got)
	}
	if n := len(gaps([]app.QualitySecond{at(0), at(5000)}, []float64{1, 2})); n != app.QualitySeconds {
		t.Errorf("%d slots after a long pause, want %d", n, app.QualitySeconds)
	}
}

func TestTheConnectionsStory(t *testing.T) {
	d := lightDesk(t)
	d.looking(sectionConnection)
	d.see("diag.moment.0", "The link to the switch is back after 52 s")
	d.see("diag.moment.2", "Connected to aes1.example.com again after 1.8 s")
	d.see("diag.moment.3", "The connection to aes1.example.com was lost")
	e := d.element("diag.connection")
	for _, want := range []string{"Server: aes1.example.com", "Session: 4F2A90C1D3B7", "Protocol version: 10.2.0", "Telephone: registered", "Link to the switch: up"} {
		if !strings.Contains(e.Text, want) {
			t.Errorf("the connection is described as %s, want %s in it", e.Text, want)
		}
	}
	v := story()
	v.Revision++
	v.Moments = append(v.Moments, app.Moment{At: noon, Kind: app.MomentLost, Server: "aes1.example.com"})
	_ = d.state.Connection.Set(v)
	d.settle()
	d.see("diag.moment.0", "The connection to aes1.example.com was lost")
}

func TestTheDoctorInTheDiagnostics(t *testing.T) {
	d := lightDesk(t)
	d.looking(sectionConnection)
	d.phone.take()
	d.click("doctor.button")
	d.wants("check up")
	v := examined()
	v.Running, v.Summary, v.Checks = true, "", v.Checks[:2]
	_ = d.state.CheckUp.Set(v)
	d.settle()
	d.see("doctor.button", "Stop")
	d.see("doctor.check.1", "TCP connection: 10.20.0.9:443 accepts connections.")
	d.notSee("doctor.summary")
	d.click("doctor.button")
	d.wants("no check up")
	v = examined()
	v.Revision++
	_ = d.state.CheckUp.Set(v)
	d.settle()
	d.see("doctor.button", "Check the connection")
	d.see("doctor.check.2", "Certificate: The certificate is for aes.example.com, not for aes1.example.com.\n"+
		"Who can change it: who looks after this computer\n"+
		"What to do: Use the server's name as the certificate has it, or have a certificate made that has this name too.\n"+
		"In the log of AES: Nothing: this does not reach AES.")
	d.see("doctor.summary", examined().Summary)
	d.key(fyne.KeyEscape)
	d.showDiagnostics(sectionConnection) // what was found is still there
	d.settle()
	want := "Sound devices: " + examined().Checks[4].Cause + "\nWho can change it: you\nWhat to do: " + examined().Checks[4].Tell
	if got := d.element("doctor.check.4").Text; got != want { // further down
		t.Errorf("the last check shows %q, want %q", got, want)
	}
}

func TestTheTraceByKeyboard(t *testing.T) {
	d := lightDesk(t)
	d.looking(sectionVoice)
	d.phone.take()
	d.key(fyne.KeyRight)
	d.key(fyne.KeyRight)
	d.wants("no trace", `trace "" ""`)
	_ = d.state.Trace.Set(app.TraceView{Revision: 9})
	d.settle()
	d.see("diag.trace.count", "No frames yet. They come with a sign-in.")
	v := frames()
	v.Revision = 10
	_ = d.state.Trace.Set(v)
	d.settle()
	d.see("diag.trace.count", "6 of 214 frames")
	d.see("diag.trace.1", "AnswerCall, Request, call 871, 12:00:00.900")
	if l := d.diagnostics.trace.look(5); l.Word != "Refused" || l.RightSub != "9.0 ms" {
		t.Errorf("a refusal looks like %+v", l)
	}
	d.window.Canvas().Focus(d.diagnostics.trace.roll.search)
	d.key(fyne.KeyDown)
	d.key(fyne.KeyDown)
	if e := d.element("diag.trace.box"); !strings.Contains(e.Text, `"callToBeAnswered": {`) {
		t.Errorf("the chosen frame is shown as %q", e.Text)
	}
	d.text("hold")
	d.wants(`trace "h" ""`, `trace "ho" ""`, `trace "hol" ""`, `trace "hold" ""`)
	d.key(fyne.KeyReturn) // the call's story
	d.wants(`trace "hold" "871"`)
	v.Revision, v.Query, v.Ladder = 11, app.TraceQuery{Search: "hold", Call: "871"}, ladder
	_ = d.state.Trace.Set(v)
	d.settle()
	d.see("diag.trace.box", ladder)
	d.see("diag.trace.story", "All frames")
	d.click("diag.trace.copy")
	if got := fyne.CurrentApp().Clipboard().Content(); got != ladder {
		t.Errorf("copied %q", got)
	}
	d.click("diag.trace.save")
	d.wants("save trace")
	d.click("diag.trace.story")
	d.wants(`trace "hold" ""`)
}

func TestHostileFramesAreShownHarmlessly(t *testing.T) {
	if got := printable("a\u202eb\x1b[0m\nc\td\u0000"); got != "ab[0m\nc\td" {
		t.Errorf("printable gives %q", got)
	}
}

func TestTheLogLevelIsChosen(t *testing.T) {
	d := lightDesk(t)
	d.looking(sectionLog)
	d.phone.take()
	d.see("diag.log.path", "/home/jo/.local/state/offhook/default.log")
	d.see("diag.log.level", "How much is written: Usual")
	d.window.Canvas().Focus(d.diagnostics.log.level)
	d.key(fyne.KeyRight)
	d.wants("log DEBUG")
	_ = d.state.Log.Set(app.LogView{Path: "/x.log", Level: slog.LevelDebug})
	d.settle()
	d.see("diag.log.level", "How much is written: Everything")
	d.wants()
}

func TestDiagnosticsAreReachableFromTheSignInScreen(t *testing.T) {
	d := smallDesk(t)
	_ = d.state.Form.Set(completeForm())
	d.settle()
	d.ctrlShift(fyne.KeyD)
	d.see("diag.sections", "What to look at: Voice")
	_ = d.state.SignIn.Set(app.SignInView{Phase: app.PhaseSigningIn})
	_ = d.state.SignIn.Set(app.SignInView{})
	d.settle()
	d.see("diag.sections", "What to look at: Voice") // a failed sign-in is what one looks at
	d.ctrlShift(fyne.KeyD)
	d.notSee("diag.sections")
	d.window.Canvas().Unfocus()
	d.login.page.Reveal(d.login.diagnose)
	d.settle()
	d.click("login.diagnose")
	d.see("diag.sections", "What to look at: Connection")
}

func TestCopyAllPutsEverythingOnTheClipboard(t *testing.T) {
	d := lightDesk(t)
	d.looking(sectionConnection)
	d.click("diag.copyAll")
	d.see("diag.copyAll", "Copied")
	got := fyne.CurrentApp().Clipboard().Content()
	for _, want := range []string{
		"Offhook diagnostics, 2026-03-04T12:00:00Z", "aes1.example.com", "protocol 10.2.0", "switch link down", "connection reset by peer",
		"192.0.2.17:40000 to 192.0.2.60:2050", "DSCP 46", "MOS 4.3", "level INFO", "-> AnswerCall 871", "REFUSED",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
	if strings.Contains(got, "callToBeAnswered") {
		t.Error("the content of a frame is in it")
	}
}

func TestTheHistoryTellsHowTheVoiceWent(t *testing.T) {
	d := withCalls(lightDesk(t), 6)
	d.notSee("history.quality")
	list := pastCalls(6)
	list[0].Loss, list[0].Quality = 0.006, app.PastQuality{MOSMin: 2.4, JitterMs: 7, JitterMaxMs: 61, DelayMs: 64, DelayMaxMs: 152,
		FarMOS: 4.1, FarLoss: 0.004, Codec: "g711U", Alarms: "72+6:nothingArrives"}
	d.setHistory(app.HistoryView{Total: 6, Calls: list})
	d.key(fyne.KeyDown)
	d.see("history.quality", "Voice good: 4.3, worst 2.4 · loss 0.6 % · jitter 7 ms, at most 61 · delay 64 ms, at most 152 · G.711 µ\n"+
		"You were heard: 4.1, loss 0.4 %\nAt 1:12 for 6 s: No voice came from the other side")
	d.key(fyne.KeyDown) // a missed call has none
	d.notSee("history.quality")
}

func TestAFileForSupportIsSavedFromTheDiagnostics(t *testing.T) {
	d := lightDesk(t)
	d.click("login.diagnose")
	d.phone.take()
	d.click("diag.support")
	d.wants("save support")
	d.see("diag.support", "Support file")
	_ = d.state.Support.Set(app.SupportView{Busy: true})
	d.settle()
	d.see("diag.support", "Being saved…")
	d.click("diag.support")
	d.wants() // one at a time
	_ = d.state.Support.Set(app.SupportView{Path: "/home/kim/offhook-support.zip"})
	d.settle()
	d.see("diag.support", "Saved")
	_ = d.state.Support.Set(app.SupportView{}) // a notice says why
	d.settle()
	d.see("diag.support", "Support file")
}
