package wti

import (
	"context"
	"time"
)

// sees waits until ok holds; ok runs under the station's lock. When it does not in
// time, the lamps are read, for an event may be missing, and asked once more.
func (g *fingers) sees(limit time.Duration, ok func(h *handset) bool) (bool, error) {
	if done, err := g.waits(limit, ok); done || err != nil {
		return done, err
	}
	if err := g.readLamps(); err != nil {
		return false, err
	}
	return g.waits(0, ok)
}

func (g *fingers) waits(limit time.Duration, ok func(h *handset) bool) (done bool, err error) {
	end := time.NewTimer(limit)
	defer end.Stop()
	for {
		var changed <-chan struct{}
		g.look(func(h *handset) {
			if done = ok(h); !done {
				changed = h.next()
			}
		})
		if done {
			return true, nil
		}
		if err := g.s.conn.over(g.ctx); err != nil {
			return false, wrapRequest(g.op, err)
		}
		select {
		case <-changed:
		case <-end.C:
			return false, nil
		case <-g.s.conn.closed:
			return false, wrapRequest(g.op, ErrDisconnected)
		case <-g.ctx.Done():
			return false, wrapRequest(g.op, context.Cause(g.ctx))
		}
	}
}

// must is sees where nothing else is of use: a press that did nothing. It is not
// repeated, for it may have been carried out.
func (g *fingers) must(limit time.Duration, ok func(h *handset) bool) error {
	done, err := g.sees(limit, ok)
	if err == nil && !done {
		err = &Error{Op: g.op, Kind: KindTimeout, Text: "the phone's lamps do not follow", advice: AdviceNoAnswer}
	}
	return err
}

// readLamps reads the lamps while we have the turn.
func (g *fingers) readLamps() error {
	s, own := g.s, g.s.ownDevice()
	return s.c.pace.do(g.ctx, opGetLampMode, touchOther, func() error {
		return s.do(g.ctx, opGetLampMode, deviceOnly{own}, func(p value) error {
			st := &s.c.station
			st.with(func() {
				for _, l := range lampsIn(p) {
					st.lamp(s, l)
					st.tell(s, st.phone.turn(l.Lamp, l.Mode, own))
				}
				st.tell(s, st.phone.believe(own))
			})
			return nil
		})
	})
}
