package cli

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"log/slog"
	"os"
	"os/signal"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"

	"offhook/app"
	"offhook/app/control"
	"offhook/app/desktop"
	"offhook/app/hotkeys"
	"offhook/resources/lang"
	"offhook/screens"
	"offhook/screens/native"
	"offhook/wti"
)

// programID names the program to the desktop.
const programID = "org.offhook.Offhook"

// runCommand starts the softphone. Flags hold for this run; what the agent
// changes at sign-in is saved in the settings file.
type runCommand struct {
	Link string `arg:"" optional:"" help:"A tel: or callto: link, whose number is shown once signed in."`
	connectFlags
	Agent     string `help:"The agent's login ID." placeholder:"ID"`
	Trainer   string `help:"Show the trainer's panel for a simulated AES whose control endpoint is here: http://127.0.0.1:8081." placeholder:"URL"`
	Minimised bool   `help:"Start without the window: behind the icon beside the clock, or minimised where there is none."`
	SignIn    bool   `help:"Sign in at once. With something missing the form asks for it." name:"sign-in"`
	textFlags
	logFlags
}

// connectFlags say where to connect and as whom, in place of the settings.
type connectFlags struct {
	Server     []string `help:"AES server: wss://host/api/wti/session, or just the host. Repeat for a list." placeholder:"URL" sep:"none"`
	InsecureWS bool     `help:"Permit ws:// addresses, which are not encrypted." name:"insecure-ws"`
	CAFile     string   `help:"PEM file with the CA that signed the server's certificate." name:"ca-file" type:"existingfile" placeholder:"FILE"`
	SwitchName string   `help:"Name of the switch connection, as AES has it." name:"switch-name" placeholder:"NAME"`
	Extension  string   `help:"The station's extension." placeholder:"NUMBER"`
	CTIUser    string   `help:"The CTI user." name:"cti-user" placeholder:"NAME"`
}

// logFlags say what is written down.
type logFlags struct {
	LogLevel slog.Level `help:"Least severe log messages to keep: debug, info, warn, error." default:"info" placeholder:"LEVEL"`
	Trace    string     `help:"Write the protocol trace, secrets masked, to this file." type:"path" placeholder:"FILE"`
}

func (c *runCommand) Run(e *environment) error {
	if desktop.IsLink(c.Link) {
		if done, err := e.forwardPress(c.Link); done {
			return err
		}
		c.Link = "" // nobody here has shown that message
	}
	if err := checkLink(c.Link); err != nil {
		return err
	}
	if c.Link != "" {
		if done, err := e.forwardLink(c.Link); done {
			return err
		}
	}
	flags := c.flags()
	if c.Agent != "" {
		flags["agent"] = c.Agent
	}
	if c.logFlags.Trace != "" {
		flags["trace_file"] = c.logFlags.Trace
	}
	layers, err := e.settings(flags)
	if err != nil {
		return err
	}
	settings := layers.Settings
	c.logFlags.Trace = settings.TraceFile
	roots, err := loadRoots(settings.CAFile)
	if err != nil {
		return err
	}
	o := app.Options{
		HistoryPath: app.HistoryPath(e.globals.Profile), DirectoryPath: app.DirectoryPath(e.globals.Profile),
		WindowsPath: app.WindowsPath(e.globals.Profile),
		Settings:    settings, SettingsPath: e.settingsPath(), SettingsErr: layers.UserErr, Layers: layers,
		Secrets: secretsFromEnvironment(), SignIn: c.SignIn, Link: c.Link, RootCAs: roots, Secure: app.Keychain{},
	}
	o.Autostart = e.autostart
	if c.Trainer != "" {
		if o.Trainer, err = newTrainer(c.Trainer); err != nil {
			return exitError{exitUsage, err.Error()}
		}
	}
	return e.start(o, c.logFlags, look{c.Minimised, c.Text})
}

// settingsPath is the settings file in use.
func (e *environment) settingsPath() string {
	if e.globals.Config != "" {
		return e.globals.Config
	}
	return app.SettingsPath(e.globals.Profile)
}

// settings are those of the user and of the administrator with flags of this run,
// by their names in the settings file. The error is about a flag that the policy
// does not permit.
func (e *environment) settings(flags map[string]any) (*app.Layers, error) {
	l := app.LoadLayers(e.machine(app.SettingsShape()), e.settingsPath())
	err := l.Override(flags)
	if locked, ok := errors.AsType[*app.LockedError](err); ok {
		return nil, exitError{exitPolicy, locked.Error()}
	}
	return l, err
}

// usable are the settings for a command without a window: what cannot be used is an
// error.
func (e *environment) usable(flags map[string]any) (app.Settings, error) {
	l, err := e.settings(flags)
	if err != nil {
		return app.Settings{}, err
	}
	if err := l.PolicyBlocks(); err != nil {
		return app.Settings{}, exitError{exitPolicy, "the policy cannot be used: " + err.Error()}
	}
	return l.Settings, errors.Join(l.PolicyErr, l.DefaultsErr, l.UserErr)
}

// flags are those that were given, by the names of their settings.
func (c *connectFlags) flags() map[string]any {
	flags := map[string]any{}
	if len(c.Server) > 0 {
		flags["servers"] = c.Server
	}
	if c.InsecureWS {
		flags["insecure_ws"] = true
	}
	for key, value := range map[string]string{
		"ca_file": c.CAFile, "switch_name": c.SwitchName, "extension": c.Extension, "cti_user": c.CTIUser,
	} {
		if value != "" {
			flags[key] = value
		}
	}
	return flags
}

// secretsFromEnvironment serves unattended use. The variables are removed, so
// that no program started from here inherits them.
func secretsFromEnvironment() app.Secrets {
	take := func(name string) wti.Secret {
		v := os.Getenv(name)
		_ = os.Unsetenv(name)
		return wti.Secret(v)
	}
	return app.Secrets{
		CTIPassword:   take("OFFHOOK_CTI_PASSWORD"),
		StationCode:   take("OFFHOOK_STATION_CODE"),
		AgentPassword: take("OFFHOOK_AGENT_PASSWORD"),
	}
}

// loadRoots is the system's certificate pool and the CAs of a file; nil when
// there is no file.
func loadRoots(file string) (*x509.CertPool, error) {
	if file == "" {
		return nil, nil
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("CA file: %w", err)
	}
	pool, err := x509.SystemCertPool()
	if err != nil {
		pool = x509.NewCertPool()
	}
	if !pool.AppendCertsFromPEM(data) {
		return nil, fmt.Errorf("CA file %s holds no certificate in PEM form", file)
	}
	return pool, nil
}

// start runs the app in its window or in the terminal, or hands over to the one
// that runs already.
func (e *environment) start(o app.Options, lf logFlags, l look) error {
	path, err := e.socket()
	if err != nil {
		return err
	}
	bound, err := control.Bind(path)
	if errors.Is(err, control.ErrRunning) {
		if l.text != textNone && o.Link == "" {
			return errors.New("another Offhook of this profile runs already: end it first, or use another --profile")
		}
		return e.handOver(path, o.Link)
	}
	if err != nil {
		return err
	}
	defer func() { _ = bound.Close() }() // where it comes to nothing
	if l.text == textNone && !hasDisplay() {
		if l.text, err = e.offerText(lang.X("text.noDisplay", "There is no display here to show a window on.")); err != nil {
			return err
		}
	}
	shown := e.stderr
	if l.text != textNone {
		shown = io.Discard // it would write into what the terminal shows
	}
	logs, err := openLogs(e.globals.Profile, lf, shown)
	if err != nil {
		return err
	}
	defer logs.close()
	o.Logger, o.Log, o.Trace, o.Version = logs.logger, logs, logs.trace, e.version

	o.Ringer = app.NewRinger(o.Settings.Voice, o.Logger)
	defer func() { _ = o.Ringer.Close() }()
	ctx, end := context.WithCancel(e.ctx)
	defer end()
	e.ctx = ctx
	o.Desktop = aroundUs(o.Logger, e.globals.Profile, end)
	o.Headsets = headsets(o.Logger)
	if l.text != textNone {
		return e.runText(o, logs, bound, l.text)
	}
	returnConsole()
	defer spareStart()()

	if cache, err := os.UserCacheDir(); err == nil {
		_ = os.MkdirAll(cache, 0o700) // Fyne makes its own folder in it, but not this one
	}
	gl := &noOpenGL{to: e.stderr}
	log.SetOutput(gl)
	fy := fyneapp.NewWithID(programID)
	o.Notify = notifyHere(o.Logger)
	o.Hotkeys = func(h hotkeys.Heard) app.DesktopKeys {
		return hotkeys.New(hotkeys.Options{ID: programID, Logger: o.Logger}, h)
	}
	loop := &eventLoop{}
	o.Dispatch, o.PaintCost = loop.do, loop.paintCost
	a := app.New(o)
	showSecrets := a.Prepare()
	window := screens.NewMain(fy, a.State(), a)
	loop.keyboard = window.Front
	window.SetVersion(e.version)
	if l.minimised {
		window.StartMinimised()
	}

	showSecrets(keychainWait)
	server := bound.Serve(&windowHandler{app: a, window: window, loop: loop}, o.Logger)
	o.Logger.Info("started", "version", e.version, "profile", e.globals.Profile)
	return e.runWindow(fy, loop, a, window, server, gl)
}

// keychainWait is how long the window waits for the keychain once it is made: mostly
// not at all, for the keychain is asked before. What the window shows in the first
// place then stays.
const keychainWait = 50 * time.Millisecond

// runWindow shows the window until the agent closes it or a signal comes. It
// ends in order: sign out, then no more commands, then the window, since nothing
// may touch a window whose loop has ended.
func (e *environment) runWindow(fy fyne.App, loop *eventLoop, a *app.App, window *screens.Main, server *control.Server, gl *noOpenGL) error {
	ctx, quit := context.WithCancel(e.ctx)
	defer quit()
	window.SetOnQuit(quit)
	fy.Lifecycle().SetOnStarted(func() {
		takeSignals(ctx, quit)
		loop.start()
	})

	var closing error
	var looping atomic.Bool
	looping.Store(true)
	var ended sync.WaitGroup
	ended.Go(func() {
		_ = a.Run(ctx)
		closing = server.Close()
		if looping.Load() {
			loop.do(func() {
				loop.end()
				quitFyne(fy)
			})
		}
	})
	loop.gone = func() { e.displayGone(quit, &ended) }
	native.OnDisplayGone(loop.gone)
	window.Show()
	if !gl.failed() { // Fyne would run on without a window, and not end
		window.Run()
	}
	looping.Store(false)
	quit()
	ended.Wait()
	if gl.failed() {
		return errors.New("there is no window")
	}
	return closing
}

// displayGoneLimit is how long signing out may take when the display is gone.
const displayGoneLimit = 4 * time.Second

// displayGone signs out and ends the program, without its window: of that loop it is
// called.
func (e *environment) displayGone(quit func(), ended *sync.WaitGroup) {
	quit()
	done := make(chan struct{})
	go func() {
		defer close(done)
		ended.Wait()
	}()
	select {
	case <-done:
	case <-time.After(displayGoneLimit):
	}
	_, _ = fmt.Fprintln(e.stderr, "offhook: the display is gone")
	os.Exit(exitFailed)
}

// quitFyne ends Fyne's loop. What Fyne would run once the loop has ended it hands to
// that loop from a goroutine of its own, and now and then comes too late: then neither
// ends (Fyne 2.8.0, runGL and runOnMainWithWait). So nothing is left for it: neither our
// hooks nor its own, which saves preferences that this program does not have.
func quitFyne(fy fyne.App) {
	l := fy.Lifecycle()
	l.SetOnEnteredForeground(nil)
	l.SetOnExitedForeground(nil)
	if l, ok := l.(interface{ SetOnStoppedHookExecuted(hook func()) }); ok {
		l.SetOnStoppedHookExecuted(nil)
	}
	fy.Quit()
}

// takeSignals has SIGINT, SIGTERM and SIGHUP (of a terminal that is gone, unless
// nohup has it ignored) sign out first. Fyne takes the first two as well, to end its
// loop at once, on a goroutine that it starts together with the loop and that tells
// nobody when it is ready; so they are taken from it a moment later.
func takeSignals(ctx context.Context, quit func()) {
	time.AfterFunc(fyneSignalsReady, func() {
		signal.Reset(os.Interrupt, syscall.SIGTERM)
		mine := make(chan os.Signal, 1)
		signal.Notify(mine, os.Interrupt, syscall.SIGTERM)
		if !signal.Ignored(syscall.SIGHUP) {
			signal.Notify(mine, syscall.SIGHUP)
		}
		select {
		case <-mine:
			quit()
		case <-ctx.Done():
		}
	})
}

// fyneSignalsReady is when Fyne has surely asked for its signals.
const fyneSignalsReady = 100 * time.Millisecond
