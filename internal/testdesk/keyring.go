package testdesk

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// KeyringMode is the state in which programs find the keychain.
type KeyringMode int

// The states of the keychain.
const (
	KeyringUnlocked KeyringMode = iota // open, as after signing in to a desktop
	KeyringLocked                      // there, but it asks for its password
	KeyringAbsent                      // no program offers one
)

// KeyringPassword opens the desk's keychain when a prompt asks for it.
const KeyringPassword = "open sesame"

const (
	secretService = "org.freedesktop.secrets"
	secretPath    = "/org/freedesktop/secrets"
	loginKeyring  = secretPath + "/collection/login"
)

// startKeyring starts gnome-keyring with a login keychain that is open, and
// locks it when asked to.
func (d *Desk) startKeyring(ctx context.Context) error {
	c, err := d.spawn("gnome-keyring-daemon", strings.NewReader(KeyringPassword), nil,
		"--foreground", "--unlock", "--components=secrets", "--control-directory="+d.Path("run", "keyring"))
	if err != nil {
		return err
	}
	err = d.await(ctx, c, func(ctx context.Context) error {
		locked, err := d.KeyringLocked(ctx)
		if err == nil && locked {
			err = fmt.Errorf("the login keychain is still locked")
		}
		return err
	})
	if err != nil || d.opts.Keyring == KeyringUnlocked {
		return err
	}
	return d.LockKeyring(ctx)
}

// LockKeyring locks the keychain, as a screen lock does. The next program that
// wants a secret causes a prompt on the display.
func (d *Desk) LockKeyring(ctx context.Context) error {
	_, err := d.call(ctx, secretService, secretPath, "org.freedesktop.Secret.Service.Lock",
		"array:objpath:"+loginKeyring)
	if err != nil {
		return fmt.Errorf("testdesk: lock the keychain: %w", err)
	}
	locked, err := d.KeyringLocked(ctx)
	if err == nil && !locked {
		err = fmt.Errorf("testdesk: the keychain did not lock")
	}
	return err
}

// KeyringLocked asks the keychain whether it is locked.
func (d *Desk) KeyringLocked(ctx context.Context) (bool, error) {
	out, err := d.call(ctx, secretService, loginKeyring, "org.freedesktop.DBus.Properties.Get",
		"string:org.freedesktop.Secret.Collection", "string:Locked")
	if err != nil {
		return false, err
	}
	return strings.Contains(out, "boolean true"), nil
}

// WaitSecrets waits until the keychain holds at least n secrets.
func (d *Desk) WaitSecrets(ctx context.Context, n int) error {
	for {
		out, err := d.call(ctx, secretService, loginKeyring, "org.freedesktop.DBus.Properties.Get",
			"string:org.freedesktop.Secret.Collection", "string:Items")
		if err != nil {
			return err
		}
		held := strings.Count(out, "object path")
		if held >= n {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("testdesk: the keychain holds %d secrets, want %d: %w", held, n, context.Cause(ctx))
		case <-time.After(20 * time.Millisecond):
		}
	}
}
