package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/godbus/dbus/v5"
	"github.com/zalando/go-keyring"
)

const (
	secretsName    = "org.freedesktop.secrets"
	secretsPath    = "/org/freedesktop/secrets"
	secretsDefault = "/org/freedesktop/secrets/aliases/default"
	secretsLogin   = "/org/freedesktop/secrets/collection/login"
	collectionKind = "org.freedesktop.Secret.Collection"
)

// keychainReady tells an absent and a locked Secret Service apart before the
// keychain library is asked: the library would open the desktop's unlock prompt,
// which takes the whole keyboard, at a moment that the agent did not choose.
func keychainReady(ctx context.Context) error {
	if os.Getenv("DBUS_SESSION_BUS_ADDRESS") == "" && !isSocket(fmt.Sprintf("/run/user/%d/bus", os.Getuid())) {
		return ErrKeychainAbsent
	}
	conn, err := dbus.ConnectSessionBus(dbus.WithContext(ctx))
	if err != nil {
		return fmt.Errorf("%w: %w", ErrKeychainAbsent, err)
	}
	defer func() { _ = conn.Close() }()
	locked, err := collectionLocked(conn)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrKeychainAbsent, err)
	}
	if locked {
		return ErrKeychainLocked
	}
	return nil
}

// collectionLocked reports the state of the collection that the library uses:
// the login collection, else the default one.
func collectionLocked(conn *dbus.Conn) (bool, error) {
	for _, path := range []dbus.ObjectPath{secretsLogin, secretsDefault} {
		v, err := conn.Object(secretsName, path).GetProperty(collectionKind + ".Locked")
		if err == nil {
			locked, _ := v.Value().(bool)
			return locked, nil
		}
		if e, ok := errors.AsType[dbus.Error](err); ok && e.Name == "org.freedesktop.DBus.Error.ServiceUnknown" {
			return false, err
		}
	}
	// The service is there and has no collection yet: it makes one on the first
	// write.
	return false, conn.Object(secretsName, secretsPath).Call("org.freedesktop.DBus.Peer.Ping", 0).Err
}

func isSocket(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode()&os.ModeSocket != 0
}

// keychainError sorts the library's errors. The library has no sentinel for a
// dismissed prompt: it then finds that nothing was unlocked.
func keychainError(err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, keyring.ErrNotFound) {
		return errNoSecret
	}
	if e, ok := errors.AsType[dbus.Error](err); ok {
		switch {
		case strings.HasSuffix(e.Name, ".IsLocked"):
			return ErrKeychainLocked
		case strings.HasSuffix(e.Name, ".ServiceUnknown"), strings.HasSuffix(e.Name, ".NoReply"):
			return fmt.Errorf("%w: %w", ErrKeychainAbsent, err)
		case strings.HasSuffix(e.Name, ".AccessDenied"):
			return ErrKeychainDenied
		}
	}
	if strings.Contains(err.Error(), "failed to unlock") {
		return ErrKeychainDenied
	}
	return fmt.Errorf("%w: %w", ErrKeychainAbsent, err)
}
