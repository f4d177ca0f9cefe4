package wti

import (
	"context"
	"errors"
	"time"
)

// How often the state is read (protocol notes §8.3). "Fast" is the time after an
// own request, an agent event or the end of a call.
const (
	fastTime         = 10 * time.Second
	agentPollFast    = 2 * time.Second
	agentPoll        = 5 * time.Second
	agentPollProven  = 15 * time.Second // agent events arrive
	callPollFast     = time.Second
	callPoll         = 3 * time.Second
	callPollProven   = 30 * time.Second // call events arrive
	callPollFastSure = 5 * time.Second
	callPollLamps    = 10 * time.Second       // the same where lamps are all that tells of calls
	callPollDoubt    = 500 * time.Millisecond // a difference waits for confirmation
	pollLongest      = time.Minute
	phonePoll        = time.Minute // whether the phone is still ours
)

// poller reads agent and calls until its context ends.
type poller struct {
	s         *session
	fastUntil time.Time
	agentDue  time.Time // when each is read next
	callsDue  time.Time
	phoneDue  time.Time
	failures  int  // of SnapshotDevice, in a row
	again     bool // a difference waits for the next snapshot
	mismatch  int  // how often the agent was on a call that we know nothing of
	voiceless int  // how many snapshots in a row had a call and no voice
	callless  int  // how many snapshots in a row had voice and no call
}

func (s *session) pollState(ctx context.Context) {
	now := time.Now()
	p := poller{s: s, agentDue: now, callsDue: now, phoneDue: now.Add(phonePoll)}
	timer := time.NewTimer(0)
	defer timer.Stop()
	for ctx.Err() == nil {
		select {
		case <-ctx.Done():
			return
		case <-s.poll:
			p.hurry(ctx)
		case <-timer.C:
			select {
			case <-s.poll: // where both are so, this comes first
				p.hurry(ctx)
			default:
				p.readDue(ctx)
			}
		}
		timer.Reset(time.Until(p.next()))
	}
}

// hurry reads soon, after something that may have changed the state.
func (p *poller) hurry(ctx context.Context) {
	p.fastUntil = time.Now().Add(fastTime)
	if p.s.isReversed() {
		p.probeSense(ctx)
	}
	p.agentDue, p.callsDue = time.Now(), time.Now().Add(min(callPollDoubt, p.callWait()))
}

// next is when something is to be read.
func (p *poller) next() time.Time {
	next := p.agentDue
	for _, due := range []time.Time{p.callsDue, p.phoneDue} {
		if due.Before(next) {
			next = due
		}
	}
	return next
}

// readDue reads what is due, always in this order, so that what happened plays
// the same again in a test with virtual time.
func (p *poller) readDue(ctx context.Context) {
	due := func(t time.Time) bool { return !time.Now().Before(t) && ctx.Err() == nil }
	if due(p.agentDue) {
		p.readAgent(ctx)
		p.agentDue = time.Now().Add(p.agentWait())
	}
	if due(p.callsDue) {
		p.readCalls(ctx)
		p.callsDue = time.Now().Add(p.callWait())
	}
	if due(p.phoneDue) {
		p.s.checkPhone(ctx)
		p.phoneDue = time.Now().Add(phonePoll)
	}
}

func (p *poller) agentWait() time.Duration {
	proven := false
	st := &p.s.c.station
	st.with(func() { proven = st.agent.events })
	switch {
	case time.Now().Before(p.fastUntil):
		return agentPollFast
	case proven && p.s.c.opt.Dialect.AgentPollSeconds > 0:
		return time.Duration(p.s.c.opt.Dialect.AgentPollSeconds) * time.Second
	case proven:
		return agentPollProven
	}
	return agentPoll
}

func (p *poller) callWait() time.Duration {
	proven, lamps := false, false
	st := &p.s.c.station
	st.with(func() { proven, lamps = st.calls.events || st.phone.proven, st.phone.on })
	fast := time.Now().Before(p.fastUntil)
	wait := callPoll
	switch {
	case p.again, p.voiceless == 1, p.callless == 1:
		return callPollDoubt
	case proven && fast:
		wait = callPollFastSure
	case proven && lamps:
		wait = callPollLamps
	case proven:
		wait = callPollProven
	case fast:
		wait = callPollFast
	}
	return min(wait<<min(p.failures, 6), pollLongest)
}

func (p *poller) readAgent(ctx context.Context) {
	s := p.s
	if s.c.opt.AgentID == "" {
		return
	}
	err := s.readAgent(ctx)
	if agentServiceMissing(err) {
		err = s.readAgentByLamps(ctx)
	}
	if err != nil {
		if ctx.Err() == nil {
			s.c.log.Debug("agent state not read", "err", err)
		}
		return
	}
	st, lost := &s.c.station, false
	st.with(func() { lost = st.agent.now.OnCall && len(st.calls.calls) == 0 })
	if !lost {
		p.mismatch = 0
	} else if p.mismatch++; p.mismatch == 2 {
		p.probeSense(ctx)
	}
}

// probeSense reacts to calls without events.
func (p *poller) probeSense(ctx context.Context) { p.note(ctx, p.s.probeSense(ctx)) }

func (p *poller) note(ctx context.Context, err error) {
	if err != nil && ctx.Err() == nil {
		p.s.c.log.Warn("monitors not changed", "err", err)
	}
}

func (p *poller) readCalls(ctx context.Context) {
	s, l := p.s, &p.s.c.learned
	p.again = false
	if s.c.FirstParty() {
		p.readPhone(ctx)
		return
	}
	if get(l, &l.noSnap) {
		return
	}
	unknown, missing, err := s.compareCalls(ctx, &p.again)
	if s.unlicensed(err) {
		p.note(ctx, s.resync(ctx))
		return
	}
	if err != nil {
		p.failures++
		if e, ok := errors.AsType[*Error](err); ok && e.Kind == KindNotSupported {
			set(l, &l.noSnap, true)
		}
		if ctx.Err() == nil {
			s.c.log.Debug("calls not read", "err", err)
		}
		return
	}
	p.failures = 0
	if s.probesDone() {
		p.note(ctx, s.stopProbes(ctx))
	}
	p.note(ctx, p.findVoice(ctx))
	p.endVoice(ctx)
	for _, c := range unknown {
		s.readRemote(ctx, c)
	}
	for _, c := range missing {
		s.locate(ctx, c)
	}
	if p.again { // before the missing event is made up, so that the answer's events come
		p.probeSense(ctx)
	}
}

// readAgent reads the agent's state; what it says is followed on the reader.
func (s *session) readAgent(ctx context.Context) error {
	id := s.c.opt.AgentID
	if id == "" {
		return nil
	}
	return s.do(ctx, opGetAgentState, deviceOnly{s.ownDevice()}, func(p value) error {
		s.c.station.with(func() { s.c.station.agentRefused = false })
		if n, ok := readAgentState(p, id); ok {
			s.deliver(n)
		}
		return nil
	})
}

// compareCalls takes a snapshot and delivers the events that are missing. again
// is set when a difference has to be confirmed; unknown are the calls whose
// other end is not known, missing are those to [session.locate].
func (s *session) compareCalls(ctx context.Context, again *bool) (unknown, missing []Connection, err error) {
	own := s.ownDevice()
	err = s.do(ctx, opSnapshotDevice, snapshotDevice{own}, func(p value) error {
		d := decoder{own: own, dialect: s.c.opt.Dialect}
		list, ok := d.readSnapshot(p)
		if !ok {
			return nil
		}
		st := &s.c.station
		st.with(func() {
			var events []Event
			events, *again = st.calls.reconcile(list, own)
			for _, e := range events {
				st.calls.apply(e, own)
				s.c.queue.emit(e)
			}
			unknown, missing = st.calls.strangers(list), st.calls.unlisted(list)
		})
		return nil
	})
	return unknown, missing, err
}

// readRemote asks who is at the other end of a call.
func (s *session) readRemote(ctx context.Context, c Connection) {
	d := decoder{own: s.ownDevice()}
	err := s.do(ctx, opSnapshotCall, snapshotCall{wire(c)}, func(p value) error {
		st := &s.c.station
		parties, remote := d.readParties(p)
		st.with(func() {
			if remote != (Party{}) {
				st.told(s, c, CallInfo{Calling: remote, Called: p.get("calledDevice").party(), UCID: ucid(p)})
			}
			st.rejoined(s, c, parties)
		})
		return nil
	})
	if err != nil {
		s.logOf(c.Call).Debug("parties of a call not read", "err", err)
	}
}

// snapshotTries is how often a snapshot is asked for that events overtake.
const snapshotTries = 3

// readCalls takes a snapshot, makes it the truth and reports it through done,
// on the reader and before any later event. One that events overtook is from
// before them, for answers and events come from different parts of AES (protocol
// notes §5.5): it is asked for again, and in the end the events are believed.
// Where the server has no snapshots, what is known stays.
func (s *session) readCalls(ctx context.Context, done func([]CallSnapshot)) error {
	st := &s.c.station
	if s.c.FirstParty() {
		return s.readLines(ctx, done)
	}
	read, overtaken, err := s.takeSnapshot(ctx, done)
	for tries := 1; overtaken && err == nil && tries < snapshotTries; tries++ {
		read, overtaken, err = s.takeSnapshot(ctx, done)
	}
	if errors.Is(err, ErrDisconnected) || ctx.Err() != nil {
		return err
	}
	if s.unlicensed(err) {
		return s.readLines(ctx, done)
	}
	if !read {
		s.c.log.Info("no snapshot of calls", "err", err)
		st.with(func() { done(st.calls.snapshot()) })
	}
	return nil
}

// takeSnapshot reports whether there was a snapshot to make the truth, or one that
// events overtook.
func (s *session) takeSnapshot(ctx context.Context, done func([]CallSnapshot)) (read, overtaken bool, err error) {
	st, own := &s.c.station, s.ownDevice()
	var asked int
	st.with(func() { asked = st.calls.news })
	err = s.do(ctx, opSnapshotDevice, snapshotDevice{own}, func(p value) error {
		d := decoder{own: own, dialect: s.c.opt.Dialect}
		list, ok := d.readSnapshot(p)
		if !ok {
			return nil
		}
		st.with(func() {
			if overtaken = st.calls.news != asked; !overtaken {
				read = true
				done(st.calls.replace(list))
			}
		})
		return nil
	})
	return read, overtaken, err
}

// Refresh reads the agent's state and our device's calls now. The result comes
// as a Resynced (and an AgentChanged if the agent's state is news).
func (c *Client) Refresh(ctx context.Context) error {
	s, err := c.session()
	if err != nil {
		return wrapRequest("refresh", err)
	}
	if err := s.readAgent(ctx); err != nil && errors.Is(err, ErrDisconnected) {
		return err
	}
	return s.readCalls(ctx, func(calls []CallSnapshot) {
		st := &c.station
		c.queue.emit(Resynced{Calls: calls, Agent: st.agent.now, Registered: st.registered, MediaKept: true})
	})
}
