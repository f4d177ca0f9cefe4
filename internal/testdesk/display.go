package testdesk

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"strings"
)

// startDisplay starts an X server on a free display number, with its frame
// buffer in a file that can be mapped.
func (d *Desk) startDisplay(ctx context.Context) error {
	if err := os.MkdirAll(d.Path("fb"), 0o700); err != nil {
		return err
	}
	r, w, err := os.Pipe()
	if err != nil {
		return err
	}
	defer r.Close()
	args := []string{"-displayfd", "3", "-screen", "0", fmt.Sprintf("%dx%dx24", d.opts.Width, d.opts.Height),
		"-dpi", "96", "-fbdir", d.Path("fb"), "-nolisten", "tcp", "-noreset"}
	if d.opts.NoOpenGL {
		args = append(args, "-extension", "GLX")
	}
	d.server, err = d.spawn("Xvfb", nil, []*os.File{w}, args...)
	w.Close()
	if err != nil {
		return err
	}
	// Xvfb writes its number when it accepts clients, and closes the pipe when
	// it cannot start.
	number, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		<-d.server.gone
		log, _ := os.ReadFile(d.server.log.Name())
		return fmt.Errorf("the X server did not start: %s", log)
	}
	d.display = ":" + strings.TrimSpace(number)
	d.env["DISPLAY"] = d.display
	if d.screen, err = openFramebuffer(d.Path("fb", "Xvfb_screen0")); err != nil {
		return err
	}
	d.atClose(d.screen.close)
	return d.startHand()
}

// EndDisplay ends the X server under whatever shows windows on it, as the end of a
// session does.
func (d *Desk) EndDisplay() { d.server.end() }

// Display is the X display's name, empty without one.
func (d *Desk) Display() string { return d.display }

// startWindowManager starts openbox, without a menu or a desktop that could
// react to clicks, and waits until it manages windows. It says so on the root
// window long before: a window that a program maps meanwhile stays unmapped for
// ever. Its startup command is the last thing it does before its event loop.
func (d *Desk) startWindowManager(ctx context.Context) error {
	path, started := d.Path("openbox.xml"), d.Path("openbox-started")
	if err := os.WriteFile(path, []byte(openboxConfig), 0o600); err != nil {
		return err
	}
	c, err := d.spawn("openbox", nil, nil, "--sm-disable", "--config-file", path, "--startup", "touch '"+started+"'")
	if err != nil {
		return err
	}
	return d.await(ctx, c, func(context.Context) error {
		_, err := os.Stat(started)
		return err
	})
}

// closeKey is the one key that the window manager keeps for itself.
const closeKey = "ctrl+alt+shift+F12"

// Focus follows clicks, and every key but one reaches the program.
const openboxConfig = `<?xml version="1.0" encoding="UTF-8"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
  <focus><focusNew>yes</focusNew><followMouse>no</followMouse></focus>
  <placement><policy>Smart</policy><center>no</center></placement>
  <theme><name>Clearlooks</name><animateIconify>no</animateIconify></theme>
  <desktops><number>1</number><popupTime>0</popupTime></desktops>
  <keyboard><keybind key="C-A-S-F12"><action name="Close"/></keybind></keyboard>
  <mouse>
    <context name="Client">
      <mousebind button="Left" action="Press"><action name="Focus"/><action name="Raise"/></mousebind>
    </context>
  </mouse>
</openbox_config>
`
