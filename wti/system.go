package wti

import (
	"context"
	"errors"
	"strings"
	"time"
)

// linkPoll is how often the link is asked for where no event tells of it, and
// linkPollProven where they do.
const (
	linkPoll       = 30 * time.Second
	linkPollProven = 5 * time.Minute
)

// systemStates are the states that we ask to be told of (protocol notes §9.2).
var systemStates = []string{"initializing", "enabled", "normal", "messageLost", "disabled", "partiallyDisabled",
	"overloadImminent", "overloadReached", "overloadRelieved"}

// SwitchLink is the state of the link between AES and the switch as last told
// (protocol notes §9.2). While it is [LinkDown] there is no call control.
func (c *Client) SwitchLink() SwitchLink {
	var link SwitchLink
	c.station.with(func() { link = c.station.link })
	return link
}

// watchSystem keeps an eye on AES and on its link to the switch (protocol notes
// §9.2): it asks to be told, and reads the state now and then. Servers that do
// not tell are left alone. When the link is back, everything is read anew.
func (s *session) watchSystem(ctx context.Context) {
	l := &s.c.learned
	if s.c.opt.Dialect.SystemEvents == "off" || get(l, &l.noSystem) {
		return
	}
	told := s.askForSystemEvents(ctx)
	for {
		read := s.readSystem(ctx)
		if ctx.Err() != nil || s.conn.isClosed() { // then silence says nothing of the server
			return
		}
		if !told && !read {
			set(l, &l.noSystem, true)
			return
		}
		wait := linkPoll
		if told && s.c.SwitchLink() != LinkDown {
			wait = linkPollProven
		}
		if !s.untilLinkUp(ctx, wait) {
			return
		}
	}
}

// untilLinkUp waits, no longer than linkPoll once the link has gone down: the word
// of its return may be lost, or have come first. It resynchronises each time the
// link has come up, and returns false when ctx has ended.
func (s *session) untilLinkUp(ctx context.Context, wait time.Duration) bool {
	t := time.NewTimer(wait)
	defer t.Stop()
	for {
		select {
		case <-s.linkDown: // where it has gone and come back by now, this is first
			t.Reset(min(wait, linkPoll))
			continue
		default:
		}
		select {
		case <-ctx.Done():
			return false
		case <-t.C:
			return true
		case <-s.linkDown:
			t.Reset(min(wait, linkPoll))
		case <-s.linkUp:
			if err := s.resync(ctx); err != nil && ctx.Err() == nil {
				s.c.log.Warn("not read anew after the link came up", "err", err)
			}
		}
	}
}

// askForSystemEvents says whether the server will tell.
func (s *session) askForSystemEvents(ctx context.Context) bool {
	first := s.do(ctx, opCallInformationEventsStart, linkEvents{true, true}, func(p value) error {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.listener = p.get("eventListenerId").text() // the one before, if any, is not listened to any more
		return nil
	})
	old, now := "", ""
	second := s.do(ctx, opSystemRegister, newSystemRegister(s.c.opt.SwitchName), func(p value) error {
		s.mu.Lock()
		defer s.mu.Unlock()
		old, now = s.registerID, p.get("sysStatRegisterID").text()
		s.registerID = now
		return nil
	})
	if second == nil && old != "" && old != now {
		_ = s.do(ctx, opSystemRegisterCancel, systemRegisterCancel{old}, nil) // it may have gone with the connection
	}
	return first == nil || second == nil
}

// readSystem asks for the state. It says whether an answer came.
func (s *session) readSystem(ctx context.Context) bool {
	status := s.do(ctx, opRequestSystemStatus, empty{}, func(p value) error {
		return s.readStatus(p)
	})
	link := s.do(ctx, opGetLinkStatus, linkName{s.c.opt.SwitchName}, func(p value) error {
		return s.readLinks(p)
	})
	return status == nil || link == nil
}

// readStatus runs on the reader.
func (s *session) readStatus(p value) error {
	d := decoder{switchName: s.c.opt.SwitchName}
	e, err := systemStatus(&d, p)
	if err == nil {
		s.deliver(e)
	}
	return err
}

// readLinks runs on the reader. A link is named like the switch; where none is,
// a single one is ours.
func (s *session) readLinks(p value) error {
	name := s.c.opt.SwitchName
	count, found := 0, SystemStatus{}
	for link := range p.get("linkList").items("linkName", "isLinkUp") {
		up, ok := link.get("isLinkUp", "linkUp").flag()
		if !ok {
			continue
		}
		is := SystemStatus{Link: LinkDown, Switch: link.get("linkName").text()}
		if up {
			is.Link = LinkUp
		}
		count++
		if strings.EqualFold(is.Switch, name) {
			s.deliver(is)
			return nil
		}
		found = is
	}
	if count == 1 {
		s.deliver(found)
	}
	return nil
}

// resync reads everything anew on the same session (protocol notes §2.5).
func (s *session) resync(ctx context.Context) error {
	registered, kept, err := s.recoverPhone(ctx)
	if err != nil {
		return err
	}
	if err := s.readAgent(ctx); errors.Is(err, ErrDisconnected) {
		return err
	}
	return s.readCalls(ctx, func(calls []CallSnapshot) {
		s.c.queue.emit(Resynced{Calls: calls, Agent: s.c.station.agent.now, Registered: registered, MediaKept: kept})
	})
}

// system follows what was told of AES and its link; only news is reported. The
// station's lock must be held.
func (st *station) system(s *session, e SystemStatus) {
	if e.Link == LinkUnknown {
		e.Link = st.link
	}
	if e.Switch == "" {
		e.Switch = s.c.opt.SwitchName
	}
	if e.Status == "" && e.Link == st.link {
		return // the link alone, and nothing new
	}
	if e.Status == "" {
		e.Status = st.status
	}
	if e.Link == st.link && e.Status == st.status {
		return
	}
	back := st.link == LinkDown && e.Link == LinkUp
	quiet := st.link == LinkUnknown && e.Link == LinkUnknown && normalStatus(e.Status)
	st.link, st.status = e.Link, e.Status
	if quiet {
		return
	}
	s.c.log.Info("system status", "link", int(e.Link), "switch", e.Switch, "status", e.Status)
	s.c.queue.emit(e)
	if e.Link == LinkDown {
		signal(s.linkDown)
	}
	if back {
		signal(s.linkUp)
	}
}

func normalStatus(status string) bool {
	return strings.EqualFold(status, "normal") || strings.EqualFold(status, "enabled")
}

// systemStatus decodes SystemStatus, the event and the answer alike.
func systemStatus(d *decoder, p value) (Event, error) {
	e := SystemStatus{Status: p.get("systemStatus", "status").text()}
	if e.Status == "" {
		return nil, errMissing("systemStatus")
	}
	list := p.private("SystemStatusPrivateData").get("switchTlinkStatus")
	count := 0
	for link := range list.items("switchName", "tlinkStatus") {
		name, state := link.get("switchName").text(), linkState(link.get("tlinkStatus", "status").text())
		count++
		if strings.EqualFold(name, d.switchName) {
			e.Switch, e.Link = name, state
			return e, nil
		}
		e.Switch, e.Link = name, state
	}
	if count > 1 {
		e.Switch, e.Link = "", LinkUnknown // none of them is known to be ours
	}
	return e, nil
}

func linkState(word string) SwitchLink {
	switch squash(word) {
	case "tlinkup", "up", "linkup":
		return LinkUp
	case "tlinkdown", "tlinkunavailable", "down", "linkdown", "unavailable":
		return LinkDown
	}
	return LinkUnknown
}

// linkChanged decodes LinkDownEvent and LinkUpEvent. One of another switch's, or
// for a listener of before, is of no interest.
func linkChanged(link SwitchLink) decodeEvent {
	return func(d *decoder, p value) (Event, error) {
		if id := p.get("eventListenerId").text(); id != "" && d.listener != "" && id != d.listener {
			return nil, nil
		}
		name := p.get("linkName").text()
		if name != "" && d.switchName != "" && !strings.EqualFold(name, d.switchName) {
			return nil, nil
		}
		return SystemStatus{Link: link, Switch: name}, nil
	}
}
