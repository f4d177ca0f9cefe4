package app

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"offhook/wti"
)

// FeatureClient is what App needs of the WTI client beside calls and agent.
type FeatureClient interface {
	DoNotDisturb(ctx context.Context) (bool, error)
	SetDoNotDisturb(ctx context.Context, on bool) error
	Forwarding(ctx context.Context) (wti.Forwarding, error)
	SetForwarding(ctx context.Context, number string) error
	MessageWaiting(ctx context.Context) (bool, error)
	DeviceName(ctx context.Context, extension string) (string, wti.DeviceKind, error)
	HasWorkCode(ctx context.Context) (bool, error)
	Watch(ctx context.Context, extension string, w wti.WatchKind) error
}

// SetDoNotDisturb switches do-not-disturb (Send All Calls) of the station.
func (a *App) SetDoNotDisturb(on bool) { a.post(func() { a.setDoNotDisturb(on, nil) }) }

// SetForwarding forwards all calls to a number in any usual spelling; an empty
// one ends it.
func (a *App) SetForwarding(number string) { a.post(func() { a.setForwarding(number, nil) }) }

func (a *App) setDoNotDisturb(on bool, done func(error)) {
	v := &a.model.phone
	a.setFeature(&v.DoNotDisturbAsked, done, func(ctx context.Context, c Client) error { return c.SetDoNotDisturb(ctx, on) })
}

func (a *App) setForwarding(number string, done func(error)) {
	to := ""
	if number != "" {
		var err error
		if to, err = a.dialled(number); err != nil {
			a.refuse(number, err, done)
			return
		}
	}
	a.setForwardingAs(to, done)
}

// setForwardingAs forwards to what the switch dials as it is.
func (a *App) setForwardingAs(to string, done func(error)) {
	v := &a.model.phone
	a.setFeature(&v.ForwardAsked, done, func(ctx context.Context, c Client) error { return c.SetForwarding(ctx, to) })
}

// toggleForwarding ends forwarding, or forwards to where calls were forwarded last.
// Where that is not known, the window asks.
func (a *App) toggleForwarding() {
	switch m := &a.model; {
	case m.signIn.Phase != PhaseSignedIn:
	case m.phone.Forward != "":
		a.setForwarding("", nil)
	case m.lastForward != "":
		a.setForwardingAs(m.lastForward, nil)
	default:
		a.askWindow(WindowForward)
	}
}

// setFeature asks for a feature of the station. asked shows it until an event
// tells how it is, or until it is clear that none comes.
func (a *App) setFeature(asked *bool, done func(error), request func(context.Context, Client) error) {
	client := a.client
	if client == nil || a.model.signIn.Phase != PhaseSignedIn {
		finish(done, wti.ErrNotSignedIn)
		return
	}
	*asked = true
	a.work(func(ctx context.Context) func() {
		ctx, cancel := context.WithTimeout(ctx, requestLimit)
		defer cancel()
		err := request(ctx, client)
		return func() {
			if err != nil {
				*asked = false
				a.model.notify(explain(err).notice(Failure))
			} else {
				a.forgetAsked(asked)
			}
			finish(done, err)
		}
	})
}

// forgetAsked ends what is asked when no event has done it: asking for what is
// in force already changes nothing.
func (a *App) forgetAsked(asked *bool) {
	a.work(func(ctx context.Context) func() {
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(confirmLimit):
		}
		return func() { *asked = false }
	})
}

// watchAll reads the station's features and starts watching colleagues and
// skills, after each sign-in. What the server does not offer stays unknown.
func (a *App) watchAll() {
	client := a.client
	names := make(map[string]string)
	for _, c := range a.model.colleagues {
		if c.Name == "" {
			names[c.Extension] = ""
		}
	}
	colleagues, skills := a.opts.Settings.Colleagues, a.opts.Settings.Skills
	a.work(func(ctx context.Context) func() {
		ctx, cancel := context.WithTimeout(ctx, watchLimit)
		defer cancel()
		_, dnd := client.DoNotDisturb(ctx)
		_, forward := client.Forwarding(ctx)
		_, messages := client.MessageWaiting(ctx)
		codes, button := client.HasWorkCode(ctx)
		errs := []error{dnd, forward, messages, button}
		for _, c := range colleagues {
			errs = append(errs, client.Watch(ctx, c.Extension, wti.WatchStation))
		}
		for _, s := range skills {
			errs = append(errs, client.Watch(ctx, s, wti.WatchSkill))
		}
		for _, extension := range slices.Sorted(maps.Keys(names)) {
			name, _, err := client.DeviceName(ctx, extension)
			names[extension] = name
			errs = append(errs, err)
		}
		if err := errors.Join(errs...); err != nil {
			a.log.Info("not all features are known", "err", err)
		}
		return func() {
			a.model.nameColleagues(names)
			a.model.code.has = codes
		}
	})
}

// watchLimit bounds what watchAll asks for.
const watchLimit = time.Minute
