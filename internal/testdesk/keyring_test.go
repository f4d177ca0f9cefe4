package testdesk_test

import (
	"errors"
	"testing"
	"time"

	"github.com/zalando/go-keyring"

	"offhook/internal/testdesk"
)

func TestKeychainKeepsASecret(t *testing.T) {
	d := testdesk.InTest(t, testdesk.Options{NoSound: true})
	if err := keyring.Set("offhook test", "somebody", "a secret"); err != nil {
		t.Fatal(err)
	}
	got, err := keyring.Get("offhook test", "somebody")
	if err != nil || got != "a secret" {
		t.Errorf("Get = %q, %v", got, err)
	}
	if _, err := keyring.Get("offhook test", "nobody"); !errors.Is(err, keyring.ErrNotFound) {
		t.Errorf("another's secret: %v, want ErrNotFound", err)
	}
	if err := d.LockKeyring(soon(t)); err != nil {
		t.Fatal(err)
	}
	if locked, err := d.KeyringLocked(soon(t)); err != nil || !locked {
		t.Errorf("after locking: locked = %v, %v", locked, err)
	}
}

func TestNoKeychain(t *testing.T) {
	testdesk.InTest(t, testdesk.Options{NoSound: true, Keyring: testdesk.KeyringAbsent})
	start := time.Now()
	if _, err := keyring.Get("offhook test", "somebody"); err == nil || errors.Is(err, keyring.ErrNotFound) {
		t.Errorf("Get without a keychain: %v, want a failure to reach one", err)
	}
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("it took %v to find that out", took)
	}
}
