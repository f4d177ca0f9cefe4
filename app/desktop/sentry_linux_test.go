package desktop_test

import (
	"testing"

	"github.com/godbus/dbus/v5"

	"offhook/app/desktop"
)

// TestSleepAndNetworkAreHeardOf: the end of a sleep, and a change of the connection
// that everything goes through; not its beginning, nor other things of the network.
func TestSleepAndNetworkAreHeardOf(t *testing.T) {
	address := newBus(t)
	logind, network, stranger := service(t, address), service(t, address), service(t, address)
	take(t, logind, "org.freedesktop.login1")
	take(t, network, "org.freedesktop.NetworkManager")
	d, c := start(t, address)
	d.Set(desktop.State{})
	emit := func(conn *dbus.Conn, path dbus.ObjectPath, name string, body ...any) {
		t.Helper()
		if err := conn.Emit(path, name, body...); err != nil {
			t.Fatal(err)
		}
	}
	count := func(what string) (n int) {
		for _, x := range c.all() {
			if x == what {
				n++
			}
		}
		return n
	}
	const managers, logins = "/org/freedesktop/NetworkManager", "/org/freedesktop/login1"
	wait(t, "the sentry to listen", func() bool {
		emit(network, managers, "org.freedesktop.NetworkManager.StateChanged", uint32(70))
		return count("the network's state") > 0
	})
	changes := func(face, property string) {
		emit(network, managers, "org.freedesktop.DBus.Properties.PropertiesChanged", face, map[string]dbus.Variant{property: dbus.MakeVariant("x")}, []string{})
	}
	changes("org.freedesktop.NetworkManager", "ActivatingConnection")
	changes("org.freedesktop.NetworkManager.Device", "PrimaryConnection")
	changes("org.freedesktop.NetworkManager", "PrimaryConnection")
	wait(t, "the other network", func() bool { return count("another connection") > 0 })
	const sleeps = "org.freedesktop.login1.Manager.PrepareForSleep"
	emit(stranger, logins, sleeps, false)
	emit(logind, logins, sleeps, true)
	emit(logind, logins, sleeps, false)
	wait(t, "the end of the sleep", func() bool { return count("the computer has slept") > 0 })
	if n, m := count("another connection"), count("the computer has slept"); n != 1 || m != 1 {
		t.Errorf("heard of %d connections and %d sleeps, want one of each", n, m)
	}
}
