package app_test

import (
	"context"
	"errors"
	"log/slog"
	"net/netip"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"offhook/app"
	"offhook/wti"
)

// slowStore is a keychain that answers late, or when it is not asked any more.
type slowStore struct {
	fakeStore
	takes time.Duration
}

func (s *slowStore) Ready(ctx context.Context) error {
	select {
	case <-time.After(s.takes):
		return s.fakeStore.Ready(ctx)
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// prepared makes an app whose profile lacks the agent's password alone, and prepares it.
func prepared(client *fakeClient, store app.SecretStore, signIn bool) (*app.App, func(time.Duration)) {
	o := app.Options{
		Settings: app.DefaultSettings(), Secure: store, Ringer: &fakeRinger{}, SignIn: signIn,
		Secrets:   app.Secrets{CTIPassword: "demo", StationCode: "123456"},
		NewClient: func(o wti.Options) (app.Client, error) { client.opts = o; return client, nil },
		OpenVoice: func(netip.Addr, app.VoiceSettings, *slog.Logger) (app.Voice, error) { return &fakeVoice{}, nil },
		Dispatch:  func(f func()) { f() },
	}
	s := &o.Settings
	s.Servers, s.CTIUser, s.SwitchName, s.Extension, s.Agent = []string{goodForm.Server}, "demo", "CM1", "4750", "2001"
	a := app.New(o)
	return a, a.Prepare()
}

// formAndView are what the sign-in screen shows.
func formAndView(a *app.App) (app.SignInForm, app.SignInView) {
	f, _ := a.State().Form.Get()
	v, _ := a.State().SignIn.Get()
	return f, v
}

func runs(t *testing.T, a *app.App) {
	ctx, cancel := context.WithCancel(t.Context())
	var run sync.WaitGroup
	run.Go(func() { _ = a.Run(ctx) })
	t.Cleanup(func() { cancel(); run.Wait() })
	synctest.Wait()
}

func TestTheFirstPictureHasWhatTheKeychainKnows(t *testing.T) {
	bubble(t, func(t *testing.T) {
		store := &fakeStore{secrets: map[string]wti.Secret{"agent/2001/cm1": "1234"}}
		a, show := prepared(newFakeClient(), store, false)
		if f, _ := formAndView(a); f.Extension != "4750" || f.AgentID != "2001" {
			t.Errorf("before the keychain has answered the form is %+v, want the profile's values", f)
		}
		show(time.Second)
		if f, v := formAndView(a); f.AgentPassword != "1234" || !v.Keychain.IsZero() {
			t.Errorf("the app does not run yet: password known %v, keychain %+v; want what the keychain said", f.AgentPassword != "", v.Keychain)
		}
		runs(t, a)
		if f, _ := formAndView(a); f.AgentPassword != "1234" {
			t.Error("the app runs, and the form has lost the password")
		}
	})
}

func TestTheFirstPictureSaysThatThereIsNoKeychain(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a, show := prepared(newFakeClient(), &fakeStore{err: app.ErrKeychainAbsent}, false)
		show(time.Second)
		if _, v := formAndView(a); v.Keychain.IsZero() || v.Focus != app.FieldAgentPassword {
			t.Errorf("keychain %+v, keyboard at %v; want the reason, and the field that is missing", v.Keychain, v.Focus)
		}
		runs(t, a)
	})
}

func TestAKeychainThatIsSlowDoesNotKeepTheWindowAway(t *testing.T) {
	bubble(t, func(t *testing.T) {
		store := &slowStore{takes: time.Minute, fakeStore: fakeStore{secrets: map[string]wti.Secret{"agent/2001/cm1": "1234"}}}
		a, show := prepared(newFakeClient(), store, false)
		began := time.Now()
		show(50 * time.Millisecond)
		if waited := time.Since(began); waited != 50*time.Millisecond {
			t.Errorf("the window waited %v for the keychain, want 50 ms", waited)
		}
		runs(t, a)
		if f, _ := formAndView(a); f.AgentPassword != "" {
			t.Fatal("the keychain has not answered, and the password is there")
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		if f, _ := formAndView(a); f.AgentPassword != "1234" {
			t.Error("the keychain has answered, and the password is not in the form")
		}
	})
}

func TestAnAppThatEndsDoesNotWaitForTheKeychain(t *testing.T) {
	bubble(t, func(t *testing.T) {
		a, show := prepared(newFakeClient(), &slowStore{takes: time.Hour}, false)
		show(0)
		ctx, cancel := context.WithCancel(t.Context())
		began := time.Now()
		time.AfterFunc(time.Second, cancel)
		if err := a.Run(ctx); !errors.Is(err, context.Canceled) {
			t.Errorf("Run = %v", err)
		}
		if took := time.Since(began); took > 10*time.Second {
			t.Errorf("the app ended after %v", took)
		}
	})
}

func TestAPreparedAppSignsInWhenItRuns(t *testing.T) {
	bubble(t, func(t *testing.T) {
		for _, limit := range []time.Duration{time.Second, 0} { // the keychain in time, and too late
			client := newFakeClient()
			store := &slowStore{takes: 100 * time.Millisecond, fakeStore: fakeStore{secrets: map[string]wti.Secret{"agent/2001/cm1": "1234"}}}
			a, show := prepared(client, store, true)
			show(limit)
			if _, v := formAndView(a); v.Phase != app.PhaseSignedOut {
				t.Errorf("limit %v: signing in before the app runs", limit)
			}
			runs(t, a)
			time.Sleep(time.Second)
			synctest.Wait()
			if _, v := formAndView(a); v.Phase != app.PhaseSignedIn {
				t.Errorf("limit %v: phase %v, want signed in", limit, v.Phase)
			}
		}
	})
}
