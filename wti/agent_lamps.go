package wti

import (
	"context"
	"errors"
)

// Lamp modes (protocol notes §6.4).
const (
	lampBrokenFlutter = 0
	lampFlutter       = 1
	lampOff           = 2
	lampSteady        = 3
	lampWink          = 4
	lampInvertedWink  = 6
	lampFlash         = 7
)

// workButtons are the buttons whose lamps show a work mode.
var workButtons = []struct {
	function string
	mode     AgentMode
}{
	{ButtonAux, AgentAux}, {ButtonAutoIn, AgentAutoIn}, {ButtonManualIn, AgentManualIn}, {ButtonAfterCall, AgentAfterCall},
}

// workMode is the mode that a button asks for, AgentUnknown for other buttons.
func (b Button) workMode() AgentMode {
	for _, w := range workButtons {
		if b.Function == w.function {
			return w.mode
		}
	}
	return AgentUnknown
}

// lamp is the id of the button's lamp.
func (b Button) lamp() string {
	if len(b.Lamps) > 0 {
		return b.Lamps[0]
	}
	return b.ID
}

// agentByLamps reads the agent's state off the lamps of the work-mode buttons:
// steady is the mode in force, flash and flutter one that is pending until the
// call ends (protocol notes §6.4). ok is false when the lamps do not tell.
func agentByLamps(buttons []Button, lamps map[string]int) (n agentNotice, ok bool) {
	n = agentNotice{polled: true, lamps: true, mode: AgentLoggedOut}
	for _, b := range buttons {
		mode := b.workMode()
		lit, told := lamps[b.lamp()]
		if mode == AgentUnknown || !told {
			continue
		}
		ok = true
		reason := 0
		if mode == AgentAux {
			reason = decimal(b.Number)
		}
		switch lit {
		case lampSteady:
			n.mode, n.reason = mode, reason
		case lampFlash, lampFlutter, lampBrokenFlutter:
			n.pending, n.pendingReason = mode, reason
		}
	}
	return n, ok
}

// decimal reads digits, 0 for anything else.
func decimal(s string) int {
	n := 0
	for _, r := range s {
		if r < '0' || r > '9' || n > 99 {
			return 0
		}
		n = n*10 + int(r-'0')
	}
	return n
}

// lamp follows a lamp. Where neither events nor polls tell of the agent, the
// lamps of the work-mode buttons do. The lock must be held.
func (st *station) lamp(s *session, e LampMode) {
	if st.lamps == nil {
		st.lamps = make(map[string]int)
	}
	const most = 1000 // ids come from outside
	if _, known := st.lamps[e.Lamp]; !known && len(st.lamps) >= most {
		return
	}
	st.lamps[e.Lamp] = e.Mode
	if st.agentRefused && !st.agent.events {
		if n, ok := agentByLamps(st.buttons, st.lamps); ok {
			n.busy = len(st.calls.calls) > 0
			n.idle = !n.busy
			st.notice(s, n)
		}
	}
}

// readAgentByLamps is the third source of the agent's state (protocol notes
// §8.3), used when it cannot be asked for and no events come.
func (s *session) readAgentByLamps(ctx context.Context) error {
	buttons, err := s.knownButtons(ctx)
	if err != nil {
		return err
	}
	lamps, err := s.c.Lamps(ctx)
	if err != nil {
		return err
	}
	st := &s.c.station
	st.with(func() {
		st.agentRefused = true
		st.buttons = buttons
		for _, l := range lamps {
			st.lamp(s, l)
		}
	})
	return nil
}

// refusedForGood says that asking again in this session is of no use.
func refusedForGood(err error) bool {
	switch KindOf(err) {
	case KindLicence, KindNotSupported, KindNotPermitted:
		return true
	}
	return false
}

// agentServiceMissing is refusedForGood in agent requests, where a limit that is
// reached otherwise means that the agent is somewhere else.
func agentServiceMissing(err error) bool {
	e, ok := errors.AsType[*Error](err)
	return refusedForGood(err) || ok && e.Kind == KindAgentElsewhere && limitReached(e)
}

// limitReached says that there are no more of something, which for an agent's
// login has two causes (protocol notes §8.5).
func limitReached(e *Error) bool { return squash(e.Code) == "resourcelimitexceeded" }

// pressMode asks for a work mode by its button, where the service is refused.
func (s *session) pressMode(ctx context.Context, mode AgentMode, reason int) error {
	buttons, err := s.knownButtons(ctx)
	if err != nil {
		return err
	}
	id := ""
	for _, b := range buttons {
		if b.workMode() == mode && (id == "" || mode == AgentAux && reason != 0 && decimal(b.Number) == reason) {
			id = b.ID
		}
	}
	if id == "" {
		return &Error{Op: opSetAgentState, Kind: KindNotSupported, Text: "the phone has no button for this mode"}
	}
	return s.recipe(ctx, opButtonPress, func(h *hand) error { return h.press(id) })
}
