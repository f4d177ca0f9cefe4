package simulator

import (
	"fmt"
	"math"
)

// AutoAnswer says which calls a station takes by itself, as its administration on
// the switch has it.
type AutoAnswer string

// The kinds of automatic answer.
const (
	AutoAnswerNone AutoAnswer = ""    // "none" too
	AutoAnswerACD  AutoAnswer = "acd" // calls of the ACD alone
	AutoAnswerAll  AutoAnswer = "all"
)

func (a AutoAnswer) check(who string) error {
	switch a {
	case AutoAnswerNone, "none", AutoAnswerACD, AutoAnswerAll:
		return nil
	}
	return fmt.Errorf("%s: auto_answer %q: want none, acd or all", who, a)
}

// zipSamples is how long the tone lasts that tells an agent of a call that was
// answered by itself: 400 ms.
const zipSamples = 3200

// autoAnswer answers a call that has just begun to ring, when the station is set
// so and nothing else is active there: Delivered and Established come back to
// back, and the agent hears the zip tone (protocol notes §7.3).
func (st *station) autoAnswer(p *party) {
	acd := st.agent != nil && st.agent.acd == p
	if st.auto != AutoAnswerAll && (st.auto != AutoAnswerACD || !acd) || st.active() != nil || p.state != stateAlerting {
		return
	}
	p.call.answer(p)
	if port := st.port(); port != nil {
		port.gateway.mu.Lock()
		defer port.gateway.mu.Unlock()
		port.zip = zipSamples
	}
}

// zipTone adds the tone to what the terminal hears.
func (p *port) zipTone(f *frame) {
	for i := range f {
		if p.zip <= 0 {
			return
		}
		n := zipSamples - p.zip
		f[i] = clamp(int(f[i]) + int(6000*math.Sin(2*math.Pi*480*float64(n)/8000)))
		p.zip--
	}
}
