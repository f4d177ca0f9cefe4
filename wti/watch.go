package wti

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"
)

// WatchKind is what is watched (protocol notes §9.4).
type WatchKind int

// The kinds of watch (protocol notes §9.4).
const (
	WatchStation WatchKind = iota // reported as Presence
	WatchSkill                    // reported as QueueChanged and SkillAgent
	WatchVDN                      // reported as QueueChanged; by a monitor only
)

// How often watched devices are read (skills no more than every 5 s, protocol
// notes §8.4), and how far apart two requests are.
const (
	watchRound = 2 * time.Second
	skillRound = 5 * time.Second
	watchPace  = 50 * time.Millisecond
	sureRound  = 10 * time.Second // of what has a monitor
	ownRound   = 15 * time.Second // features of our own station, for changes at the phone
	mostWatch  = 500
	// mostRefusals in a row, for no reason that passes, mean that there is no such
	// service.
	mostRefusals = 3
)

// watches is what is watched and what was last reported. It outlives sessions
// and is safe for concurrent use.
type watches struct {
	mu       sync.Mutex // guards the fields below
	kinds    map[string]WatchKind
	presence map[string]PresenceState
	skills   map[string]SkillStatus
	vdns     map[string]int
}

// Watch reports the presence at an extension, or the counts of a skill, from now
// on: at once and at each change, as [Presence] and [QueueChanged]. Watches
// survive a lost connection. A monitor reports at once; where there is none, as for
// want of a licence, they are read by turns, every two seconds (skills: five) and
// more slowly when there are many (protocol notes §8.4, §9.4). ctx bounds nothing beyond the call.
func (c *Client) Watch(_ context.Context, extension string, w WatchKind) error {
	if extension == "" || strings.Trim(extension, "0123456789*#") != "" {
		return fmt.Errorf("wti: watch %q: not an extension", extension)
	}
	v := &c.watches
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.kinds == nil {
		v.kinds, v.presence, v.skills = map[string]WatchKind{}, map[string]PresenceState{}, map[string]SkillStatus{}
		v.vdns = map[string]int{}
	}
	if _, known := v.kinds[extension]; !known && len(v.kinds) >= mostWatch {
		return fmt.Errorf("wti: watch %s: more than %d", extension, mostWatch)
	}
	v.kinds[extension] = w
	c.lookSoon()
	return nil
}

// Unwatch ends a watch (protocol notes §9.4). Without one it does nothing.
func (c *Client) Unwatch(_ context.Context, extension string) error {
	v := &c.watches
	v.mu.Lock()
	defer v.mu.Unlock()
	delete(v.kinds, extension)
	delete(v.presence, extension)
	delete(v.skills, extension)
	delete(v.vdns, extension)
	c.lookSoon()
	return nil
}

// lookSoon has the present session look at what is watched.
func (c *Client) lookSoon() {
	if s, err := c.session(); err == nil {
		signal(s.look)
	}
}

// list is what is watched, in a stable order.
func (v *watches) list() (names []string, kinds map[string]WatchKind) {
	v.mu.Lock()
	defer v.mu.Unlock()
	return slices.Sorted(maps.Keys(v.kinds)), maps.Clone(v.kinds)
}

// watch follows what is watched, by monitors and by reading, and reads the
// features of our own station, until ctx ends.
func (s *session) watch(ctx context.Context) {
	read := map[string]time.Time{} // when each was last read
	var own time.Time
	if sleep(ctx, s.c.opt.Jitter(watchPace)) != nil { // so that clients do not ask in step
		return
	}
	refused := map[string]int{} // how often in a row, of the services of our own station
	for {
		if time.Since(own) >= ownRound {
			own = time.Now()
			s.readOwnFeatures(ctx, refused)
		}
		names, kinds := s.c.watches.list()
		s.endUnwatched(ctx, kinds)
		for _, n := range names {
			monitored := s.watchMonitor(ctx, n, kinds[n]) && s.c.watches.inService(n, kinds[n])
			if !s.takeDirty(n) && time.Since(read[n]) < watchEvery(kinds[n], monitored) {
				continue
			}
			if sleep(ctx, watchPace) != nil {
				return
			}
			read[n] = time.Now()
			s.readWatched(ctx, n, kinds[n])
		}
		if !s.untilLook(ctx, watchRound) {
			return
		}
	}
}

// inService says that a station's events tell all of it: no call event says that
// a phone is registered again.
func (v *watches) inService(extension string, kind WatchKind) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	state := v.presence[extension]
	return kind != WatchStation || state != PresenceUnavailable && state != PresenceUnknown
}

// watchEvery is how often one is read. Monitors tell of stations by themselves,
// but of skills only who logs in and out.
func watchEvery(kind WatchKind, monitored bool) time.Duration {
	switch {
	case kind == WatchSkill:
		return skillRound
	case monitored:
		return sureRound
	}
	return watchRound - watchPace
}

func (s *session) readWatched(ctx context.Context, extension string, kind WatchKind) {
	switch kind {
	case WatchSkill:
		s.readSkill(ctx, extension)
	case WatchStation:
		s.readPresence(ctx, extension)
	}
}

// takeDirty says whether an event came from what is watched since it was read.
func (s *session) takeDirty(extension string) (dirty bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if w := s.watched[extension]; w != nil {
		dirty, w.dirty = w.dirty, false
	}
	return dirty
}

// untilLook waits for the next round; false when ctx has ended.
func (s *session) untilLook(ctx context.Context, wait time.Duration) bool {
	t := time.NewTimer(wait)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-s.look:
	case <-t.C:
	}
	return true
}

// readOwnFeatures reads again what was asked for before, for it may change at the
// phone without an event. A service that this server does not have is not asked
// for again; one that is refused for the moment, while the link to the switch is
// down say, is.
func (s *session) readOwnFeatures(ctx context.Context, refused map[string]int) {
	c, known := s.c, features{}
	c.station.with(func() { known = c.station.features })
	for _, f := range []struct {
		op   string
		want bool
		read func() error
	}{
		{opGetDoNotDisturb, known.dnd || known.owed.dnd, func() error { _, err := c.DoNotDisturb(ctx); return err }},
		{opGetForwarding, known.forward || known.owed.forward, func() error { _, err := c.Forwarding(ctx); return err }},
		{opGetMessageWaiting, known.messages || known.owed.messages, func() error { _, err := c.MessageWaiting(ctx); return err }},
	} {
		if !f.want || refused[f.op] >= mostRefusals {
			continue
		}
		switch e, ok := errors.AsType[*Error](f.read()); {
		case !ok:
			refused[f.op] = 0
		case refusedForGood(e):
			refused[f.op] = mostRefusals
		case e.Kind == KindOther:
			refused[f.op]++
		}
	}
}

func (s *session) readSkill(ctx context.Context, skill string) {
	now, err := s.c.Skill(ctx, skill)
	if err != nil {
		s.c.log.Debug("skill is not read", "skill", skill, "err", err)
		return
	}
	v := &s.c.watches
	v.mu.Lock()
	was, known := v.skills[skill]
	_, watched := v.kinds[skill]
	news := watched && (!known || was != now)
	if news {
		v.skills[skill] = now
	}
	v.mu.Unlock()
	if news {
		s.c.queue.emit(QueueChanged{Skill: skill, Status: now})
	}
}

func (s *session) readPresence(ctx context.Context, extension string) {
	now := PresenceUnknown
	device := s.otherDevice(ctx, extension)
	s.mu.Lock()
	w := s.watched[extension]
	s.mu.Unlock()
	monitored := w != nil && w.ref != ""
	d := decoder{own: device, dialect: s.c.opt.Dialect}
	err := s.do(ctx, opSnapshotDevice, snapshotDevice{device}, func(p value) error {
		now = d.presence(p)
		return nil
	})
	if ctx.Err() != nil || errors.Is(err, ErrDisconnected) {
		return
	}
	if e, ok := errors.AsType[*Error](err); ok && e.Advice() == AdviceOutOfService {
		now = PresenceUnavailable
	}
	s.c.watches.present(s.c, extension, now, !monitored)
}

// present reports presence when it is news.
func (v *watches) present(c *Client, extension string, now PresenceState, polled bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	was, known := v.presence[extension]
	if _, watched := v.kinds[extension]; !watched || known && was == now {
		return
	}
	v.presence[extension] = now
	c.queue.emit(Presence{Extension: extension, State: now, Polled: polled})
}

// queue reports the calls that wait at a VDN when that is news.
func (v *watches) queue(c *Client, vdn string, queued int) {
	v.mu.Lock()
	defer v.mu.Unlock()
	was, known := v.vdns[vdn]
	if _, watched := v.kinds[vdn]; !watched || known && was == queued {
		return
	}
	v.vdns[vdn] = queued
	c.queue.emit(QueueChanged{VDN: vdn, Status: SkillStatus{Queued: queued}})
}

// presence is what a snapshot says about the one at the device.
func (d *decoder) presence(p value) PresenceState {
	list, ok := d.readSnapshot(p)
	if !ok {
		return PresenceUnknown
	}
	private := p.private("SnapshotDeviceResponsePrivateData")
	if strings.EqualFold(private.get("serviceState").text(), "outOfService") {
		return PresenceUnavailable
	}
	state := PresenceIdle
	for _, c := range list {
		if c.State != StateAlerting {
			return PresenceOnCall
		}
		state = PresenceRinging
	}
	if state == PresenceIdle && strings.EqualFold(private.get("stationStatus").text(), "busy") {
		return PresenceOnCall // off-hook, or a call that we may not see
	}
	return state
}
