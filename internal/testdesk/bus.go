package testdesk

import (
	"context"
	"os"
	"path/filepath"
	"strings"
)

// busConfig allows everything to the desk's user. It lists no service
// directory but the desk's own, so that nothing is started behind a test's
// back: without a keyring daemon there really is none.
const busConfig = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <keep_umask/>
  <listen>unix:path=SOCKET</listen>
  <auth>EXTERNAL</auth>
  <servicedir>SERVICES</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`

func (d *Desk) startBus(ctx context.Context) error {
	socket, services := d.Path("run", "bus"), d.Path("services")
	if err := installPrompter(services); err != nil {
		return err
	}
	config := strings.NewReplacer("SOCKET", socket, "SERVICES", services).Replace(busConfig)
	if err := os.WriteFile(d.Path("bus.conf"), []byte(config), 0o600); err != nil {
		return err
	}
	d.env["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=" + socket
	c, err := d.spawn("dbus-daemon", nil, nil, "--config-file="+d.Path("bus.conf"), "--nofork", "--nopidfile", "--nosyslog")
	if err != nil {
		return err
	}
	return d.await(ctx, c, func(ctx context.Context) error {
		_, err := d.call(ctx, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus.GetId")
		return err
	})
}

// installPrompter lets the keyring daemon start its password prompt, as it
// would in a desktop session.
func installPrompter(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	names, err := filepath.Glob("/usr/share/dbus-1/services/org.gnome.keyring.*Prompter.service")
	if err != nil {
		return err
	}
	for _, name := range names {
		if err := os.Symlink(name, filepath.Join(dir, filepath.Base(name))); err != nil {
			return err
		}
	}
	return nil
}

// call sends one message on the desk's bus and returns the answer as dbus-send
// prints it.
func (d *Desk) call(ctx context.Context, dest, path, method string, args ...string) (string, error) {
	all := append([]string{"--session", "--print-reply", "--reply-timeout=5000", "--dest=" + dest, path, method}, args...)
	return d.output(ctx, "dbus-send", all...)
}
