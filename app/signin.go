package app

import (
	"context"
	"errors"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"fyne.io/fyne/v2/lang"

	"offhook/media"
	"offhook/wti"
)

// initialForm is what the sign-in form shows before any keychain was read.
func initialForm(o Options) SignInForm {
	s := o.Settings
	return SignInForm{
		Server: strings.Join(s.Servers, " "), CTIUser: s.CTIUser, CTIPassword: o.Secrets.CTIPassword,
		SwitchName: s.SwitchName, Extension: s.Extension, StationCode: o.Secrets.StationCode,
		AgentID: s.Agent, AgentPassword: o.Secrets.AgentPassword,
		Mode: s.Mode, OtherNumber: s.OtherNumber, Remember: s.Remember, TakeOver: s.ForceLogin,
	}
}

// servers splits the server field: several are tried in order.
func (f SignInForm) servers() []string {
	return strings.FieldsFunc(f.Server, func(r rune) bool { return r == ' ' || r == ',' || r == ';' || r == '\n' })
}

// missing is the first field without which signing in cannot work.
func (f SignInForm) missing() Field {
	for _, need := range []struct {
		field Field
		empty bool
	}{
		{FieldServer, len(f.servers()) == 0},
		{FieldCTIUser, f.CTIUser == ""},
		{FieldCTIPassword, f.CTIPassword == ""},
		{FieldSwitchName, f.SwitchName == ""},
		{FieldExtension, f.Extension == ""},
		{FieldStationCode, f.StationCode == "" && f.Mode != wti.DeskPhone},
		{FieldOtherNumber, f.Mode == wti.OtherPhone && f.OtherNumber == ""},
		{FieldAgentID, f.AgentID == ""},
		{FieldAgentPassword, f.AgentPassword == ""},
	} {
		if need.empty {
			return need.field
		}
	}
	return FieldNone
}

// where names the places that a form's secrets belong to, for the keychain.
func (f SignInForm) where(kind SecretKind) (owner, where string) {
	switch kind {
	case SecretCTI:
		server := ""
		if all := f.servers(); len(all) > 0 {
			server = hostOf(all[0])
		}
		return f.CTIUser, server
	case SecretStation:
		return f.Extension, strings.ToLower(f.SwitchName)
	default:
		return f.AgentID, strings.ToLower(f.SwitchName)
	}
}

// hostOf is the host part of a server setting.
func hostOf(server string) string {
	if u, err := url.Parse(server); err == nil && u.Host != "" {
		return u.Host
	}
	host, _, _ := strings.Cut(server, "/")
	return host
}

// serverName is a server's host for display, and whether it is not encrypted.
func serverName(server string, was LinkView) (string, bool) {
	if server == "" {
		return was.Server, was.Insecure
	}
	return hostOf(server), strings.HasPrefix(strings.ToLower(server), "ws://")
}

// loadSecrets reads what the keychain knows of this form's owners.
func loadSecrets(ctx context.Context, store SecretStore, f SignInForm) (Secrets, error) {
	var got Secrets
	if err := store.Ready(ctx); err != nil {
		return got, err
	}
	for _, s := range []struct {
		kind SecretKind
		to   *wti.Secret
		have wti.Secret
	}{
		{SecretCTI, &got.CTIPassword, f.CTIPassword},
		{SecretStation, &got.StationCode, f.StationCode},
		{SecretAgent, &got.AgentPassword, f.AgentPassword},
	} {
		owner, where := f.where(s.kind)
		if s.have != "" || owner == "" {
			continue
		}
		secret, err := store.Get(ctx, s.kind, owner, where)
		if err != nil {
			return got, err
		}
		*s.to = secret
	}
	return got, nil
}

// secretsLoaded fills the form and, when asked, signs in.
func (a *App) secretsLoaded(s Secrets, err error) {
	a.model.signIn.Keychain = Problem{}
	if err != nil {
		a.log.Info("keychain", "err", err)
		a.model.signIn.Keychain = keychainProblem(err)
	}
	f := &a.form
	f.CTIPassword = orSecret(f.CTIPassword, s.CTIPassword)
	f.StationCode = orSecret(f.StationCode, s.StationCode)
	f.AgentPassword = orSecret(f.AgentPassword, s.AgentPassword)
	a.showForm()
	if a.model.signIn.Phase != PhaseSignedOut {
		return
	}
	if a.model.signIn.Focus == FieldNone {
		a.model.signIn.Focus = f.missing()
	}
	if a.opts.SignIn {
		a.opts.SignIn = false
		a.signIn(*f)
	}
}

func orSecret(a, b wti.Secret) wti.Secret {
	if a != "" {
		return a
	}
	return b
}

// UnlockKeychain asks the system to unlock the keychain and reads it again.
func (a *App) UnlockKeychain() {
	a.post(func() {
		store := a.opts.Secure
		if store == nil {
			return
		}
		form := a.form
		a.work(func(ctx context.Context) func() {
			if err := store.Unlock(ctx); err != nil {
				return func() { a.secretsLoaded(Secrets{}, err) }
			}
			s, err := loadSecrets(ctx, store, form)
			return func() { a.secretsLoaded(s, err) }
		})
	})
}

// SignIn signs in with what the form says. Progress and the outcome appear in
// State.SignIn.
func (a *App) SignIn(f SignInForm) {
	a.post(func() { a.signIn(f) })
}

func (a *App) signIn(f SignInForm) {
	if a.model.signIn.Phase != PhaseSignedOut {
		return
	}
	a.form = f
	keychain := a.model.signIn.Keychain
	a.model.signIn = SignInView{Keychain: keychain}
	if field := f.missing(); field != FieldNone {
		a.model.signIn.Problem, a.model.signIn.Focus = missingProblem(field), field
		return
	}
	client, err := a.opts.NewClient(a.clientOptions(f))
	if err != nil {
		a.signInFailed(err, f)
		return
	}
	ctx, cancel := context.WithCancel(a.ctx)
	a.client, a.cancel = client, cancel
	a.model.signIn.Phase = PhaseSigningIn
	a.model.agent.Extension, a.model.agent.ID = f.Extension, f.AgentID
	a.model.muted = false
	a.wg.Go(func() {
		err := client.SignIn(ctx)
		a.post(func() { a.signedIn(client, f, err) })
	})
}

func (a *App) clientOptions(f SignInForm) wti.Options {
	s := a.opts.Settings
	return wti.Options{
		Servers: f.servers(), AllowInsecure: s.InsecureWS, RootCAs: a.opts.RootCAs,
		CTIUser: f.CTIUser, CTIPassword: f.CTIPassword,
		SwitchName: f.SwitchName, Extension: f.Extension, DeviceInstance: s.DeviceInstance,
		StationCode: f.StationCode, Mode: f.Mode, OtherNumber: f.OtherNumber, ForceLogin: f.TakeOver,
		AgentID: f.AgentID, AgentPassword: f.AgentPassword, InitialMode: wti.AgentAux,
		LocalMedia: a.localMedia, Dialect: s.Dialect,
		Logger: a.opts.Logger.With("pkg", "wti"), Trace: a.opts.Trace,
	}
}

// localMedia opens the voice path at the address from which the server is
// reached; the client announces it. It runs on the client's goroutine.
func (a *App) localMedia(local netip.Addr) (wti.LocalMedia, error) {
	type opened struct {
		v   Voice
		err error
	}
	got := make(chan opened, 1)
	open := func() {
		if v := a.voice; v != nil && v.LocalRTP().Addr() == local {
			got <- opened{v, nil}
			return
		}
		v, err := a.opts.OpenVoice(local, a.opts.Settings.Voice, a.opts.Logger)
		if err == nil {
			if a.voice != nil {
				_ = a.voice.Close()
			}
			a.voice = v
		}
		got <- opened{v, err}
	}
	if !a.post(open) {
		return wti.LocalMedia{}, errors.New("app: ending")
	}
	select {
	case o := <-got:
		if o.err != nil {
			return wti.LocalMedia{}, o.err
		}
		return wti.LocalMedia{
			RTP: o.v.LocalRTP(), RTCP: o.v.LocalRTCP(),
			Codecs: media.Codecs(), PacketSize: 20 * time.Millisecond, Encryption: []string{"none"},
		}, nil
	case <-a.done:
		return wti.LocalMedia{}, errors.New("app: ending")
	}
}

// signedIn ends a sign-in either way.
func (a *App) signedIn(client Client, f SignInForm, err error) {
	if a.client != client {
		return
	}
	a.drainEvents(client)
	a.cancel()
	a.cancel = nil
	if err != nil {
		a.client = nil
		a.model.reset()
		a.wg.Go(func() { _ = client.Close() })
		a.signInFailed(err, f)
		return
	}
	a.log.Info("signed in", "extension", f.Extension)
	a.model.signIn.Phase = PhaseSignedIn
	a.model.signIn.Problem = Problem{}
	a.refresh()
	a.remember(f)
}

// drainEvents applies what the client has reported so far, so that the outcome
// of a sign-in does not overtake its last steps.
func (a *App) drainEvents(c Client) {
	for {
		select {
		case ev := <-c.Events():
			a.perform(a.model.apply(ev))
		default:
			return
		}
	}
}

func (a *App) signInFailed(err error, f SignInForm) {
	v := &a.model.signIn
	v.Phase = PhaseSignedOut
	if errors.Is(err, context.Canceled) {
		*v = SignInView{Keychain: v.Keychain}
		return
	}
	a.log.Warn("signing in failed", "err", err)
	v.Problem = signInProblem(err, f)
	v.Focus = v.Problem.Field
	if e, ok := errors.AsType[*wti.StepError](err); ok {
		v.Steps[e.Step] = wti.StepFailed
	}
}

// CancelSignIn gives up a sign-in under way.
func (a *App) CancelSignIn() {
	a.post(func() {
		if a.cancel != nil {
			a.cancel()
		}
	})
}

// remember saves what the agent typed: the settings file, and the secrets in
// the keychain when wanted.
func (a *App) remember(f SignInForm) {
	path, store := a.opts.SettingsPath, a.opts.Secure
	if path != "" && a.opts.SettingsErr == nil {
		a.work(func(context.Context) func() {
			if err := saveForm(path, f); err != nil {
				return func() { a.model.notify(settingsNotice(err)) }
			}
			return nil
		})
	}
	if store == nil || !f.Remember {
		return
	}
	given := a.opts.Secrets
	a.work(func(ctx context.Context) func() {
		err := storeSecrets(ctx, store, f, given)
		return func() {
			a.model.signIn.Keychain = Problem{}
			if err != nil {
				a.log.Info("keychain", "err", err)
				p := keychainProblem(err)
				a.model.signIn.Keychain = p
				n := p.notice(Warning)
				n.Title = lang.X("keychain.notsaved", "Your passwords were not saved")
				n.Text = p.Title + ". " + p.Advice
				a.model.notify(n)
			}
		}
	})
}

// saveForm updates the settings file with the fields of the form. Flags of this
// run are not written: the file is read again first.
func saveForm(path string, f SignInForm) error {
	s, err := LoadSettings(path)
	if err != nil {
		return err
	}
	s.Servers, s.CTIUser, s.SwitchName = f.servers(), f.CTIUser, f.SwitchName
	s.Extension, s.Agent, s.Mode, s.OtherNumber = f.Extension, f.AgentID, f.Mode, f.OtherNumber
	s.Remember = f.Remember
	return SaveSettings(path, s)
}

// storeSecrets writes the secrets that were typed; those given for this run
// only are left out.
func storeSecrets(ctx context.Context, store SecretStore, f SignInForm, given Secrets) error {
	for _, s := range []struct {
		kind          SecretKind
		secret, given wti.Secret
	}{
		{SecretCTI, f.CTIPassword, given.CTIPassword},
		{SecretStation, f.StationCode, given.StationCode},
		{SecretAgent, f.AgentPassword, given.AgentPassword},
	} {
		if s.secret == "" || s.secret == s.given {
			continue
		}
		owner, where := f.where(s.kind)
		if err := store.Set(ctx, s.kind, owner, where, s.secret); err != nil {
			return err
		}
	}
	return nil
}

// SignOut logs the agent out with a reason code (0 for none) and gives the
// phone back.
func (a *App) SignOut(reason int) {
	a.post(func() { a.signOut(reason, nil) })
}

func (a *App) signOut(reason int, done func(error)) {
	client := a.client
	if client == nil || a.model.signIn.Phase != PhaseSignedIn {
		finish(done, wti.ErrNotSignedIn)
		return
	}
	a.model.signIn.Phase = PhaseSigningOut
	a.model.agent.Asked = wti.AgentLoggedOut
	a.work(func(ctx context.Context) func() {
		ctx, cancel := context.WithTimeout(ctx, signOutRequestLimit)
		defer cancel()
		err := client.SignOut(ctx, reason)
		return func() { a.signedOut(client, err, done) }
	})
}

// signOutRequestLimit bounds the whole sign-out, in which several requests may
// each take their time.
const signOutRequestLimit = 30 * time.Second

// signedOut ends a sign-out. A refusal leaves the agent signed in; a lost
// connection does not keep anybody from leaving.
func (a *App) signedOut(client Client, err error, done func(error)) {
	if a.client != client {
		finish(done, err)
		return
	}
	if _, refused := errors.AsType[*wti.Error](err); refused {
		a.model.signIn.Phase = PhaseSignedIn
		a.model.agent.Asked = wti.AgentUnknown
		a.model.notify(explain(err).notice(Failure))
		finish(done, err)
		return
	}
	if err != nil {
		a.log.Warn("signing out", "err", err)
	}
	a.drainEvents(client)
	a.client = nil
	if a.voice != nil {
		a.voice.Stop()
		a.voice.NeedDevices(false)
	}
	a.model.reset()
	a.model.signIn = SignInView{Keychain: a.model.signIn.Keychain}
	a.afterCalls()
	a.log.Info("signed out")
	a.wg.Go(func() { _ = client.Close() })
	finish(done, nil)
}

func finish(done func(error), err error) {
	if done != nil {
		done(err)
	}
}

func settingsNotice(err error) Notice {
	return Notice{Severity: Warning,
		Title:   lang.X("notice.settings.title", "Your settings file could not be used"),
		Text:    lang.X("notice.settings.text", "It was left as it is. Correct it and start Offhook again; until then the defaults hold."),
		Details: err.Error(),
	}
}

func voiceNotice(err error) Notice {
	return Notice{Severity: Failure,
		Title:   lang.X("notice.voice.title", "This call has no voice here"),
		Text:    lang.X("notice.voice.text", "The system chose a kind of voice stream that Offhook cannot play. Send the details to your administrator."),
		Details: err.Error(),
	}
}
