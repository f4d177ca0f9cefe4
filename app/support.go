package app

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"time"

	"offhook/app/doctor"
	"offhook/app/history"
	"offhook/app/support"
	"offhook/resources/lang"
	"offhook/wti"
)

// What a bundle holds at most.
const (
	bundledLog   = 512 << 10 // bytes
	bundledCalls = 5000      // the newest ones
)

// evidence is what a bundle for support is made of. It is gathered where its parts
// may be read, and packed on a goroutine.
type evidence struct {
	version string
	now     time.Time
	layers  *Layers
	report  doctor.Report
	trace   *wti.Trace // nil for none
	logPath string     // empty for none
	history *history.Store
	own     string // our extension
	screen  string // what the diagnostics show, empty without a window
	private support.Private
}

// aboutBundle goes along in the bundle.
const aboutBundle = `Offhook support bundle

versions.json     the program, its modules, the system, where the log is
doctor.json       the connection doctor's report
policy.txt        each setting, its value, where that comes from, and whether it is locked
settings.json     the same for programs
diagnostics.txt   what the window's diagnostics showed (only from the running program)
trace.jsonl       the protocol trace; what is not known to be harmless is a label (only from the running program)
log.txt           the end of the log, without messages of level debug
quality.csv       how the voice of each call went, without whom it was with

Passwords, codes, telephone numbers, names and texts of callers were taken out, and the packed file was looked through for them
before it was saved. The names of servers, the CTI user, the station, and the agent's ID are in it.
`

// write packs the bundle.
func (e evidence) write(ctx context.Context, w io.Writer) error {
	quality, err := e.quality(ctx)
	if err != nil {
		return err
	}
	parts := []support.Part{{Name: "README.txt", Data: []byte(aboutBundle)}, {Name: "quality.csv", Data: quality}}
	settings, text, err := e.settings()
	if err != nil {
		return err
	}
	parts = append(parts, support.Part{Name: "policy.txt", Data: []byte(text)})
	for name, v := range map[string]any{"versions.json": versions(e.version, e.logPath, e.now), "doctor.json": e.report, "settings.json": settings} {
		data, err := json.Marshal(v)
		if err != nil {
			return fmt.Errorf("support: %s: %w", name, err)
		}
		parts = append(parts, support.Part{Name: name, Data: data})
	}
	if e.logPath != "" {
		tail, err := support.LogTail(e.logPath, bundledLog)
		if err != nil {
			tail = []byte("The log could not be read: " + err.Error() + "\n")
		}
		parts = append(parts, support.Part{Name: "log.txt", Data: tail})
	}
	if e.screen != "" {
		parts = append(parts, support.Part{Name: "diagnostics.txt", Data: []byte(e.screen)})
	}
	if e.trace != nil {
		var lines bytes.Buffer
		_, _ = e.trace.WriteTo(&lines) // into memory
		parts = append(parts, support.Part{Name: "trace.jsonl", Data: support.Trace(lines.Bytes(), e.own)})
	}
	slices.SortFunc(parts, func(a, b support.Part) int { return strings.Compare(a.Name, b.Name) })
	return support.Write(w, e.now, e.private, parts...)
}

// settings are the settings in force without what may be private in them, and the
// same as text.
func (e evidence) settings() (list []Explained, text string, err error) {
	l := e.layers
	if l == nil {
		l = &Layers{Settings: DefaultSettings()}
	}
	if list, err = l.Explain(); err != nil {
		return nil, "", err
	}
	s := l.Settings
	for i, x := range list {
		var shown any
		switch x.Key {
		case "colleagues":
			shown = fmt.Sprintf("%d, not shown", len(s.Colleagues))
		case "other_number":
			shown = history.Mask(s.OtherNumber)
		case "pop":
			shown = shownPages(s)
		case "hooks":
			shown = shownPrograms(s)
		default:
			continue
		}
		if list[i].Value, err = plainJSON(shown); err != nil {
			return nil, "", err
		}
	}
	var b strings.Builder
	for _, problem := range []error{l.PolicyErr, l.DefaultsErr, l.UserErr} {
		if problem != nil {
			fmt.Fprintf(&b, "NOT USED: %v\n", problem)
		}
	}
	b.WriteString(ExplainText(list))
	return list, b.String(), nil
}

// shownPages are the rules about pages without what may be a key to them.
func shownPages(s Settings) []string {
	list := []string{}
	for _, r := range s.Pop {
		address, _, query := strings.Cut(r.URL, "?")
		if u, err := url.Parse(address); err == nil && u.User != nil {
			u.User = nil
			address = u.String()
		}
		if query {
			address += "?…"
		}
		list = append(list, address)
	}
	return list
}

// shownPrograms are the programs that follow calls, without their arguments.
func shownPrograms(s Settings) []string {
	list := []string{}
	for _, h := range s.Hooks {
		if len(h.Run) > 0 {
			list = append(list, fmt.Sprintf("%s with %d arguments", h.Run[0], len(h.Run)-1))
		}
	}
	return list
}

// quality is how the voice of past calls went.
func (e evidence) quality(ctx context.Context) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	row := func(cells ...string) { _ = w.Write(cells) } // into memory
	row("started", "direction", "result", "talk_s", "mos", "mos_min", "loss", "jitter_ms", "jitter_max_ms", "delay_ms", "delay_max_ms",
		"far_mos", "far_loss", "codec", "alarms")
	if e.history != nil {
		page, err := e.history.Page(ctx, history.Query{Count: bundledCalls})
		if err != nil {
			return nil, err
		}
		figure := func(f float64) string { return strconv.FormatFloat(f, 'g', 4, 64) }
		for _, c := range page.Calls {
			q := c.Quality
			row(c.Started().Format(time.RFC3339), c.Direction.String(), c.Result.String(), strconv.Itoa(int(c.Talk/time.Second)),
				figure(c.MOS), figure(q.MOSMin), figure(c.Loss), figure(q.JitterMs), figure(q.JitterMaxMs), figure(q.DelayMs), figure(q.DelayMaxMs),
				figure(q.FarMOS), figure(q.FarLoss), q.Codec, q.Alarms)
		}
	}
	w.Flush()
	return b.Bytes(), nil
}

// versions are the program, what it is made of, and the system.
func versions(version, log string, now time.Time) any {
	v := struct {
		Offhook string            `json:"offhook"`
		Go      string            `json:"go"`
		System  string            `json:"system"`
		Release string            `json:"release,omitempty"`
		Desktop string            `json:"desktop,omitempty"`
		Log     string            `json:"log,omitempty"` // where it is
		Time    time.Time         `json:"time"`
		Modules map[string]string `json:"modules"`
	}{Offhook: version, Go: runtime.Version(), System: runtime.GOOS + "/" + runtime.GOARCH, Log: log, Time: now, Modules: map[string]string{}}
	v.Desktop = strings.TrimSpace(os.Getenv("XDG_CURRENT_DESKTOP") + " " + os.Getenv("XDG_SESSION_TYPE"))
	if text, err := os.ReadFile("/etc/os-release"); err == nil {
		for line := range strings.Lines(string(text)) {
			if name, ok := strings.CutPrefix(line, "PRETTY_NAME="); ok {
				v.Release = strings.Trim(strings.TrimSpace(name), `"`)
			}
		}
	}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, m := range info.Deps {
			v.Modules[m.Path] = m.Version
		}
	}
	return v
}

// private is what the app knows that belongs in no bundle.
func (f SignInForm) private(given Secrets) (p support.Private) {
	for _, s := range []wti.Secret{f.CTIPassword, f.StationCode, f.AgentPassword, given.CTIPassword, given.StationCode, given.AgentPassword} {
		p.Secrets = append(p.Secrets, s.Reveal())
	}
	p.Numbers = append(p.Numbers, f.OtherNumber)
	return p
}

// addCalls adds whom past calls were with.
func addCalls(ctx context.Context, p *support.Private, store *history.Store) error {
	if store == nil {
		return nil
	}
	return store.Each(ctx, history.Query{}, func(c history.Call) error {
		p.Numbers, p.Names = append(p.Numbers, c.Number), append(p.Names, c.Name)
		return nil
	})
}

// addViews adds whom present calls are with, and what they brought.
func addViews(p *support.Private, calls []*call) {
	for _, c := range calls {
		v := c.CallView
		p.Numbers = append(p.Numbers, v.Remote, v.Shown, v.Collected, c.number)
		p.Names = append(p.Names, v.Name, v.UserData)
		for _, m := range c.members {
			p.Numbers = append(p.Numbers, m.party.Number)
		}
	}
}

// SaveSupport writes a bundle for support into the folder for downloads and says
// where. The doctor looks at things first where it has not yet.
func (a *App) SaveSupport() { a.post(func() { a.saveSupport("", func(string, error) {}) }) }

// SupportView is how far the file for support is. Comparable.
type SupportView struct {
	Busy bool   // it is being made
	Path string // of the last one, empty for none and where it failed
}

// showSupport sets the view when it has changed.
func (a *App) showSupport() (sets []func()) {
	if v := a.support; v != a.published.support {
		a.published.support = v
		sets = append(sets, func() { _ = a.state.Support.Set(v) })
	}
	return sets
}

// saveSupport writes the bundle to a path, or into the folder for downloads, and
// tells done on the loop.
func (a *App) saveSupport(path string, done func(path string, err error)) {
	a.support = SupportView{Busy: true}
	if !a.checkUp.view.Running && a.checkUp.report.Time.IsZero() {
		a.checkUp.after = append(a.checkUp.after, func() { a.packSupport(path, done) })
		a.startCheckUp()
		return
	}
	if a.checkUp.view.Running {
		a.checkUp.after = append(a.checkUp.after, func() { a.packSupport(path, done) })
		return
	}
	a.packSupport(path, done)
}

func (a *App) packSupport(path string, done func(path string, err error)) {
	e := evidence{
		version: a.opts.Version, now: a.opts.Now(), layers: a.inForce(), report: a.checkUp.report, trace: a.trace,
		history: a.past.store, own: a.form.Extension, private: a.form.private(a.opts.Secrets),
	}
	if a.opts.Log != nil {
		e.logPath = a.opts.Log.Path()
	}
	addViews(&e.private, a.model.calls)
	screen := make(chan string, 1)
	a.opts.Dispatch(func() { screen <- DiagnosticsText(a.state, e.now) })
	a.work(func(ctx context.Context) func() {
		select {
		case e.screen = <-screen:
		case <-ctx.Done():
			return nil
		}
		path, err := e.save(ctx, path, a.opts.ExportDir)
		return func() {
			a.support = SupportView{Path: path}
			a.model.notify(supportNotice(path, err))
			done(path, err)
		}
	})
}

// inForce are the layers with the settings as they are now.
func (a *App) inForce() *Layers {
	l := Layers{}
	if a.opts.Layers != nil {
		l = *a.opts.Layers
	}
	l.Settings = a.opts.Settings
	return &l
}

// save writes the bundle to a new file, private to the user: at path, or in the
// folder for exports.
func (e evidence) save(ctx context.Context, path, folder string) (string, error) {
	if err := addCalls(ctx, &e.private, e.history); err != nil {
		return "", err
	}
	name := "offhook-support-" + e.now.Format("20060102-150405")
	if path == "" {
		return writeExport(folder, name, ".zip", func(w io.Writer) error { return e.write(ctx, w) })
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return "", fmt.Errorf("support: %w", err)
	}
	if err := errors.Join(e.write(ctx, f), f.Close()); err != nil {
		_ = os.Remove(path)
		return "", err
	}
	return path, nil
}

// SupportOptions say of what a bundle is made where no app runs.
type SupportOptions struct {
	Path    string // of the new file
	LogPath string // empty for none
	CheckUp CheckUpOptions
}

// SaveSupport writes a bundle for support without a running app: with the settings,
// secrets, keychain and history of o. It returns where it is.
func SaveSupport(ctx context.Context, o Options, s SupportOptions) (string, error) {
	form := initialForm(o)
	if o.Secure != nil {
		kept, _ := loadSecrets(ctx, o.Secure, form) // why not, the doctor tells
		form.CTIPassword = orSecret(form.CTIPassword, kept.CTIPassword)
		form.StationCode = orSecret(form.StationCode, kept.StationCode)
		form.AgentPassword = orSecret(form.AgentPassword, kept.AgentPassword)
	}
	e := evidence{
		version: s.CheckUp.Version, now: time.Now(), layers: o.Layers, logPath: s.LogPath, own: form.Extension,
		private: form.private(o.Secrets),
	}
	if len(form.servers()) > 0 && form.Extension != "" && o.Layers.PolicyBlocks() == nil {
		e.report = CheckUp(ctx, o, s.CheckUp)
	}
	if o.HistoryPath != "" {
		if _, err := os.Stat(o.HistoryPath); err == nil { // none is made for this
			if e.history, err = history.Open(ctx, o.HistoryPath, history.Options{Mask: o.Settings.History.Mask}); err != nil {
				return "", err
			}
			defer func() { _ = e.history.Close() }()
		}
	}
	return e.save(ctx, s.Path, "")
}

func supportNotice(path string, err error) Notice {
	if leak, ok := errors.AsType[*support.LeakError](err); ok {
		return Notice{Severity: Failure,
			Title:   lang.X("notice.support.leak.title", "The support file was not saved"),
			Text:    lang.X("notice.support.leak.text", "Something private was still in it. Tell your administrator, with the details."),
			Details: leak.Error(),
		}
	}
	if err != nil {
		return exportNotice("", 0, err)
	}
	return Notice{Severity: Info,
		Title: lang.X("notice.support.title", "The support file was saved"),
		Text:  path,
	}
}
