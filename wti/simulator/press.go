package simulator

import "time"

// keys are what a telephone has.
const keys = "0123456789*#ABCD"

// pressAfter is how long after an answer a far end presses its keys.
const pressAfter = time.Second

// Press lets the far end press keys of its telephone: the stations in the call
// are told of the tones, and of the digits that were entered.
func (c *Call) Press(digits string) {
	c.server.mu.Lock()
	defer c.server.unlock()
	for _, p := range c.call.in(stateConnected) {
		if p.outside != nil && p.outside == c.far {
			c.call.pressed(p, digits)
		}
	}
}

// pressed tells the stations of a party's keys.
func (c *call) pressed(from *party, digits string) {
	for _, p := range c.in(stateConnected) {
		if p.station != nil {
			for _, d := range digits {
				p.station.hear(string(d))
			}
		}
	}
	c.reportEntered(from, digits)
}

// pressLater lets a far end press the keys that it is set to, once it has an answer.
func (c *call) pressLater(p *party) {
	if p == nil || p.outside == nil || p.outside.voice.far.Press == "" {
		return
	}
	c.server.after(pressAfter, func() {
		if p.state == stateConnected && p.call.answeredBy(p) != nil {
			p.call.pressed(p, p.outside.voice.far.Press)
		}
	})
}
