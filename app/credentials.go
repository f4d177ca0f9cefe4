package app

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/zalando/go-keyring"

	"offhook/wti"
)

// keychainService is the name under which the OS keychain keeps our secrets.
const keychainService = "Offhook"

// keychainLimit bounds one keychain operation: the unlock prompt waits for a
// person.
const keychainLimit = 60 * time.Second

// Why a keychain could not be used.
var (
	// ErrKeychainAbsent: this system offers no keychain to this session.
	ErrKeychainAbsent = errors.New("no keychain service")
	// ErrKeychainLocked: the keychain is locked and was not unlocked in time.
	ErrKeychainLocked = errors.New("keychain locked")
	// ErrKeychainDenied: the user or the system refused access.
	ErrKeychainDenied = errors.New("keychain access denied")
	// errNoSecret: the keychain works and has no such entry.
	errNoSecret = errors.New("not in the keychain")
)

// Keychain keeps secrets in the operating system's keychain: Secret Service on
// Linux, Credential Manager on Windows, Keychain on macOS. There is no other
// store: when it cannot be used, secrets stay in memory only.
type Keychain struct{}

// SecretKind names one of the three secrets of a sign-in.
type SecretKind string

// The secrets of a sign-in.
const (
	SecretCTI     SecretKind = "cti"     // the CTI user's password
	SecretStation SecretKind = "station" // the station's security code
	SecretAgent   SecretKind = "agent"   // the agent's password
)

// account is the keychain's user name for one secret: whose it is and where.
func account(kind SecretKind, owner, where string) string {
	return fmt.Sprintf("%s:%s@%s", kind, owner, where)
}

// Ready returns nil when secrets can be read and written now, without asking
// anybody.
func (Keychain) Ready(ctx context.Context) error { return keychainReady(ctx) }

// Get reads a secret. It returns "" and no error when there is none, and
// ErrKeychainLocked, without any prompt, when the keychain is locked.
func (Keychain) Get(ctx context.Context, kind SecretKind, owner, where string) (wti.Secret, error) {
	var secret string
	err := inKeychain(ctx, func() (err error) {
		secret, err = keyring.Get(keychainService, account(kind, owner, where))
		return err
	})
	if errors.Is(err, errNoSecret) {
		return "", nil
	}
	return wti.Secret(secret), err
}

// Set stores a secret, replacing an older one.
func (Keychain) Set(ctx context.Context, kind SecretKind, owner, where string, s wti.Secret) error {
	return inKeychain(ctx, func() error {
		return keyring.Set(keychainService, account(kind, owner, where), s.Reveal())
	})
}

// Delete removes a secret; one that is not there is no error.
func (Keychain) Delete(ctx context.Context, kind SecretKind, owner, where string) error {
	err := inKeychain(ctx, func() error {
		return keyring.Delete(keychainService, account(kind, owner, where))
	})
	if errors.Is(err, errNoSecret) {
		return nil
	}
	return err
}

// Unlock asks the system to unlock the keychain, which may show its prompt. It
// returns nil when secrets can be read and written now.
func (Keychain) Unlock(ctx context.Context) error {
	err := limited(ctx, func() error {
		_, err := keyring.Get(keychainService, "unlock")
		return err
	})
	if errors.Is(err, errNoSecret) {
		return nil
	}
	return err
}

// inKeychain runs one operation in a keychain that is there and unlocked.
func inKeychain(ctx context.Context, op func() error) error {
	if err := keychainReady(ctx); err != nil {
		return err
	}
	return limited(ctx, op)
}

// limited runs one operation with a limit. The library cannot be interrupted
// while a prompt is open, so the operation is left to end by itself when the
// limit comes first; its result is then dropped.
func limited(ctx context.Context, op func() error) error {
	ctx, cancel := context.WithTimeout(ctx, keychainLimit)
	defer cancel()
	done := make(chan error, 1)
	go func() { done <- op() }()
	select {
	case err := <-done:
		return keychainError(err)
	case <-ctx.Done():
		return ErrKeychainLocked
	}
}
