package wti

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
)

// SkillAgent: an agent logged in or out at a watched skill (protocol notes §8.3:
// the switch tells this to monitors of the skill, not of the station).
type SkillAgent struct {
	Skill, AgentID string
	LoggedOn       bool
}

func (SkillAgent) event() {}

// watched is a monitor of a device that is not our own, in one session.
type watched struct {
	extension string
	kind      WatchKind
	device    string
	ref       string          // of the monitor; empty when there is none
	dirty     bool            // an event came since it was read; session.mu guards it
	queued    map[CallID]bool // at a VDN
}

// mostQueued bounds what is remembered of one VDN, should ends go missing.
const mostQueued = 10000

// watchFilter is what is asked of a monitor (protocol notes §9.4).
func watchFilter(w WatchKind) map[string]any {
	if w == WatchSkill {
		return map[string]any{"logicalDeviceFeature": on("agentLoggedOn", "agentLoggedOff")}
	}
	return map[string]any{"callcontrol": stationFilter()["callcontrol"]}
}

// watchMonitor starts a monitor for what is watched, once in a session, and says
// whether it has one. Without one, stations and skills are read from time to time.
func (s *session) watchMonitor(ctx context.Context, extension string, kind WatchKind) bool {
	s.mu.Lock()
	w := s.watched[extension]
	s.mu.Unlock()
	if w != nil && w.kind == kind {
		return w.ref != ""
	}
	if w != nil {
		s.endWatch(ctx, w)
	}
	w = &watched{extension: extension, kind: kind, queued: make(map[CallID]bool)}
	w.device = s.otherDevice(ctx, extension)
	if extension != s.c.opt.Extension { // our own station has its monitor
		err := s.startWatch(ctx, w)
		if errors.Is(err, ErrDisconnected) || ctx.Err() != nil {
			return false
		}
		if err != nil {
			s.c.log.Info("watched without a monitor", "extension", extension, "err", err)
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.watched == nil {
		s.watched = make(map[string]*watched)
	}
	s.watched[extension] = w
	return w.ref != ""
}

// startWatch writes the monitor in the form that our own one took.
func (s *session) startWatch(ctx context.Context, w *watched) error {
	d, l := s.c.opt.Dialect, &s.c.learned
	forms := d.monitorForms(get(l, &l.sense))
	form := forms[min(get(l, &l.monitor), len(forms)-1)]
	m := form.message(w.device, d.targetURL())
	m.Extensions = nil
	filter := map[string]any{}
	if !form.empty {
		filter = watchFilter(w.kind)
	}
	if avaya := (map[string]any{"invertFilter": true}); form.invert && form.filter {
		filter["invertFilter"] = true
	} else if form.invert && form.extensions {
		m.Extensions = private(map[string]any{"AvayaEvents": avaya})
	}
	m.RequestedMonitorFilter = filter
	if w.kind == WatchVDN {
		m.MonitorType = "call"
	}
	return s.do(ctx, opMonitorStart, m, func(p value) error {
		s.mu.Lock()
		defer s.mu.Unlock()
		ref := crossRef(p)
		if ref == "" || strings.EqualFold(ref, s.monitor) {
			return errAnswer(opMonitorStart, "a cross reference of its own")
		}
		w.ref = ref
		if s.refs == nil {
			s.refs = make(map[string]*watched)
		}
		s.refs[strings.ToLower(ref)] = w // on the reader: the very next event may be its
		if w.kind == WatchVDN {
			s.c.watches.queue(s.c, w.extension, 0) // those who wait already are not told
		}
		return nil
	})
}

// endWatch stops a monitor.
func (s *session) endWatch(ctx context.Context, w *watched) {
	s.mu.Lock()
	delete(s.watched, w.extension)
	delete(s.refs, strings.ToLower(w.ref))
	s.mu.Unlock()
	if w.ref != "" {
		_ = s.do(ctx, opMonitorStop, monitorStop{w.ref}, nil) // it is not listened to any more
	}
}

// endUnwatched stops the monitors of what is no longer watched, and those that a
// session taken up again brought along.
func (s *session) endUnwatched(ctx context.Context, kinds map[string]WatchKind) {
	s.mu.Lock()
	stale := s.stale
	s.stale = nil
	var gone []*watched
	for _, extension := range slices.Sorted(maps.Keys(s.watched)) {
		if _, ok := kinds[extension]; !ok {
			gone = append(gone, s.watched[extension])
		}
	}
	s.mu.Unlock()
	for _, ref := range stale {
		_ = s.do(ctx, opMonitorStop, monitorStop{ref}, nil)
	}
	for _, w := range gone {
		s.endWatch(ctx, w)
	}
}

// watcher is whose monitor an event comes from; nil for our own station's.
func (s *session) watcher(ref string) *watched {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.refs) == 0 || ref == "" {
		return nil
	}
	return s.refs[strings.ToLower(ref)]
}

// watchedEvent follows an event of a watched device. It runs on the reader.
func (s *session) watchedEvent(w *watched, f frame) {
	d := decoder{own: w.device, dialect: s.c.opt.Dialect}
	e, err := d.event(f.name, f.payload)
	if err != nil || e == nil {
		s.c.log.Debug("event of a watched device is not read", "event", f.name, "err", err)
		return
	}
	switch {
	case w.kind == WatchSkill:
		s.skillEvent(w, e, f)
	case w.kind == WatchVDN:
		w.vdn(e)
		s.c.watches.queue(s.c, w.extension, len(w.queued))
	case isCallEvent(e):
		s.mu.Lock()
		w.dirty = true // a snapshot says what it comes to, whatever kind of call it is
		s.mu.Unlock()
		signal(s.look)
	}
}

// skillEvent tells of agents who come and go; the counts are read anew.
func (s *session) skillEvent(w *watched, e Event, f frame) {
	n, ok := e.(agentNotice)
	if !ok {
		return
	}
	id := numberOf(n.id)
	if id == "" || !n.loggedOn && n.mode != AgentLoggedOut {
		return
	}
	s.c.queue.emit(SkillAgent{Skill: w.extension, AgentID: id, LoggedOn: n.loggedOn})
	if id == s.c.opt.AgentID {
		signal(s.poll)
	}
	signal(s.look)
}

// vdn counts the calls that wait.
func (w *watched) vdn(e Event) {
	switch e := e.(type) {
	case Queued:
		if len(w.queued) < mostQueued {
			w.queued[e.Connection.Call] = true
		}
	case Delivered:
		if numberOf(e.Alerting.Device) != w.extension {
			delete(w.queued, e.Connection.Call)
		}
	case Established:
		delete(w.queued, e.Connection.Call)
	case Diverted:
		delete(w.queued, e.Connection.Call)
	case Failed:
		delete(w.queued, e.Connection.Call)
	case ConnectionCleared:
		delete(w.queued, e.Connection.Call)
	case CallCleared:
		delete(w.queued, e.Call)
	}
}
