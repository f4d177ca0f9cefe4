package simulator

import "slices"

// callKind is what a MakeCall asks for beside a number (protocol notes §7.1).
type callKind struct {
	priority bool   // a distinctive ring
	assist   bool   // an agent asks a supervisor to listen
	agent    *agent // whom alone it is for; nil for a call that is not a direct-agent one
	skill    *skill // that the agent's call counts for
	trunk    string // trunk access code; "" leaves the way to the switch
}

// The ring patterns of the telephone.
const (
	ringInternal = 2
	ringPriority = 3
)

// callKind reads callCharacteristics and Avaya's part of it. CSTA's flags alone
// are refused, as the switch would not know for which skill the call is.
func (x *exchange) callKind(st *station, number string) (k callKind, err error) {
	flags, data := sub(x.p, "callCharacteristics"), sub(private(x.p, "MakeCallPrivateData"), "callPrivateData")
	k.priority = flag(flags, "priorityCall")
	kind := str(data, "typeOfCall")
	switch {
	case flag(flags, "directAgent") && kind != "directAgent", flag(flags, "assistCall") && kind != "supervisorAssist":
		return k, operation("invalidParameterValue", "callCharacteristics needs the typeOfCall in MakeCallPrivateData")
	case !slices.Contains([]string{"", "normal", "directAgent", "supervisorAssist"}, kind):
		return k, operation("invalidParameterValue", "typeOfCall %q", kind)
	}
	if k.trunk = str(data, "destRoute"); k.trunk != "" && !dialable(k.trunk) {
		return k, operation("invalidDestination", "destRoute %q is no trunk access code", k.trunk)
	}
	if group, _, _ := splitDevice(str(data, "acdGroup")); group != "" {
		if k.skill = x.s.skills[group]; k.skill == nil {
			return k, operation("invalidAgentGroup", "%q is not a skill", group)
		}
	}
	switch kind {
	case "directAgent":
		err = k.forAgent(x.s.agents[number], st, number)
	case "supervisorAssist":
		err = k.forSupervisor(x.s, st, number)
	}
	return k, err
}

// forAgent makes it a call for one agent, which counts for a skill of that agent.
func (k *callKind) forAgent(a *agent, from *station, number string) error {
	switch {
	case a == nil || a.station == nil:
		return operation("invalidDestination", "no agent %q is logged in", number)
	case a.station == from:
		return operation("requestIncompatibleWithObject", "agent %s is at the calling station", number)
	case k.skill == nil && len(a.skills) > 0:
		k.skill = a.server.skills[a.skills[0]]
	}
	if k.skill == nil || !slices.Contains(a.skills, k.skill.Extension) {
		return operation("invalidAgentGroup", "agent %s does not have that skill", number)
	}
	k.agent = a
	return nil
}

// forSupervisor makes it an agent's call for help, to a station or to who is
// logged in there.
func (k *callKind) forSupervisor(s *Server, from *station, number string) error {
	switch a := from.agent; {
	case a == nil:
		return operation("requestIncompatibleWithObject", "no agent is logged in at %s", from.ext)
	case k.skill != nil && !slices.Contains(a.skills, k.skill.Extension):
		return operation("invalidAgentGroup", "agent %s does not have skill %s", a.id, k.skill.Extension)
	case s.station(number) == nil && s.agents[number] == nil:
		return operation("invalidDestination", "%q is not a supervisor's station", number)
	}
	k.assist = true
	return nil
}

// lead brings a dialled call to where its number and its kind lead.
func (c *call) lead(number string) {
	switch {
	case c.kind.agent != nil:
		c.waitAt(c.kind.skill, c.kind.agent)
	case c.kind.trunk != "":
		c.routeOutside(number)
	default:
		c.route(number)
		return
	}
	c.remix()
}

// ringPattern is how the telephone rings: a priority call sounds different from
// all others.
func (st *station) ringPattern() int {
	for _, p := range st.parties {
		if p != nil && p.state == stateAlerting && (p.call.kind.priority || p.call.kind.assist) {
			return ringPriority
		}
	}
	return ringInternal
}

// letGo leaves the calls that wait for this agent alone to the others, once the
// agent is logged out.
func (a *agent) letGo() {
	found := false
	for _, ext := range a.skills {
		for _, c := range a.server.skills[ext].queue {
			if c.direct == a {
				c.direct, found = nil, true
			}
		}
	}
	if found {
		a.server.distribute()
	}
}
