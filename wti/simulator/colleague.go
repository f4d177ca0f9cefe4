package simulator

import (
	"fmt"
	"time"
)

// Work is how somebody works at a station without a client: a colleague to
// consult, to transfer to and to watch (protocol notes §9.3, §7.3).
type Work struct {
	Station string `toml:"station"`
	Agent   string `toml:"agent"` // login id of who is logged in there; "" for nobody
	// Mode is the agent's first work mode: auxWork when empty.
	Mode   WorkMode `toml:"mode"`
	Reason int      `toml:"reason"` // AUX reason code
	// Answer is how long a call rings until it is answered: 1.5 s when zero, never
	// when negative.
	Answer Duration `toml:"answer"`
	Busy   bool     `toml:"busy"`   // calls find the line busy
	Hangup Duration `toml:"hangup"` // hangs up so long after answering; zero: never
	// TransferTo is where each answered call is sent by a blind transfer, after
	// TransferAfter: an extension, a VDN or an outside number; "" for nowhere.
	TransferTo    string   `toml:"transfer_to"`
	TransferAfter Duration `toml:"transfer_after"`
	DoNotDisturb  bool     `toml:"do_not_disturb"`
	Forward       string   `toml:"forward"`
	FarEnd        FarEnd   `toml:"voice"` // what is said; a prompt when empty
}

// colleagueRing is how long a colleague's telephone rings by default.
const colleagueRing = 1500 * time.Millisecond

// hire lets the colleagues of the scenario begin to work.
func (s *Server) hire(list []Work) {
	for _, w := range list {
		st := s.station(w.Station)
		st.work, st.dnd, st.forward = &w, w.DoNotDisturb, w.Forward
		if a := s.agents[w.Agent]; a != nil {
			mode := w.Mode
			if mode == "" {
				mode = modeAUX
			}
			a.logIn(st, mode, w.Reason)
		}
	}
}

// worked reports whether somebody without a client works at the station now.
func (st *station) worked() bool { return st.work != nil && st.main == nil }

// react is what the colleague does with a call that begins to ring.
func (st *station) react(p *party) {
	if !st.worked() {
		return
	}
	w := st.work
	if w.Answer < 0 {
		return
	}
	st.server.after(w.Answer.or(colleagueRing), func() {
		if p.state == stateAlerting && st.active() == nil {
			p.call.answer(p)
		}
	})
}

// settle is what the colleague does with a call that was answered.
func (st *station) settle(p *party) {
	if !st.worked() {
		return
	}
	w := st.work
	if w.Hangup > 0 {
		st.server.after(time.Duration(w.Hangup), func() {
			if p.state != stateNull {
				p.call.clear(p, "normalClearing")
			}
		})
	}
	if w.TransferTo != "" {
		st.server.after(time.Duration(w.TransferAfter), func() { st.passOn(p) })

	}
}

// passOn transfers a call to where the colleague sends calls, once nobody from
// there is in it any more.
func (st *station) passOn(p *party) {
	w := st.work
	if target := st.server.station(w.TransferTo); p.state == stateConnected && target != nil && p.call.has(target) {
		st.server.after(max(time.Duration(w.TransferAfter), time.Second), func() { st.passOn(p) })
		return
	}
	if _, err := p.sendOn(w.TransferTo); err != nil {
		st.server.log.Info("colleague could not transfer", "station", st.ext, "err", err)
	}
}

// leg is the colleague's voice in a call.
func (p *party) leg() leg {
	if p.said == nil {
		p.said = newVoice(p.station.work.FarEnd.orSpeech("desk"))
		if h := p.call.handle; h.far == nil {
			h.far = &outside{number: p.station.ext, name: p.station.name, voice: p.said, colleague: true}
		}
	}
	return p.said
}

func (w Work) check(stations, agents map[string]bool) []error {
	var errs []error
	if !stations[w.Station] {
		errs = append(errs, fmt.Errorf("colleague: there is no station %q", w.Station))
	}
	if w.Agent != "" && !agents[w.Agent] {
		errs = append(errs, fmt.Errorf("colleague at %s: there is no agent %q", w.Station, w.Agent))
	}
	if err := w.Mode.choosable(); err != nil {
		errs = append(errs, fmt.Errorf("colleague at %s: %w", w.Station, err))
	}
	return append(errs, w.FarEnd.check("colleague at "+w.Station)...)
}
