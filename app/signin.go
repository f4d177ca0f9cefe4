package app

import (
	"context"
	"errors"
	"net/netip"
	"time"

	"offhook/media"
	"offhook/resources/lang"
	"offhook/wti"
)

// SignIn signs in with what the form says. Progress and the outcome appear in
// State.SignIn.
func (a *App) SignIn(f SignInForm) {
	a.post(func() { a.signIn(f) })
}

func (a *App) signIn(f SignInForm) {
	if a.model.signIn.Phase != PhaseSignedOut {
		return
	}
	f.Locked = a.form.Locked
	a.form = f
	keychain := a.model.signIn.Keychain
	a.model.signIn = SignInView{Keychain: keychain}
	if p := a.policyProblem(f); !p.IsZero() {
		a.model.signIn.Problem, a.model.signIn.Focus = p, p.Field
		return
	}
	if field := f.missing(); field != FieldNone {
		a.model.signIn.Problem, a.model.signIn.Focus = missingProblem(field), field
		return
	}
	client, err := a.opts.NewClient(a.opts.client(f, a.localMedia))
	if err != nil {
		a.signInFailed(err, f)
		return
	}
	ctx, cancel := context.WithCancel(a.ctx)
	a.client, a.trace, a.cancel = client, client.Trace(), cancel
	a.model.signIn.Phase = PhaseSigningIn
	a.model.agent.Extension, a.model.agent.ID = f.Extension, f.AgentID
	a.model.muted = false
	a.model.link.DeskPhone = f.Mode == wti.DeskPhone
	wait := a.makeWay()
	a.wg.Go(func() {
		wait()
		err := client.SignIn(ctx)
		a.post(func() { a.signedIn(client, f, err) })
	})
}

// client is how to sign in with what the form says.
func (o Options) client(f SignInForm, media func(netip.Addr) (wti.LocalMedia, error)) wti.Options {
	s := o.Settings
	return wti.Options{
		Servers: f.servers(), AllowInsecure: s.InsecureWS, RootCAs: o.RootCAs,
		CTIUser: f.CTIUser, CTIPassword: f.CTIPassword,
		SwitchName: f.SwitchName, Extension: f.Extension, DeviceInstance: s.DeviceInstance,
		StationCode: f.StationCode, Mode: f.Mode, OtherNumber: f.OtherNumber, ForceLogin: f.TakeOver,
		AgentID: f.AgentID, AgentPassword: f.AgentPassword, InitialMode: wti.AgentAux,
		LocalMedia: media, Dialect: s.Dialect,
		Logger: o.Logger, Trace: o.Trace,
	}
}

// localMedia opens the voice path at the address from which the server is
// reached; the client announces it. It runs on the client's goroutine.
func (a *App) localMedia(local netip.Addr) (wti.LocalMedia, error) {
	type opened struct {
		v   Voice
		s   VoiceSettings
		err error
	}
	got := make(chan opened, 1)
	open := func() {
		s := a.opts.Settings.Voice
		if v := a.voice; v != nil && v.LocalRTP().Addr() == local {
			got <- opened{v, s, nil}
			return
		}
		v, err := a.opts.OpenVoice(local, s, a.voiceCall.in(a.opts.Logger))
		if err == nil {
			if a.voice != nil {
				_ = a.voice.Close()
			}
			a.voice = v
			v.SetMuted(a.model.muted) // the voice may move during a call
			v.NeedDevices(len(a.model.calls) > 0)
		}
		got <- opened{v, s, err}
	}
	if !a.post(open) {
		return wti.LocalMedia{}, errors.New("app: ending")
	}
	select {
	case o := <-got:
		if o.err != nil {
			return wti.LocalMedia{}, o.err
		}
		return o.s.announce(o.v.LocalRTP(), o.v.LocalRTCP()), nil
	case <-a.done:
		return wti.LocalMedia{}, errors.New("app: ending")
	}
}

// announce is what the registration tells of a voice path.
func (s VoiceSettings) announce(rtp, rtcp netip.AddrPort) wti.LocalMedia {
	return wti.LocalMedia{
		RTP: rtp, RTCP: rtcp,
		Codecs: s.offeredCodecs(), PacketSize: 20 * time.Millisecond, Encryption: s.offered(),
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
	a.watchAll()
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
	v.Problem.OfferTakeOver = v.Problem.OfferTakeOver && !f.Locked.Has(FieldTakeOver)
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

func nothingRingsNotice(extension string) Notice {
	return Notice{Severity: Info,
		Title: lang.X("notice.nothingrings.title", "Nothing rings there"),
		Text:  lang.X("notice.nothingrings.text", "No call rings at {{.Extension}} now. Somebody may have answered it.", map[string]any{"Extension": extension}),
	}
}

func voiceNotice(err error) Notice {
	if errors.Is(err, media.ErrCipher) || errors.Is(err, media.ErrKey) {
		return Notice{Severity: Failure,
			Title:   lang.X("notice.cipher.title", "This call has no voice here"),
			Text:    lang.X("notice.cipher.text", "The system encrypts the voice in a way that Offhook does not speak. Your administrator must put SRTP or no encryption first in the codec set of this phone's network region."),
			Details: err.Error(),
		}
	}
	return Notice{Severity: Failure,
		Title:   lang.X("notice.voice.title", "This call has no voice here"),
		Text:    lang.X("notice.voice.text", "The system chose a kind of voice stream that Offhook cannot play. Send the details to your administrator."),
		Details: err.Error(),
	}
}
