package app

import (
	"context"
	"errors"

	"offhook/resources/lang"
	"offhook/wti"
)

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
	a.recall(s, err)
	a.signInIfAsked()
}

// recall fills the form with what the keychain knows, or tells why it says nothing.
func (a *App) recall(s Secrets, err error) {
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
	if v := &a.model.signIn; v.Phase == PhaseSignedOut && v.Focus == FieldNone {
		v.Focus = f.missing()
	}
}

// signInIfAsked signs in where the app was started to do that.
func (a *App) signInIfAsked() {
	if a.opts.SignIn && a.model.signIn.Phase == PhaseSignedOut {
		a.opts.SignIn = false
		a.signIn(a.form)
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

// remember saves what the agent typed: the settings file, and the secrets in
// the keychain when wanted.
func (a *App) remember(f SignInForm) {
	store := a.opts.Secure
	if _, unknown := errors.AsType[*UnknownSettingError](a.opts.SettingsErr); unknown || a.opts.SettingsErr == nil {
		a.saveSettings(f.save)
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

// save writes the fields of the form into settings.
func (f SignInForm) save(s *Settings) error {
	s.Servers, s.CTIUser, s.SwitchName = f.servers(), f.CTIUser, f.SwitchName
	s.Extension, s.Agent, s.Mode, s.OtherNumber = f.Extension, f.AgentID, f.Mode, f.OtherNumber
	s.Remember = f.Remember
	return nil
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

func settingsNotice(err error) Notice {
	if _, ok := errors.AsType[*UnknownSettingError](err); ok {
		return Notice{Severity: Warning,
			Title:   lang.X("notice.settings.unknown.title", "A setting in your settings file is not known"),
			Text:    lang.X("notice.settings.unknown.text", "It has no effect; all others hold. It may be mistyped, or of a later version."),
			Details: err.Error(),
		}
	}
	if _, ok := errors.AsType[*NewerSettingsError](err); ok {
		return Notice{Severity: Warning,
			Title:   lang.X("notice.settings.newer.title", "Your settings file is of a newer Offhook"),
			Text:    lang.X("notice.settings.newer.text", "It was left as it is, and nothing of it holds. Start the newer Offhook again, or have this one brought up to date."),
			Details: err.Error(),
		}
	}
	return Notice{Severity: Warning,
		Title:   lang.X("notice.settings.title", "Your settings file could not be used"),
		Text:    lang.X("notice.settings.text", "It was left as it is. Correct it and start Offhook again; until then the defaults hold."),
		Details: err.Error(),
	}
}
