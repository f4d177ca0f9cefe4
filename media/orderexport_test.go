package media

import (
	"fmt"
	"time"
)

// Order follows which packets a playout takes out of its buffer.
type Order struct {
	p    *Playout
	next int64
	runs int // restarts
	seen int
}

// WatchOrder begins to follow.
func WatchOrder(p *Playout) *Order { return &Order{p: p} }

// Pushed notes what became of a packet; with a restart counting begins anew.
func (o *Order) Pushed(outcome Outcome) {
	if outcome == Started || outcome == Restarted || outcome == Overflow {
		o.runs++
	}
}

// Check says whether the buffer went back, or still holds what was taken: then a
// packet could be played twice or out of order. Looking at all that is held takes
// time.
func (o *Order) Check(all bool) error {
	b := o.p.buffer
	if o.runs == o.seen && b.next < o.next {
		return fmt.Errorf("sequence %d is next after %d", b.next, o.next)
	}
	o.seen, o.next = o.runs, b.next
	for i := range b.slots {
		if !all {
			break
		}
		if s := &b.slots[i]; s.used && (s.seq < b.next || s.seq&slotMask != int64(i)) {
			return fmt.Errorf("sequence %d is still held though %d is next", s.seq, b.next)
		}
	}
	if t := b.Target(); t < delayFloor || t > delayCeiling {
		return fmt.Errorf("the target is %v", t.Round(time.Millisecond))
	}
	return nil
}
