package app_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"offhook/app"
	"offhook/internal/testdesk"
)

// The real keychain of a Linux desktop: gnome-keyring on a D-Bus session of its
// own. One desk serves all cases, since the keychain library keeps its bus
// connection for the life of the process.
func TestKeychain(t *testing.T) {
	desk := testdesk.InTest(t, testdesk.Options{NoSound: true})
	k := app.Keychain{}
	ctx := t.Context()
	const secret = "correct horse battery staple"

	t.Run("keeps a secret per kind, owner and place", func(t *testing.T) {
		if err := k.Set(ctx, app.SecretAgent, "2001", "cm1", secret); err != nil {
			t.Fatal(err)
		}
		if got, err := k.Get(ctx, app.SecretAgent, "2001", "cm1"); err != nil || got.Reveal() != secret {
			t.Errorf("got %q, %v", got.Reveal(), err)
		}
		for _, other := range []struct {
			kind         app.SecretKind
			owner, where string
		}{{app.SecretCTI, "2001", "cm1"}, {app.SecretAgent, "2002", "cm1"}, {app.SecretAgent, "2001", "cm2"}} {
			if got, err := k.Get(ctx, other.kind, other.owner, other.where); err != nil || got != "" {
				t.Errorf("%v: got %q, %v; want nothing", other, got.Reveal(), err)
			}
		}
	})
	t.Run("forgets what is deleted", func(t *testing.T) {
		if err := k.Set(ctx, app.SecretCTI, "demo", "aes", secret); err != nil {
			t.Fatal(err)
		}
		for range 2 { // the second time there is nothing to delete
			if err := k.Delete(ctx, app.SecretCTI, "demo", "aes"); err != nil {
				t.Error(err)
			}
		}
		if got, err := k.Get(ctx, app.SecretCTI, "demo", "aes"); err != nil || got != "" {
			t.Errorf("got %q, %v; want nothing", got.Reveal(), err)
		}
	})
	t.Run("says that it is locked, and writes nothing elsewhere", func(t *testing.T) {
		if err := desk.LockKeyring(ctx); err != nil {
			t.Fatal(err)
		}
		if _, err := k.Get(ctx, app.SecretAgent, "2001", "cm1"); !errors.Is(err, app.ErrKeychainLocked) {
			t.Errorf("Get: %v, want locked", err)
		}
		if err := k.Set(ctx, app.SecretAgent, "2001", "cm1", "other"); !errors.Is(err, app.ErrKeychainLocked) {
			t.Errorf("Set: %v, want locked", err)
		}
	})
	t.Run("says that it is denied when the prompt is refused", func(t *testing.T) {
		// Without a display the keyring's prompt ends at once, as if dismissed.
		if err := k.Unlock(ctx); !errors.Is(err, app.ErrKeychainDenied) {
			t.Errorf("Unlock: %v, want denied", err)
		}
	})
	t.Run("says that it is absent", func(t *testing.T) {
		t.Setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path="+filepath.Join(t.TempDir(), "nobody"))
		if _, err := k.Get(ctx, app.SecretAgent, "2001", "cm1"); !errors.Is(err, app.ErrKeychainAbsent) {
			t.Errorf("Get: %v, want absent", err)
		}
	})
	noPlainText(t, os.Getenv("HOME"), secret)
}

// noPlainText fails when a file below dir holds the secret as it is.
func noPlainText(t *testing.T, dir, secret string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		data, err := os.ReadFile(path)
		if err == nil && strings.Contains(string(data), secret) {
			t.Errorf("%s holds a password in plain text", path)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
