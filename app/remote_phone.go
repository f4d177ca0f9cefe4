package app

import (
	"strings"

	"offhook/app/control"
)

// remoteDoNotDisturb takes on, off or toggle.
func remoteDoNotDisturb(a *App, req control.Request, done func(error)) func(*model) bool {
	on := !a.model.phone.DoNotDisturb
	switch strings.ToLower(req.Text) {
	case "on":
		on = true
	case "off":
		on = false
	case "", "toggle":
	default:
		done(badRequest("dnd takes on, off or toggle"))
		return nil
	}
	a.setDoNotDisturb(on, done)
	return func(m *model) bool { return m.phone.DoNotDisturb == on }
}

// remoteForward takes a number, or off.
func remoteForward(a *App, req control.Request, done func(error)) func(*model) bool {
	number := strings.TrimSpace(req.Text)
	switch {
	case number == "":
		done(badRequest("forward takes a number, or off"))
		return nil
	case strings.EqualFold(number, "off"):
		number = ""
	}
	to, err := a.dialled(number)
	if err != nil {
		to = ""
	}
	a.setForwarding(number, done)
	return func(m *model) bool { return m.phone.Forward == to }
}
