package wti

import "context"

// redirectMedia asks for the voice stream where it is already: the server
// answers with a MediaStop and a MediaStart (protocol notes §5.5).
type redirectMedia struct {
	Device            string     `json:"device"`
	UsePreviousValues bool       `json:"usePreviousValues"`
	LocalMediaInfo    *mediaInfo `json:"localMediaInfo,omitempty"`
}

// findVoice has the server tell where the voice of a call is when that was not
// heard: the MediaStart came while the connection was lost, or before it was
// known what the monitor's filter means. Two snapshots in a row must show a call
// without voice; then it is asked for, and when that is not heard either, after
// four, eight and so on again.
func (p *poller) findVoice(ctx context.Context) error {
	s, st := p.s, &p.s.c.station
	missing, call := false, CallID("")
	st.with(func() {
		missing = s.c.opt.Mode == ThisComputer && st.registered && (!st.voice || st.oldVoice) && st.calls.talking()
		call = st.calls.talker()
	})
	if !missing {
		p.voiceless = 0
		return nil
	}
	p.voiceless++
	if p.voiceless == 3 { // asked for, and no word of it: perhaps the filter keeps it from us
		p.probeSense(ctx)
	}
	if p.voiceless < 2 || p.voiceless&(p.voiceless-1) != 0 {
		return nil
	}
	m, err := s.registration()
	if err != nil {
		return err
	}
	s.logOf(call).Info("a call without voice, asking for the stream")
	return s.do(ctx, opRedirectMedia, redirectMedia{m.Device, true, m.LocalMediaInfo}, nil)
}

// endVoice notices that the voice has ended when that was not heard. Two snapshots
// in a row must show nobody to talk to. A call on hold says enough: hold ends the
// stream (protocol notes §5.5). Without one the phone must be on-hook: an agent
// whose calls are answered by themselves may sit off-hook all day, with a stream
// that stays.
func (p *poller) endVoice(ctx context.Context) {
	s, st := p.s, &p.s.c.station
	idle := func() bool { return s.c.opt.Mode == ThisComputer && st.voice && !st.calls.talking() }
	left, held := false, false
	st.with(func() { left, held = idle(), st.calls.holding() })
	if !left {
		p.callless = 0
		return
	}
	if p.callless++; p.callless < 2 || p.callless&(p.callless-1) != 0 {
		return
	}
	if held {
		s.deliver(MediaStopped{})
		return
	}
	err := s.do(ctx, opGetHookswitch, deviceOnly{s.ownDevice()}, func(p value) error {
		onHook, err := readHook(p)
		ended := false
		st.with(func() { ended = onHook && idle() })
		if ended {
			s.deliver(MediaStopped{})
		}
		return err
	})
	if err != nil && ctx.Err() == nil {
		s.c.log.Debug("hook not read", "err", err)
	}
}

// holding reports whether a call is on hold.
func (t *callTracker) holding() bool {
	for _, c := range t.calls {
		if c.state == StateHeld {
			return true
		}
	}
	return false
}

// talking reports whether our end of a call is connected or hears a tone, and so
// must have voice: audio starts when the phone goes off-hook (protocol notes §5.5).
func (t *callTracker) talking() bool { return t.talker() != "" }

// talker is a call of which talking is true, empty when there is none.
func (t *callTracker) talker() CallID {
	for id, c := range t.calls {
		if c.state == StateConnected || c.state == StateInitiated || c.state == StateFailed {
			return id
		}
	}
	return ""
}
