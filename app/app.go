package app

import (
	"context"
	"crypto/x509"
	"io"
	"log/slog"
	"net/netip"
	"sync"
	"time"

	"fyne.io/fyne/v2"

	"offhook/app/desktop"
	"offhook/app/dialrules"
	"offhook/app/headset"
	"offhook/app/hooks"
	"offhook/app/hotkeys"
	"offhook/app/pop"
	"offhook/media/device"
	"offhook/wti"
)

// Client is what App needs of the WTI client; *wti.Client is one.
type Client interface {
	FeatureClient
	Events() <-chan wti.Event
	SignIn(ctx context.Context) error
	SignOut(ctx context.Context, reason int) error
	Leave(ctx context.Context) error
	Close() error
	Device() string
	MakeCall(ctx context.Context, number string, o wti.CallOptions) (wti.Connection, error)
	Answer(ctx context.Context, c wti.Connection) error
	Clear(ctx context.Context, c wti.Connection) error
	Hold(ctx context.Context, c wti.Connection) error
	Retrieve(ctx context.Context, c wti.Connection) error
	Deflect(ctx context.Context, c wti.Connection, to string) error
	SendDigits(ctx context.Context, c wti.Connection, digits string) error
	Alternate(ctx context.Context, held, active wti.Connection) error
	Reconnect(ctx context.Context, active, held wti.Connection) error
	Consult(ctx context.Context, existing wti.Connection, number string, o wti.ConsultOptions) (wti.Connection, error)
	Transfer(ctx context.Context, held, active wti.Connection) error
	SingleStepTransfer(ctx context.Context, active wti.Connection, number, userData string) error
	Conference(ctx context.Context, held, active wti.Connection) (wti.Connection, error)
	SingleStepConference(ctx context.Context, active wti.Connection, number string, o wti.JoinOptions) (wti.Connection, error)
	DirectedPickup(ctx context.Context, alerting wti.Connection) (wti.Connection, error)
	ClearCall(ctx context.Context, c wti.Connection) error
	SnapshotCall(ctx context.Context, c wti.Connection) ([]wti.CallParty, error)
	SnapshotDevice(ctx context.Context, device string) ([]wti.CallSnapshot, error)
	SetAgent(ctx context.Context, mode wti.AgentMode, reason int) error
	EnterWorkCode(ctx context.Context, code string) error
	Refresh(ctx context.Context) error
	Trace() *wti.Trace
}

// SecretStore keeps secrets between runs; [Keychain] is the only real one.
type SecretStore interface {
	Ready(ctx context.Context) error
	Get(ctx context.Context, kind SecretKind, owner, where string) (wti.Secret, error)
	Set(ctx context.Context, kind SecretKind, owner, where string, s wti.Secret) error
	Delete(ctx context.Context, kind SecretKind, owner, where string) error
	Unlock(ctx context.Context) error
}

// Secrets given for this run only; they are never stored.
type Secrets struct {
	CTIPassword   wti.Secret
	StationCode   wti.Secret
	AgentPassword wti.Secret
}

// Options configure an App.
type Options struct {
	// Version is the program's, for what is sent to support.
	Version string
	// Settings are in force; SettingsPath is where what the agent changes at
	// sign-in is saved, empty to save nothing. SettingsErr says that the file
	// could not be read: it is shown, and the file is left alone.
	Settings     Settings
	SettingsPath string
	SettingsErr  error
	// Layers say where the settings come from, and which of them only the
	// administrator changes. Nil: all are built in or the user's.
	Layers  *Layers
	Secrets Secrets
	// SignIn signs in at once when nothing is missing.
	SignIn bool
	// Link is a tel: or callto: link to offer once signed in, empty for none.
	Link string
	// HistoryPath is the call history's database, empty to keep none.
	HistoryPath string
	// DirectoryPath is the directory's database, empty for none.
	DirectoryPath string
	// WindowsPath is where the places of windows are kept, empty to keep none.
	WindowsPath string
	// ExportDir is where exports go; empty for the user's downloads.
	ExportDir string
	// RootCAs is used instead of the system's certificate pool when not nil.
	RootCAs *x509.CertPool

	// NewClient makes a client for one sign-in; nil means wti.New.
	NewClient func(wti.Options) (Client, error)
	// OpenVoice opens the voice path at a local address; nil means RTP and the
	// sound devices.
	OpenVoice func(local netip.Addr, s VoiceSettings, log *slog.Logger) (Voice, error)
	// OpenSound opens the sound devices to be tried, and ListDevices lists them; nil
	// means the real ones.
	OpenSound   func(VoiceSettings, *slog.Logger) (SoundBench, error)
	ListDevices func() ([]device.Info, error)

	// OpenPage shows a web page in the browser; nil means the desktop's. It may
	// block.
	OpenPage func(ctx context.Context, url string) error

	Ringer Ringer // nil rings nothing
	// Notify shows a message of the desktop; nil means Fyne's. It may block.
	Notify func(title, text string)
	// Desktop starts what the rest of the desktop notices of calls, and has h told
	// what it hears. Nil: nothing.
	Desktop func(h desktop.Heard) Surroundings
	// Autostart has the desktop start the program at login, by the setting; fresh
	// says that somebody has just chosen it. It may block. Nil: this run cannot.
	Autostart func(how Autostart, fresh bool) error
	// Hotkeys starts holding keys of the whole desktop, and has h told of them. Nil:
	// there are none.
	Hotkeys func(h hotkeys.Heard) DesktopKeys
	// Headsets starts using the buttons and lamps of headsets, and has h told of them.
	// Nil: there are none.
	Headsets func(h headset.Heard) HeadsetButtons
	Secure   SecretStore // nil keeps secrets in memory only

	// Dispatch runs a function where bindings may be written; nil means fyne.Do.
	Dispatch func(func())
	// PaintCost is the processor's time that a picture of the window takes of late;
	// nil means that it takes none. It is called often.
	PaintCost func() time.Duration
	Logger    *slog.Logger // nil discards
	Log       LogControl   // nil: nothing is told of the log
	// Trainer lets things happen in a simulated system; nil when there is none.
	Trainer Trainer
	Trace   io.Writer // receives the redacted protocol trace
	Now     func() time.Time
}

// App is the softphone without its windows. Make one with New, then Run it.
type App struct {
	opts   Options
	state  *State
	log    *slog.Logger
	plan   *dialrules.Plan
	pages  *pop.Pages
	hooks  *hooks.Runner // nil before Run
	around Surroundings  // nil for none, and before Run

	commands chan func() // run by the loop
	done     chan struct{}
	wg       sync.WaitGroup

	// Owned by the loop.
	model     model
	client    Client
	trace     *wti.Trace // of the last sign-in, nil before the first
	voice     Voice
	form      SignInForm
	ahead     *askedAhead        // nil without Prepare
	cancel    context.CancelFunc // of the sign-in under way
	ctx       context.Context    // of Run, for work that the loop starts
	published published
	waiters   []waiter
	followers map[*follower]bool
	rings     Tone
	offer     offer
	past      past
	book      book
	choices   choices
	check     soundCheck
	tracing   tracing
	checkUp   checkUpWork
	support   SupportView
	training  TrainerView
	places    places
	icon      trayKeeper
	held      hotkeyKeeper
	headsets  headsetKeeper
	news      int // of the network, within checkEvery
	setups    setups
	logged    []*call // that the log has begun to tell of
	voiceCall voiceCall
	voiced    voiced // what the log last said of a stream
}

// New returns an App that is signed out. A Fyne app must exist.
func New(o Options) *App {
	if o.NewClient == nil {
		o.NewClient = func(o wti.Options) (Client, error) { return wti.New(o) }
	}
	if o.OpenVoice == nil {
		o.OpenVoice = openVoice
	}
	if o.OpenSound == nil {
		o.OpenSound = openBench
	}
	if o.ListDevices == nil {
		o.ListDevices = device.List
	}
	if o.OpenPage == nil {
		o.OpenPage = openPage
	}
	if o.Dispatch == nil {
		o.Dispatch = fyne.Do
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	useLanguage(o.Settings.Language, o.Logger)
	a := &App{
		opts:      o,
		state:     NewState(),
		log:       o.Logger.With("pkg", "app"),
		commands:  make(chan func(), 64),
		done:      make(chan struct{}),
		followers: map[*follower]bool{},
	}
	var err error
	if a.plan, err = planOf(o.Settings.Dial); err != nil {
		a.log.Warn("dial rules are not used", "err", err)
	}
	if a.pages, err = pagesOf(o.Settings.Pop); err != nil {
		a.log.Warn("no pages open with calls", "err", err)
	}
	a.model = model{now: o.Now, text: translated{}, settings: o.Settings}
	a.model.agent = AgentView{
		Extension: o.Settings.Extension, ID: o.Settings.Agent,
		Mode: wti.AgentLoggedOut, Since: o.Now(),
	}
	a.model.link = LinkView{Since: o.Now()}
	a.model.forgetPhone()
	a.form = initialForm(o)
	a.choices.rows = settingRows()
	a.choices.view = SettingsView{
		Temporary: o.SettingsPath == "", Path: o.SettingsPath, HistoryPath: o.HistoryPath, DirectoryPath: o.DirectoryPath,
	}
	a.showSettings()
	return a
}

// State is what the screens show.
func (a *App) State() *State { return a.state }

// Run owns the model until ctx ends; then it leaves the server, which takes two seconds
// at most ([wti.Client.Leave]) and ends the calls on this phone, releases everything and
// returns.
func (a *App) Run(ctx context.Context) error {
	work, stop := context.WithCancel(context.WithoutCancel(ctx))
	a.ctx = work
	second := time.NewTicker(time.Second)
	defer second.Stop()
	a.published.tickedAt = a.opts.Now()
	meter := time.NewTicker(levelPeriod)
	defer meter.Stop()

	a.hooks = hooks.New(a.opts.Settings.Hooks, a.opts.Logger, a.hookFailed)
	if a.opts.Desktop != nil {
		a.around = a.opts.Desktop(desktop.Heard{Chosen: a.chosen, Picked: a.picked, Tray: a.trayThere, Network: a.netNews})
	} else {
		a.icon.view.Known = true // there is none
	}
	a.startHotkeys()
	a.startHeadsets()
	a.start()
	a.publish()
	for {
		var events <-chan wti.Event
		if a.client != nil {
			events = a.client.Events()
		}
		var levels <-chan time.Time
		if a.model.media != nil || a.check.wanted {
			levels = meter.C
		}
		if ctx.Err() == nil && a.first(events) {
			a.publish()
			continue
		}
		select {
		case <-ctx.Done():
			a.finish(stop)
			return context.Cause(ctx)
		case f := <-a.commands:
			f()
		case ev := <-events:
			a.perform(a.model.apply(ev))
		case <-levels:
			a.publishLevelsBetween()
			a.publishCheck()
			continue
		case <-second.C:
			a.model.settle()
			a.eachSecond()
			a.followCheck()
			a.publishTick()
			a.publishLevels(0) // in the same picture
		}
		a.publish()
	}
}

// first does one thing that waits: what was asked for goes before what has
// happened, and both before the clock, where a select would draw. It reports false
// when nothing waits.
func (a *App) first(events <-chan wti.Event) bool {
	select {
	case f := <-a.commands:
		f()
		return true
	default:
	}
	select {
	case ev := <-events:
		a.perform(a.model.apply(ev))
		return true
	default:
		return false
	}
}

// start shows what is known and reads the saved secrets.
func (a *App) start() {
	if err := a.opts.SettingsErr; err != nil {
		a.model.notify(settingsNotice(err))
	}
	a.sayPolicy()
	a.openHistory()
	a.openDirectory()
	a.recallWindows()
	a.keepAutostart(false)
	a.showForm()
	if a.opts.Link != "" {
		if err := a.offerNumber(a.opts.Link, FromLink); err != nil {
			a.model.notify(dialNotice(shortened(a.opts.Link), err))
		}
	}
	a.askSecrets()
}

// finish leaves the server, then stops all that runs.
func (a *App) finish(stop context.CancelFunc) {
	close(a.done)
	if c := a.client; c != nil {
		ended := make(chan struct{})
		go func() { // the client waits for whoever reads its events
			for {
				select {
				case <-c.Events():
				case <-ended:
					return
				}
			}
		}()
		if err := c.Leave(a.ctx); err != nil {
			a.log.Warn("signing out at the end", "err", err)
		}
		_ = c.Close()
		close(ended)
	}
	a.model.endAll()
	a.writeCalls()
	a.tellCalls()
	stop()
	a.ring(ToneNone)
	a.endCheck()
	if a.voice != nil {
		if err := a.voice.Close(); err != nil {
			a.log.Warn("closing the voice path", "err", err)
		}
	}
	a.hooks.Close()
	if a.held.keys != nil {
		a.held.keys.Close()
	}
	if a.headsets.buttons != nil {
		a.headsets.buttons.Close()
	}
	if a.around != nil {
		a.around.Close()
	}
	a.wg.Wait()
	a.closeWindows()
	a.closeHistory()
	a.closeDirectory()
}

// post has the loop run f. It reports false when the loop has ended.
func (a *App) post(f func()) bool {
	select {
	case a.commands <- f:
		return true
	case <-a.done:
		return false
	}
}

// work runs f on a goroutine of its own and what f returns on the loop. Only
// the loop calls it.
func (a *App) work(f func(ctx context.Context) func()) {
	ctx := a.ctx
	a.wg.Go(func() {
		if then := f(ctx); then != nil {
			a.post(then)
		}
	})
}

// perform carries out what an event asks for, and rings or stops ringing.
func (a *App) perform(effects []effect) {
	a.followVoiceCall()
	for _, e := range effects {
		switch e {
		case startMedia:
			a.startMedia()
		case stopMedia:
			if a.voice != nil {
				a.voice.Stop()
			}
		case refresh:
			a.refresh()
		case soundZip:
			a.signal(SignalZip)
		case soundBusy, soundError:
			if a.voice != nil { // else the other phone or the desk phone has the tone
				a.signal(SignalBusy + Signal(e-soundBusy))
			}
		}
	}
	a.afterCalls()
}

// afterCalls brings ringing, mute and sound devices in line with the calls.
func (a *App) afterCalls() {
	a.sendAfterwards()
	a.ring(a.model.tone())
	busy := len(a.model.calls) > 0 || a.model.media != nil
	if a.voice != nil {
		a.voice.NeedDevices(busy)
	}
	if !busy && a.model.muted {
		a.setMuted(false)
	}
	a.followCheck()
}

func (a *App) refresh() {
	c := a.client
	if c == nil {
		return
	}
	a.work(func(ctx context.Context) func() {
		ctx, cancel := context.WithTimeout(ctx, requestLimit)
		defer cancel()
		if err := c.Refresh(ctx); err != nil {
			a.log.Info("refresh", "err", err)
		}
		return nil
	})
}
