package simulator

import (
	"maps"
	"slices"
	"time"
)

// noAnswerTime is how long a call rings at an agent by default.
const noAnswerTime = 20 * time.Second

// skill is a hunt group and its queue, longest waiting first.
type skill struct {
	Skill
	queue []*call
}

// enterVDN lets a call pass a VDN into the queue of its skill.
func (c *call) enterVDN(v *vdn) {
	c.vdn, c.atVDN, c.announced = v, true, newAnnouncement(v)

	if !slices.Contains(c.via, v.Extension) {
		c.via = append(c.via, v.Extension)
	}
	device := c.server.here(v.Extension)
	c.report("OfferedEvent", "offered", c.who(object{
		"offeredConnection": object{"callID": c.id, "deviceID": device}, "offeredDevice": identified(device),
	}), "newCall")
	c.enterSkill(v.skill)
}

// enterSkill queues a call behind those that wait.
func (c *call) enterSkill(k *skill) { c.waitAt(k, nil) }

// waitAt queues a call for an agent of a skill; nil for any.
func (c *call) waitAt(k *skill, a *agent) {
	c.skill, c.direct = k, a
	if !slices.Contains(c.via, k.Extension) {
		c.via = append(c.via, k.Extension)
	}
	c.enqueue(len(k.queue))
}

// enqueue puts a call at a place of its skill's queue and looks for an agent.
func (c *call) enqueue(place int) {
	k := c.skill
	c.queued, c.atVDN = true, true
	k.queue = slices.Insert(k.queue, place, c)
	device := c.server.here(k.Extension)
	c.report("QueuedEvent", "queued", c.who(object{
		"queuedConnection": object{"callID": c.id, "deviceID": device}, "queue": identified(device),
		"numberQueued": len(k.queue), "callsInFront": place,
	}), "enteringDistribution")
	c.remix()
	c.server.log.Info("call waits for an agent", "call", c.id, "skill", k.Extension, "waiting", len(k.queue))
	c.server.distribute()
}

func (c *call) leaveQueue() {
	if !c.queued {
		return
	}
	c.queued = false
	c.skill.queue = slices.DeleteFunc(c.skill.queue, func(other *call) bool { return other == c })
}

// distribute gives waiting calls to the agents who have been available longest.
func (s *Server) distribute() {
	for _, ext := range slices.Sorted(maps.Keys(s.skills)) {
		k := s.skills[ext]
		for len(k.queue) > 0 {
			c, a := s.nextOf(k)
			if c == nil {
				break
			}
			s.offer(c, a)
		}
	}
	s.arrivals.consider(s)
}

// nextOf is a waiting call of a skill and the agent for it; nil for none. Calls
// for one agent go before the others.
func (s *Server) nextOf(k *skill) (*call, *agent) {
	var first *call
	for _, c := range k.queue {
		switch {
		case c.direct != nil && c.direct.available():
			return c, c.direct
		case c.direct == nil && first == nil:
			first = c
		}
	}
	if a := s.mostIdle(k); first != nil && a != nil {
		return first, a
	}
	return nil, nil
}

// mostIdle is the available agent of a skill who has waited longest, of several the one
// with the lowest ID; nil for none.
func (s *Server) mostIdle(k *skill) *agent {
	var best *agent
	for _, id := range slices.Sorted(maps.Keys(s.agents)) {
		a := s.agents[id]
		if a.available() && slices.Contains(a.skills, k.Extension) && (best == nil || a.idleSince.Before(best.idleSince)) {
			best = a
		}
	}
	return best
}

// offer rings a call at an agent.
func (s *Server) offer(c *call, a *agent) {
	c.leaveQueue()
	st := a.station
	c.leftQueue(st)
	appearance := st.free(false)
	p := c.addStation(st, appearance, stateAlerting)
	a.acd = p
	c.reportDelivered(p, "newCall")
	st.refresh()
	st.show(c.displayText(appearance))
	c.remix()
	st.react(p)
	s.log.Info("call rings at an agent", "call", c.id, "agent", a.id, "station", st.ext)
	c.noAnswer = s.after(c.skill.NoAnswer.or(noAnswerTime), func() { p.call.redirect(p) })
	st.autoAnswer(p)
}

// redirect takes a call back from an agent who does not answer: it goes to the
// head of the queue, the agent into AUX.
func (c *call) redirect(p *party) {
	if p.state != stateAlerting {
		return
	}
	s := c.server
	a := p.station.agent
	s.log.Warn("agent did not answer: call goes back to the queue", "call", c.id, "station", p.station.ext)
	p.leave()
	c.reportDiverted(p, s.here(c.skill.Extension), "callForwardNoAnswer")
	p.station.refresh()
	p.station.show()
	if a != nil && a.acd == p {
		a.acd, a.pending = nil, nil
		a.force(modeAUX, c.skill.NoAnswerReason, causePause)
	}
	c.enqueue(0)
}

// requeue takes a ringing call back because its agent leaves.
func (c *call) requeue(p *party) {
	c.noAnswer.stop()
	c.direct = nil
	p.leave()
	c.reportDiverted(p, c.server.here(c.skill.Extension), "redirected")
	p.station.refresh()
	c.enqueue(0)
}

// getAcdSplit is GetAcdSplit: the state of a skill's queue.
func (x *exchange) getAcdSplit() (object, error) {
	k, err := x.skillMember()
	if err != nil {
		return nil, err
	}
	available, loggedIn := 0, 0
	for _, a := range x.s.agents {
		if a.station == nil || !slices.Contains(a.skills, k.Extension) {
			continue
		}
		loggedIn++
		if a.available() {
			available++
		}
	}
	return object{"availableAgents": available, "callsInQueue": len(k.queue), "agentsLoggedIn": loggedIn}, nil
}

func (x *exchange) skillMember() (*skill, error) {
	ext, _, _ := splitDevice(x.deviceMember("device"))
	k := x.s.skills[ext]
	if k == nil {
		return nil, operation("invalidDeviceID", "%q is not a skill", ext)
	}
	return k, nil
}

// getAgentLogin is GetAgentLogin: who is logged in at a skill comes as an event.
func (x *exchange) getAgentLogin() (object, error) {
	k, err := x.skillMember()
	if err != nil {
		return nil, err
	}
	list := []string{}
	for _, a := range x.s.agents {
		if a.station != nil && slices.Contains(a.skills, k.Extension) {
			list = append(list, a.station.ext)
		}
	}
	slices.Sort(list)
	x.s.emit(k.Extension, "logicalDeviceFeaturePrivate.agentLoginExtension", "AgentLoginExtensionEvent",
		object{"agentLoginExtensionList": list, "isFinalResponse": true})
	return object{}, nil
}
