package app

import (
	"context"
	"strings"
	"time"

	"offhook/wti"
)

// limits are how long the switch was seen to let things last: each name with the
// duration. Nothing is in it that was not seen in this agent's own calls.
type limits struct {
	known map[string]time.Duration
	// fresh are those that have changed since they were last kept; zero: forget it.
	fresh map[string]time.Duration
	// acw is how long after-call work lasted when it last ended by itself. Once is
	// no proof: a supervisor can end it too.
	acw time.Duration
}

// The names of limits.
const (
	limitRing = "ring " // and the service's number
	limitACW  = "acw"
)

// alike is by how much two observations of the same limit may differ: work modes
// are read every few seconds where no events come.
const alike = 3 * time.Second

func (l *limits) learn(name string, d time.Duration) {
	if l.known == nil {
		l.known = map[string]time.Duration{}
	}
	if l.fresh == nil {
		l.fresh = map[string]time.Duration{}
	}
	if l.known[name], l.fresh[name] = d, d; d == 0 {
		delete(l.known, name)
	}
}

// add takes over what was learned in earlier runs.
func (l *limits) add(known map[string]time.Duration) {
	for name, d := range known {
		if _, ok := l.known[name]; !ok {
			l.learn(name, d)
			delete(l.fresh, name)
		}
	}
}

// ringLimit says how long a call that has begun to ring will do so: as the
// administrator has it, else as calls for the same service did before.
func (m *model) ringLimit(c *call) {
	if c.State != CallAlerting || c.Direction != Inbound || c.number == "" || c.late {
		return
	}
	if s := m.settings.Limits.RingSeconds; s > 0 {
		c.RingLimit = time.Duration(s) * time.Second
		return
	}
	c.RingLimit = m.limits.known[limitRing+c.number]
}

// learnRing remembers how long a call rang before it was taken back because it was
// not answered.
func (m *model) learnRing(c *call, cause string) {
	m.missedRang = 0
	if c.late {
		return
	}
	m.missedRang = m.now().Sub(c.Since)
	switch strings.ToLower(cause) {
	case "callforwardnoanswer", "callnotanswered", "alerttimeexpired":
		if c.number != "" && m.missedRang >= time.Second {
			m.limits.learn(limitRing+c.number, m.missedRang.Round(time.Second))
		}
	}
}

// doubtLimits forgets limits that calls outlast: the switch has others now.
func (m *model) doubtLimits() {
	for _, c := range m.calls {
		if c.State == CallAlerting && c.RingLimit > 0 && m.now().Sub(c.Since) > c.RingLimit+alike {
			c.RingLimit = 0
			if m.settings.Limits.RingSeconds == 0 {
				m.limits.learn(limitRing+c.number, 0)
			}
		}
	}
	if v := &m.agent; v.Mode == wti.AgentAfterCall && v.Limit > 0 && m.now().Sub(v.Since) > v.Limit+alike+alike {
		v.Limit, m.limits.acw = 0, 0
		if m.settings.Limits.AfterCallSeconds == 0 {
			m.limits.learn(limitACW, 0)
		}
	}
}

// modeLimit is how long a mode lasts, or may last.
func (m *model) modeLimit(a wti.Agent) time.Duration {
	switch a.Mode {
	case wti.AgentAux:
		return m.settings.Limits.aux(a.Reason)
	case wti.AgentAfterCall:
		if s := m.settings.Limits.AfterCallSeconds; s > 0 {
			return time.Duration(s) * time.Second
		}
		return m.limits.known[limitACW]
	default:
		return 0
	}
}

// learnAfterCall remembers how long after-call work lasted that nobody here ended,
// when it did so twice.
func (m *model) learnAfterCall(was AgentView, now wti.AgentMode) {
	ready := now == wti.AgentAutoIn || now == wti.AgentManualIn
	if was.Mode != wti.AgentAfterCall || !ready || m.agent.ChangedBy == ByMe || m.agent.ChangedBy == BySupervisor {
		return
	}
	lasted := m.now().Sub(was.Since).Round(time.Second)
	if d := lasted - m.limits.acw; m.limits.acw > 0 && d <= alike && -d <= alike {
		m.limits.learn(limitACW, lasted)
	}
	m.limits.acw = lasted
}

// keepLimits hands what was learned to the database.
func (a *App) keepLimits() {
	store, l := a.past.store, &a.model.limits
	if store == nil || len(l.fresh) == 0 {
		return
	}
	fresh := l.fresh
	l.fresh = nil
	a.work(func(ctx context.Context) func() {
		for name, d := range fresh {
			if err := store.KeepLimit(context.WithoutCancel(ctx), name, d); err != nil {
				a.log.Warn("history", "err", err) // it will be learned again
			}
		}
		return nil
	})
}

// readLimits reads what was learned in earlier runs.
func (a *App) readLimits() {
	store := a.past.store
	a.work(func(ctx context.Context) func() {
		known, err := store.Limits(ctx)
		if err != nil {
			a.log.Warn("history", "err", err)
		}
		return func() { a.model.limits.add(known) }
	})
}
