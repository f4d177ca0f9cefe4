package screens

import (
	"errors"
	"log/slog"
	"math"
	"time"

	"fyne.io/fyne/v2"

	"offhook/app"
	"offhook/app/doctor"
	"offhook/wti"
)

// heardMinutes are two minutes of voice with a bad stretch in the middle and a
// gap of hold before it.
func heardMinutes(active bool) app.QualityView {
	v := app.QualityView{Revision: 7}
	for i := range app.QualitySeconds {
		s := app.QualitySecond{
			At: noon.Add(time.Duration(i-app.QualitySeconds+1) * time.Second), MOS: 4.3 - 0.05*math.Sin(float64(i)/4),
			JitterMs: 6 + 3*math.Sin(float64(i)/3), DelayMs: 62 + 4*math.Cos(float64(i)/9),
			Far: i > 8, FarLoss: 0.004, FarJitterMs: 14 + 2*math.Sin(float64(i)/5), FarMOS: 4.1,
		}
		if d := float64(i-70) / 6; d > -4 && d < 4 {
			dip := math.Exp(-d * d / 2)
			s.MOS, s.Loss, s.JitterMs, s.DelayMs = s.MOS-1.9*dip, 0.12*dip, s.JitterMs+55*dip, s.DelayMs+90*dip
		}
		if i < 20 || i > 34 {
			v.Seconds = append(v.Seconds, s)
		}
	}
	v.Voice = app.VoiceDetail{
		Active: active, Codec: "g711U", PacketMs: 20, Local: "192.0.2.17:40000", Far: "192.0.2.60:2050", FarRTCP: "192.0.2.60:2051",
		Encryption: "aescm128-hmac80", DSCP: 46, Microphone: "Jabra Evolve2 65 Mono", Speaker: "Jabra Evolve2 65 Mono",
		Sent: 5998, Received: 5941, Lost: 57, Late: 12, Duplicate: 1, Discarded: 2, ConcealedMs: 1180, BufferMs: 41, TargetMs: 38, RoundTripMs: 38,
	}
	return v
}

// story is what happened to the connection on a bad morning.
func story() app.ConnectionView {
	at := func(minutes int) time.Time { return noon.Add(time.Duration(minutes) * time.Minute) }
	return app.ConnectionView{Revision: 3,
		Session: wti.SessionInfo{Server: "wss://aes1.example.com:8443/api/wti/session", ID: "4F2A90C1D3B7", Version: "10.2.0", Timeout: 3 * time.Minute,
			Device: "4750:CM1:10.0.0.5:0", Monitor: "17", Registered: true, Watched: 4},
		Moments: []app.Moment{
			{At: at(-190), Kind: app.MomentConnected, Server: "aes1.example.com"},
			{At: at(-64), Kind: app.MomentLost, Server: "aes1.example.com", Details: errors.New("read tcp 192.0.2.17:51712: connection reset by peer").Error()},
			{At: at(-64).Add(1800 * time.Millisecond), Kind: app.MomentConnected, Server: "aes1.example.com", After: 1800 * time.Millisecond},
			{At: at(-31), Kind: app.MomentSwitchDown, Server: "CM1"},
			{At: at(-30), Kind: app.MomentSwitchUp, Server: "CM1", After: 52 * time.Second},
		}}
}

// frames are a call's first frames.
func frames() app.TraceView {
	at := func(ms int) time.Time {
		return time.Date(2026, 3, 4, 12, 0, 0, 0, time.Local).Add(time.Duration(ms) * time.Millisecond)
	}
	return app.TraceView{Revision: 2, Total: 214, Calls: []app.TraceCall{{ID: "00001008711428242051", Began: at(0), Frames: 4}},
		Lines: []app.TraceLine{
			{At: at(0), Event: true, Name: "DeliveredEvent", Call: "871", Frame: `{"connection":{"callID":"871"},"callingDevice":"15551234567"}`},
			{At: at(900), Out: true, Name: "AnswerCall", Call: "871", Frame: `{"callToBeAnswered":{"callID":"871"}}`},
			{At: at(912), Name: "AnswerCallResponse", Call: "871", Took: 12300 * time.Microsecond, Frame: `{}`},
			{At: at(930), Event: true, Name: "EstablishedEvent", Call: "871", Frame: `{"establishedConnection":{"callID":"871"}}`},
			{At: at(4000), Out: true, Name: "HoldCall", Call: "871", Frame: `{"callToBeHeld":{"callID":"871"}}`},
			{At: at(4009), Refused: true, Name: "HoldCallResponse", Call: "871", Took: 9 * time.Millisecond, Frame: `{"errorCode":{"operation":"generic"}}`},
		}}
}

const ladder = `call 871, UCID 00001008711428242051, 2026-03-04, 4 frames in 930ms
time          client                                       AES
12:00:00.000  |<----------- DeliveredEvent ----------------|  callID=871 15551234567
12:00:00.900  |------------ AnswerCall ------------------->|  callID=871
12:00:00.912  |<----------- AnswerCallResponse ------------|  ok in 12.3ms
12:00:00.930  |<----------- EstablishedEvent --------------|  callID=871
`

// examined is what the doctor says of a desk where the certificate has another
// name and the microphone is mute.
func examined() app.CheckUpView {
	return app.CheckUpView{Revision: 4, Summary: "Failed: 1. Begin with the first one; what follows it may be its consequence.", Checks: []doctor.Check{
		{Step: doctor.StepName, Verdict: doctor.OK, Cause: "aes1.example.com is 10.20.0.9."},
		{Step: doctor.StepTCP, Verdict: doctor.OK, Cause: "10.20.0.9:443 accepts connections.", Took: 4},
		{Step: doctor.StepTLS, Verdict: doctor.Failed, Who: doctor.Desk, Cause: "The certificate is for aes.example.com, not for aes1.example.com.",
			Tell: "Use the server's name as the certificate has it, or have a certificate made that has this name too.", Log: "Nothing: this does not reach AES."},
		{Step: doctor.StepWebSocket, Verdict: doctor.Skipped, Cause: "Not looked at, because of what is wrong above."},
		{Step: doctor.StepAudio, Verdict: doctor.Warning, Who: doctor.You, Cause: "The microphone Jabra Evolve2 65 Mono gives no sound at all, not even noise.",
			Tell: "Look at the mute switch of the headset, and which microphone is chosen."},
	}}
}

// looking opens the diagnostics with a call up.
func (d *desk) looking(at section) {
	a := agentIn(wti.AgentManualIn)
	a.OnCall = true
	d.signIn(a)
	_ = d.state.Link.Set(app.LinkView{Link: wti.LinkConnected, Server: "aes1.example.com", Since: noon.Add(-64 * time.Minute), Switch: wti.LinkUp, System: "normal"})
	_ = d.state.Media.Set(voice())
	d.setCalls(inState(app.CallConnected))
	_ = d.state.Quality.Set(heardMinutes(true))
	_ = d.state.Connection.Set(story())
	_ = d.state.Trace.Set(frames())
	_ = d.state.Log.Set(app.LogView{Path: "/home/jo/.local/state/offhook/default.log", Level: slog.LevelInfo})
	d.showDiagnostics(at)
	d.settle()
}

func init() {
	scenes = append(scenes, []struct {
		name string
		show func(*desk)
	}{
		{"diagnostics-voice", func(d *desk) { d.looking(sectionVoice); d.window.Canvas().Unfocus() }},
		{"diagnostics-quiet", func(d *desk) {
			d.signIn(agentIn(wti.AgentAux))
			d.showDiagnostics(sectionVoice)
		}},
		{"diagnostics-alarm", func(d *desk) {
			d.looking(sectionVoice)
			v := heardMinutes(true)
			v.Revision++
			v.Voice.Hearing = "nothingArrives"
			v.Seconds[len(v.Seconds)-1].MOS, v.Seconds[len(v.Seconds)-1].Loss = 1.6, 0.4
			_ = d.state.Quality.Set(v)
		}},
		{"diagnostics-connection", func(d *desk) { d.looking(sectionConnection) }},
		{"diagnostics-trace", func(d *desk) {
			d.looking(sectionTrace)
			d.diagnostics.trace.update(frames())
			d.diagnostics.trace.roll.choose(1, false)
		}},
		{"diagnostics-story", func(d *desk) {
			d.looking(sectionTrace)
			d.diagnostics.trace.update(frames())
			d.diagnostics.trace.roll.choose(1, false)
			d.click("diag.trace.story")
			v := frames()
			v.Query, v.Ladder = app.TraceQuery{Call: "871"}, ladder
			d.diagnostics.trace.update(v)
		}},
		{"diagnostics-doctor", func(d *desk) {
			d.looking(sectionConnection)
			_ = d.state.CheckUp.Set(examined())
		}},
		{"diagnostics-log", func(d *desk) { d.looking(sectionLog) }},
		{"diagnostics-login", func(d *desk) {
			_ = d.state.Form.Set(completeForm())
			_ = d.state.Connection.Set(app.ConnectionView{Revision: 1, Moments: story().Moments[:2]})
			d.click("login.diagnose")
		}},
		{"history-quality", func(d *desk) {
			d.signIn(agentIn(wti.AgentAux))
			list := pastCalls(20)
			list[0].Loss, list[0].Quality = 0.006, app.PastQuality{MOSMin: 2.4, JitterMs: 7, JitterMaxMs: 61, DelayMs: 64, DelayMaxMs: 152,
				FarMOS: 4.1, FarLoss: 0.004, Codec: "g711U", Alarms: "72+6:nothingArrives"}
			d.setHistory(app.HistoryView{Total: 20, Calls: list})
			d.goTab(tabHistory)
			d.window.Canvas().Unfocus()
			d.key(fyne.KeyDown)
		}},
	}...)
}
