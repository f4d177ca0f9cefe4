package wti

import (
	"context"
	"errors"
	"strings"
	"time"
)

// register makes the station's phone ours (protocol notes §5). A desk phone that
// cannot be shared is still controlled by third-party call control.
func (s *session) register(ctx context.Context) error {
	m, err := s.registration()
	if err != nil {
		return err
	}
	err = s.tryRegister(ctx, m)
	for _, wait := range []time.Duration{5 * time.Second, 10 * time.Second} {
		if !inProgress(err) {
			break
		}
		if e := sleep(ctx, wait); e != nil {
			return wrapRequest(opRegisterTerminal, e)
		}
		err = s.tryRegister(ctx, m)
	}
	if err != nil && s.c.opt.Mode == DeskPhone && !s.c.FirstParty() && KindOf(err) != KindWrongStationCode && KindOf(err) != KindDisconnected {
		s.c.log.Warn("desk phone is not shared, going on with call control only", "err", err)
		return nil
	}
	return err
}

// registration builds the request. The address for voice is known only now.
func (s *session) registration() (registerTerminal, error) {
	o := s.c.opt
	m := registerTerminal{Device: s.ownDevice(), LoginInfo: loginInfo{
		Password: wired(o.StationCode), ForceLogin: o.ForceLogin, UnicodeScript: 1,
	}}
	switch o.Mode {
	case OtherPhone:
		m.LoginInfo.DependencyMode, m.LoginInfo.MediaMode = "MAIN", "TELECOMMUTER"
		m.LoginInfo.TelecommuterExtension = o.OtherNumber
		return m, nil
	case DeskPhone:
		m.LoginInfo.DependencyMode, m.LoginInfo.MediaMode = "DEPENDENT", "NONE"
		return m, nil
	}
	m.LoginInfo.DependencyMode, m.LoginInfo.MediaMode = "MAIN", "CLIENT"
	media, err := o.LocalMedia(s.conn.local())
	if err != nil {
		return m, wrapRequest("local media", err)
	}
	size := media.PacketSize
	if size <= 0 {
		size = 20 * time.Millisecond
	}
	if offered := o.Dialect.Encryption; len(offered) > 0 {
		media.Encryption = offered
	}
	m.LocalMediaInfo = &mediaInfo{
		RTPAddress:  ipAddress{media.RTP.Addr().String(), media.RTP.Port()},
		RTCPAddress: ipAddress{media.RTCP.Addr().String(), media.RTCP.Port()},
		Codecs:      media.Codecs, PacketSize: int(size / time.Millisecond), EncryptionList: media.Encryption,
	}
	return m, nil
}

// tryRegister sends the request once. The answer's code decides; in doubt the
// registration state does (§5.3, §12.2).
func (s *session) tryRegister(ctx context.Context, m registerTerminal) error {
	var result registerResult
	s.c.station.with(func() { s.c.station.oldVoice = s.c.station.voice }) // a new terminal's stream begins with an event
	err := s.do(ctx, opRegisterTerminal, m, func(p value) error { return result.read(s, p) })
	if result.doubtful(err, s.c.opt.Dialect) {
		switch registered, unknown := s.registrationState(ctx); {
		case unknown == nil && registered:
			err = nil
		case unknown == nil && err == nil:
			err = &Error{Op: opRegisterTerminal, Text: "no result code, and the phone is not registered", result: true}
		}
	}
	if err == nil {
		st := &s.c.station
		here := s.conn.local()
		st.with(func() { st.registered, st.forced, st.since, st.local = true, false, time.Now(), here })
		s.mu.Lock()
		s.registered = true
		s.mu.Unlock()
	}
	return err
}

// registerResult is the code and the reason of a registration.
type registerResult struct{ code, reason string }

func (r *registerResult) read(s *session, p value) error {
	r.code, r.reason = p.find("code").text(), p.find("reason").text()
	if s.c.opt.Dialect.registered(r.code) || r.code == "" && positiveReason(r.reason) {
		return nil
	}
	s.c.log.Info("registration result", "code", r.code, "reason", s.c.redact.text(r.reason))
	e := &Error{Op: opRegisterTerminal, Code: r.code, Text: r.reason, result: true}
	e.Kind = classify(e)
	return e
}

func positiveReason(reason string) bool {
	words := squash(reason)
	return words == "" || strings.Contains(words, "normalregister") || strings.Contains(words, "success") || words == "ok"
}

// doubtful says that err, or its absence, does not tell whether the phone is
// registered.
func (r *registerResult) doubtful(err error, d Dialect) bool {
	if err == nil {
		return !d.registered(r.code)
	}
	switch KindOf(err) {
	case KindOther, KindTimeout:
		e, ok := errors.AsType[*Error](err)
		return ok && (r.code != "" || e.Kind == KindTimeout)
	}
	return false
}

// inProgress says that CM has not finished with the previous registration.
func inProgress(err error) bool {
	e, ok := errors.AsType[*Error](err)
	return ok && e.Op == opRegisterTerminal && e.Kind == KindNotNow
}

// registrationState asks whether the phone is registered. It fails when the server
// does not tell.
func (s *session) registrationState(ctx context.Context) (registered bool, err error) {
	state := ""
	err = s.do(ctx, opRegistrationState, deviceOnly{s.ownDevice()}, func(p value) error {
		if state = squash(p.get("registrationState", "state").text()); state == "" {
			return errMissing("registrationState")
		}
		return nil
	})
	return state == "registered", err
}

func (s *session) unregister(ctx context.Context) error {
	s.mu.Lock()
	registered := s.registered
	s.registered = false
	s.mu.Unlock()
	if !registered {
		return nil
	}
	return s.do(ctx, opUnregisterTerminal, unregisterTerminal{s.ownDevice(), true}, func(p value) error {
		if code := p.find("code").text(); code != "" && !s.c.opt.Dialect.registered(code) {
			return &Error{Op: opUnregisterTerminal, Code: code, Text: p.find("reason").text(), result: true}
		}
		return nil
	})
}

// sleep waits for d or for the end of ctx, whose cause it returns.
func sleep(ctx context.Context, d time.Duration) error {
	if ctx.Err() != nil {
		return context.Cause(ctx) // also when there is no time to wait
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
