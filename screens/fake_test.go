package screens

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/software"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"offhook/app"
	"offhook/resources/lang"
	"offhook/screens/widgets"
	"offhook/wti"
)

// fakePhone records what the agent asked for.
type fakePhone struct {
	rules  bool // there are dial rules
	asked  []string
	form   app.SignInForm
	aux    []app.Reason
	logout []app.Reason
	codes  []app.WorkCode
	found  app.HistoryView // what the next search finds at once; none without a revision
}

func (f *fakePhone) say(format string, a ...any) {
	f.asked = append(f.asked, fmt.Sprintf(format, a...))
}

func (f *fakePhone) SignIn(v app.SignInForm)                 { f.form = v; f.say("signin") }
func (f *fakePhone) CancelSignIn()                           { f.say("cancel") }
func (f *fakePhone) SignOut(reason int)                      { f.say("signout %d", reason) }
func (f *fakePhone) Dial(number string)                      { f.say("dial %s", number) }
func (f *fakePhone) Answer(id wti.CallID)                    { f.say("answer %s", id) }
func (f *fakePhone) HangUp(id wti.CallID)                    { f.say("hangup %s", id) }
func (f *fakePhone) Hold(id wti.CallID)                      { f.say("hold %s", id) }
func (f *fakePhone) Retrieve(id wti.CallID)                  { f.say("retrieve %s", id) }
func (f *fakePhone) SetMuted(on bool)                        { f.say("muted %v", on) }
func (f *fakePhone) SendDigits(id wti.CallID, digits string) { f.say("digits %s %s", id, digits) }
func (f *fakePhone) SetAgent(mode wti.AgentMode, reason int) { f.say("agent %d %d", mode, reason) }
func (f *fakePhone) UnlockKeychain()                         { f.say("unlock keychain") }
func (f *fakePhone) DismissNotice(id int)                    { f.say("dismiss %d", id) }
func (f *fakePhone) AuxReasons() []app.Reason                { return f.aux }
func (f *fakePhone) LogoutReasons() []app.Reason             { return f.logout }
func (f *fakePhone) GiveWorkCode(code string)                { f.say("workcode %s", code) }
func (f *fakePhone) WorkCodes() []app.WorkCode               { return f.codes }

// take returns what was asked since the last time.
func (f *fakePhone) take() []string {
	a := f.asked
	f.asked = nil
	return a
}

// noon is the time in all tests.
var noon = time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)

// desk is the window over a state, with a fake phone and a clock that stands.
type desk struct {
	*Main
	t     *testing.T
	state *app.State
	phone *fakePhone
	clock time.Time
	// revision is of the history and directory shown last.
	revision int
}

func newDesk(t *testing.T, variant fyne.ThemeVariant, w, h float32) *desk {
	t.Helper()
	return newDeskIn(t, lang.English, variant, w, h)
}

// newDeskIn is a desk in a language; the test's own is spoken already.
func newDeskIn(t *testing.T, code string, variant fyne.ThemeVariant, w, h float32) *desk {
	t.Helper()
	if code != pseudo {
		speak(t, code)
	}
	return newDeskHere(t, variant, w, h)
}

// newDeskHere is a desk in the language that is spoken already.
func newDeskHere(t *testing.T, variant fyne.ThemeVariant, w, h float32) *desk {
	t.Helper()
	d := &desk{t: t, state: app.NewState(), clock: noon, phone: &fakePhone{
		aux: []app.Reason{{Code: 1, Name: "Break"}, {Code: 2, Name: "Lunch"}, {Code: 3, Name: "Meeting"}, {Code: 4, Name: "Training"}, {Code: 12, Name: "Outbound campaign"}},
	}}
	f, look := lookingApp(variant)
	d.Main = newMain(keptLook{f}, d.state, d.phone, look, func() time.Time { return d.clock })
	d.announcer.front = true
	d.resize(w, h)
	t.Cleanup(func() {
		for _, w := range slices.Clone(f.Driver().AllWindows()) {
			w.Close()
		}
		tidy()
	})
	return d
}

// lookingApp is the test's app in light or dark. It is the one of the test before
// where that has left it as it was: a new app, and each change of the theme, reads
// the fonts anew, which takes longer and more memory than all else.
func lookingApp(v fyne.ThemeVariant) (fyne.App, fyne.Theme) {
	const most = 30 // desks of one app, which keeps hold of what was in its windows
	o := &oneApp
	if o.desks++; o.app == nil || fyne.CurrentApp() != o.app || o.variant != v || o.app.Settings().Theme() != o.look || o.desks > most {
		o.app, o.look, o.variant, o.desks = test.NewApp(), widgets.NewThemeVariant(v), v, 1
		o.app.Settings().SetTheme(o.look)
	}
	o.app.Clipboard().SetContent("")
	return o.app, o.look
}

var oneApp struct {
	app     fyne.App
	look    fyne.Theme
	variant fyne.ThemeVariant
	desks   int
}

// tidy has Fyne drop what it drew a while ago. On a screen it does so as it draws;
// in tests, only where a picture is taken, and the widgets of all desks stay.
func tidy() { software.NewCanvas().Capture() }

// keptLook is an app that does not set a theme which it has already.
type keptLook struct{ fyne.App }

func (a keptLook) Settings() fyne.Settings { return keptSettings{a.App.Settings()} }

type keptSettings struct{ fyne.Settings }

func (s keptSettings) SetTheme(look fyne.Theme) {
	if s.Theme() != look {
		s.Settings.SetTheme(look)
	}
}

// speak has the texts in a language for one test, whatever the environment says.
func speak(t *testing.T, code string) {
	t.Helper()
	was := lang.Code()
	if err := lang.Use(code); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = lang.Use(was) })
}

func lightDesk(t *testing.T) *desk { return newDesk(t, theme.VariantLight, 1100, 700) }
func smallDesk(t *testing.T) *desk { return newDesk(t, theme.VariantLight, 380, 640) }

func (d *desk) resize(w, h float32) {
	d.window.Resize(fyne.NewSize(w, h))
	d.settle()
}

// settle lays everything out again, as the real driver does between frames.
func (d *desk) settle() {
	for range 2 {
		d.content.Refresh()
		d.content.Layout.Layout(d.content.Objects, d.content.Size())
		for _, o := range d.window.Canvas().Overlays().List() {
			o.Refresh()
		}
	}
}

// element returns a named element.
func (d *desk) element(name string) Element {
	d.t.Helper()
	for _, e := range d.Inspect() {
		if e.Name == name {
			return e
		}
	}
	return Element{}
}

// see fails unless the element is shown with this text.
func (d *desk) see(name, text string) {
	d.t.Helper()
	if e := d.element(name); !e.Visible || e.Text != text {
		d.t.Errorf("%s shows %q (visible %v), want %q", name, e.Text, e.Visible, text)
	}
}

// notSee fails when the element is shown.
func (d *desk) notSee(name string) {
	d.t.Helper()
	if e := d.element(name); e.Visible {
		d.t.Errorf("%s is shown (%q), want it hidden", name, e.Text)
	}
}

// click clicks in the middle of an element.
func (d *desk) click(name string) {
	d.t.Helper()
	e := d.element(name)
	if !e.Visible {
		d.t.Fatalf("%s is not shown, cannot click it", name)
	}
	test.TapCanvas(d.window.Canvas(), fyne.NewPos(float32(e.X)+float32(e.W)/2, float32(e.Y)+float32(e.H)/2))
	d.settle()
}

// key types a key where the keyboard is.
func (d *desk) key(k fyne.KeyName) {
	ev := &fyne.KeyEvent{Name: k}
	if f := d.window.Canvas().Focused(); f != nil {
		f.TypedKey(ev)
	} else {
		d.window.Canvas().OnTypedKey()(ev)
	}
	d.settle()
}

// text types characters where the keyboard is.
func (d *desk) text(s string) {
	for _, r := range s {
		if f := d.window.Canvas().Focused(); f != nil {
			f.TypedRune(r)
		} else {
			d.window.Canvas().OnTypedRune()(r)
		}
	}
	d.settle()
}

// wants fails unless the phone was asked exactly this since the last look.
func (d *desk) wants(asked ...string) {
	d.t.Helper()
	if got := d.phone.take(); fmt.Sprint(got) != fmt.Sprint(asked) {
		d.t.Errorf("the phone was asked %q, want %q", got, asked)
	}
}

// signIn shows the working screen in a mode.
func (d *desk) signIn(a app.AgentView) {
	_ = d.state.Link.Set(app.LinkView{Link: wti.LinkConnected, Server: "aes1.example.com"})
	_ = d.state.Agent.Set(a)
	_ = d.state.SignIn.Set(app.SignInView{Phase: app.PhaseSignedIn})
	_ = d.state.Tick.Set(d.clock)
	d.settle()
}

func (d *desk) setCalls(v ...app.CallView) {
	for i := range v {
		v[i].Shown = d.phone.Pretty(v[i].Remote)
	}
	_ = d.state.Calls.Set(v)
	d.settle()
}

// agentIn is agent 2001 in a mode since some minutes.
func agentIn(m wti.AgentMode) app.AgentView {
	return app.AgentView{Extension: "4750", ID: "2001", Mode: m, Since: noon.Add(-754 * time.Second), ChangedBy: app.ByMe}
}

// ringing is an ACD call that rings.
func ringing() app.CallView {
	return app.CallView{
		ID: "17", Direction: app.Inbound, State: app.CallAlerting, Remote: "+4930901820", Service: "Billing (7000)",
		Collected: "448812", UserData: "order=2026-1187", Since: noon.Add(-4 * time.Second), Started: noon.Add(-4 * time.Second),
		Can: alone(app.CallAlerting),
	}
}

// inState is that call in another state.
func inState(s app.CallState) app.CallView {
	v := ringing()
	v.State, v.Since, v.Can = s, noon.Add(-83*time.Second), alone(s)
	return v
}

func outbound(s app.CallState) app.CallView {
	return app.CallView{ID: "21", Direction: app.Outbound, State: s, Remote: "4751", Since: noon.Add(-12 * time.Second), Started: noon.Add(-12 * time.Second), Can: alone(s)}
}

func voice() app.MediaView {
	return app.MediaView{Active: true, Codec: "g711U", MOS: 4.3, PacketsSent: 4100, PacketsReceived: 4098, Microphone: "Jabra", Speaker: "Jabra"}
}

func completeForm() app.SignInForm {
	return app.SignInForm{
		Server: "wss://aes1.example.com:8443", CTIUser: "demo", CTIPassword: "demo", SwitchName: "CM1",
		Extension: "4750", StationCode: "123456", AgentID: "2001", Mode: wti.ThisComputer, Remember: true,
	}
}

func (f *fakePhone) ChangeSetting(k app.SettingKey, v string) { f.say("set %s=%q", k, v) }
func (f *fakePhone) ResetSetting(k app.SettingKey)            { f.say("reset %s", k) }
func (f *fakePhone) OpenSoundCheck()                          { f.say("open sound") }
func (f *fakePhone) CloseSoundCheck()                         { f.say("close sound") }
func (f *fakePhone) TestTone()                                { f.say("test tone") }
func (f *fakePhone) TestMicrophone()                          { f.say("test microphone") }
func (f *fakePhone) TestRing()                                { f.say("test ring") }
func (f *fakePhone) StopSoundTest()                           { f.say("stop") }
