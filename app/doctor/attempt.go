package doctor

import (
	"context"
	"errors"
	"net/http/httptrace"
	"net/netip"
	"time"

	"offhook/wti"
)

// attempt is one sign-in at one server, by the real client.
type attempt struct {
	o       Options
	server  string
	options wti.Options
	client  *wti.Client
	path    *way

	err   error    // why signing in ended
	step  wti.Step // where
	took  [wti.StepCount]time.Duration
	calls bool // the extension has a call
	media *wti.MediaStarted
	first bool // calls are worked by buttons
	heard Voice
}

// newAttempt prepares a sign-in that goes as far as may be.
func newAttempt(o Options, server string, phone bool) *attempt {
	a := &attempt{o: o, server: server, path: &way{}}
	w := o.Client
	w.Servers = []string{server}
	w.AgentID, w.AgentPassword, w.ForceLogin = "", "", false
	w.Logger = o.Logger
	if w.CTIUser == "" || w.CTIPassword == "" {
		w.CTIUser, w.CTIPassword = "", ""
	}
	switch {
	case !phone || o.InUse:
		w.LastStep = wti.StepSession
	case w.StationCode == "" && w.Mode != wti.DeskPhone:
		w.LastStep = wti.StepMonitor
	}
	w.LocalMedia = a.localMedia
	a.options = w
	return a
}

// localMedia opens the voice path when the client knows our own address.
func (a *attempt) localMedia(local netip.Addr) (wti.LocalMedia, error) {
	if a.o.OpenVoice == nil {
		return wti.LocalMedia{}, errors.New("no voice path")
	}
	v, err := a.o.OpenVoice(local)
	if err != nil {
		return wti.LocalMedia{}, err
	}
	if a.heard != nil {
		_ = a.heard.Close()
	}
	a.heard = v
	return v.Announce(), nil
}

// signIn goes as far as it can and notes the way.
func (a *attempt) signIn(ctx context.Context) {
	client, err := wti.New(a.options)
	if err != nil {
		a.err = err
		return
	}
	a.client = client
	ctx, dog := watch(ctx, a.o.limit(reachLimit))
	defer dog.end()
	a.path.watchdog = dog
	ctx = httptrace.WithClientTrace(ctx, a.path.trace())
	ended := make(chan error, 1)
	go func() { ended <- client.SignIn(ctx) }()
	begun := time.Now()
	for done := false; !done; {
		select {
		case e := <-client.Events():
			begun = a.follow(e, dog, begun)
		case a.err = <-ended:
			done = true
		}
	}
	a.settle(dog, begun)
	if e, ok := errors.AsType[*wti.StepError](a.err); ok {
		a.step = e.Step
	}
}

// settle takes in the events of a sign-in that has ended. Its last one says so.
func (a *attempt) settle(dog *watchdog, begun time.Time) {
	late := time.NewTimer(time.Second)
	defer late.Stop()
	for {
		select {
		case e := <-a.client.Events():
			begun = a.follow(e, dog, begun)
			switch e := e.(type) {
			case wti.ConnectionChanged:
				return
			case wti.StepChanged:
				if e.State == wti.StepFailed {
					return
				}
			}
		case <-late.C:
			return
		}
	}
}

// follow takes in one event; begun is when the present step began.
func (a *attempt) follow(e wti.Event, dog *watchdog, begun time.Time) time.Time {
	switch e := e.(type) {
	case wti.StepChanged:
		now := time.Now()
		switch e.State {
		case wti.StepRunning:
			limit := requestLimit
			switch e.Step {
			case wti.StepConnect:
				limit = reachLimit
			case wti.StepRegister:
				limit = registerLimit
			}
			dog.next(a.o.limit(limit))
			return now
		case wti.StepDone, wti.StepFailed:
			if e.Step >= 0 && e.Step < wti.StepCount {
				a.took[e.Step] = now.Sub(begun)
			}
		}
	case wti.ControlModeChanged:
		a.first = e.FirstParty
	case wti.Delivered:
		a.calls = true
	case wti.MediaStarted:
		a.media = &e
	}
	return begun
}

// leave gives everything back.
func (a *attempt) leave() {
	if a.client != nil {
		ctx, cancel := context.WithTimeout(context.Background(), a.o.limit(requestLimit))
		defer cancel()
		_ = a.client.SignOut(ctx, 0)
		_ = a.client.Close()
	}
	if a.heard != nil {
		_ = a.heard.Close()
	}
}

// sessionChecks are about version and session.
func (a *attempt) sessionChecks() []Check {
	none := without([]Step{StepVersion, StepSession}, notReached)
	if !a.connected() {
		return none
	}
	if a.err != nil && a.step == wti.StepSession {
		log := logDMCC("StartApplicationSession")
		if wti.KindOf(a.err) == wti.KindVersion {
			c := a.o.refusal(StepVersion, a.err, AES, log).after(a.took[wti.StepSession])
			c.Finding = versionNone
			return []Check{c, none[1]}
		}
		return []Check{none[0], a.o.refusal(StepSession, a.err, AES, log).after(a.took[wti.StepSession])}
	}
	version := found(StepVersion, OK, versionUntold, nil)
	info, _ := a.client.Session() // none where a later step has failed
	if info.Version != "" {
		version = found(StepVersion, OK, versionChosen, values{"Version": info.Version})
	}
	session := found(StepSession, OK, sessionOpen, nil)
	if info.Timeout > 0 {
		session = found(StepSession, OK, sessionOpen, values{"Seconds": int(info.Timeout.Seconds())})
	}
	return []Check{version, session.after(a.took[wti.StepSession])}
}

// connected says that the server has let us in.
func (a *attempt) connected() bool { return a.err == nil || a.step > wti.StepConnect }

// phoneChecks are about device, monitor and registration.
func (a *attempt) phoneChecks() (list []Check) {
	steps := []Step{StepDevice, StepMonitor, StepRegistration}
	commands := []string{"GetDeviceId", "MonitorStart", "RegisterTerminal"}
	for i, s := range []wti.Step{wti.StepDevice, wti.StepMonitor, wti.StepRegister} {
		var c Check
		switch {
		case a.o.InUse:
			c = found(steps[i], Skipped, phoneInUse, nil)
		case a.err != nil && a.step < s:
			c = found(steps[i], Skipped, notReached, nil)
		case a.err != nil && a.step == s:
			c = a.o.refusal(steps[i], a.err, AES, logDMCC(commands[i]))
		case a.options.LastStep != 0 && s > a.options.LastStep:
			c = found(steps[i], Skipped, noStationCode, nil)
		case s == wti.StepDevice:
			c = found(steps[i], OK, deviceGiven, values{"Extension": a.options.Extension, "Switch": a.options.SwitchName})
		case s == wti.StepMonitor && a.first:
			c = found(steps[i], Warning, firstParty, nil)
		case s == wti.StepMonitor:
			c = found(steps[i], OK, monitored, nil)
		default:
			c = found(steps[i], OK, registered, nil)
		}
		list = append(list, c.after(a.took[s]))
	}
	return list
}
