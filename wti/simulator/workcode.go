package simulator

import "time"

// buttonWorkCode is the button for call work codes, on stations that have it
// (protocol notes §6.7).
const buttonWorkCode = 271

// mostCodeDigits is how long a work code may be.
const mostCodeDigits = 16

// codePause is after how long without a digit the telephone takes no more of a
// work code.
const codePause = 15 * time.Second

// coding is a work code that is being keyed.
type coding struct {
	digits string
	give   *timer
}

// pressWorkCode begins a work code for the ACD call that is up, or in after call
// work for the last one; else it does nothing. Pressed again it ends that.
func (st *station) pressWorkCode() {
	a := st.agent
	switch {
	case st.coding != nil:
		st.endCode()
	case a == nil || a.codes == nil || !a.talking() && a.mode != modeACW:
		st.server.log.Info("no work code now", "station", st.ext)
	default:
		st.coding = &coding{}
		if !st.server.dialect().NoWorkCodeLamp {
			st.setLamp(buttonWorkCode, lampSteady)
		}
		st.awaitCode()
	}
}

// awaitCode gives up after a while.
func (st *station) awaitCode() {
	st.coding.give.stop()
	st.coding.give = st.server.after(codePause, st.endCode)
}

func (st *station) endCode() {
	if st.coding != nil {
		st.coding.give.stop()
		st.coding = nil
		st.setLamp(buttonWorkCode, lampOff)
	}
}

// codeKey takes a key for the work code under way.
func (st *station) codeKey(digit string) {
	c := st.coding
	switch {
	case digit != "#":
		if c.digits += digit; len(c.digits) > mostCodeDigits || digit == "*" {
			st.endCode()
			return
		}
		st.awaitCode()
	case c.digits == "":
		st.endCode()
	default:
		st.agent.codes.workCode = c.digits
		st.server.log.Info("call work code", "agent", st.agent.id, "call", st.agent.codes.id, "code", c.digits)
		st.endCode()
	}
}

// checkCode ends a work code whose moment is over.
func (st *station) checkCode() {
	if a := st.agent; st.coding != nil && (a == nil || !a.talking() && a.mode != modeACW) {
		st.endCode()
	}
}

// WorkCode is the call work code that an agent gave to the call, "" for none.
func (c *Call) WorkCode() string {
	c.server.mu.Lock()
	defer c.server.mu.Unlock()
	return c.workCode
}
