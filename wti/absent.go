package wti

import (
	"context"
	"maps"
	"slices"
)

// unlisted are the calls that a snapshot leaves out although nothing told of
// their end, while it is not known whether this server's snapshots list calls at
// all: an empty list may be all that it ever answers.
func (t *callTracker) unlisted(list []CallSnapshot) []Connection {
	if t.snapshots {
		return nil
	}
	var missing []Connection
	for _, id := range slices.Sorted(maps.Keys(t.calls)) {
		call := t.calls[id]
		if !call.away && !isListed(list, id) {
			missing = append(missing, call.own)
		}
	}
	return missing
}

func isListed(list []CallSnapshot, id CallID) bool {
	return slices.ContainsFunc(list, func(s CallSnapshot) bool { return s.Connection.Call == id })
}

// locate asks for the call itself, as a second witness: that it is not known, or
// that we are not in it, makes its absence from a snapshot believable (protocol
// notes §7.1, §10.2).
func (s *session) locate(ctx context.Context, c Connection) {
	st := &s.c.station
	changes := 0
	st.with(func() {
		if call := st.calls.calls[c.Call]; call != nil {
			changes = call.changes
		}
	})
	d, away := decoder{own: s.ownDevice()}, false
	err := s.do(ctx, opSnapshotCall, snapshotCall{wire(c)}, func(p value) error {
		parties, _ := d.readParties(p)
		away = len(parties) > 0 && !slices.ContainsFunc(parties, func(p CallParty) bool { return p.Own })
		return nil
	})
	if away || KindOf(err) == KindCallGone {
		st.with(func() {
			if call := st.calls.calls[c.Call]; call != nil && call.changes == changes {
				call.away = true
			}
		})
	}
}
