package media_test

import (
	"fmt"
	"math/rand/v2"
	"net/netip"
	"sync"
	"testing"

	"offhook/media"
)

// relay is a bad network between two sessions: each knows one of its sockets as
// the far end.
type relay struct {
	left, right *peer
	wg          sync.WaitGroup
}

// newRelay forwards what a sends to b and the other way, as mangle says: it
// gets packets one by one and returns those to send now.
func newRelay(t *testing.T, a, b *media.Session, mangle func(packet []byte) [][]byte) *relay {
	r := &relay{left: newPeer(t), right: newPeer(t)}
	r.wg.Go(func() { forward(r.left, r.right, b.LocalRTP(), mangle) })
	r.wg.Go(func() { forward(r.right, r.left, a.LocalRTP(), func(p []byte) [][]byte { return [][]byte{p} }) })
	t.Cleanup(func() {
		r.left.rtp.Close()
		r.right.rtp.Close()
		r.wg.Wait()
	})
	return r
}

func forward(from, through *peer, to netip.AddrPort, mangle func([]byte) [][]byte) {
	for {
		buf := make([]byte, 2048)
		n, err := from.rtp.Read(buf)
		if err != nil {
			return
		}
		for _, p := range mangle(buf[:n]) {
			if _, err := through.rtp.WriteToUDPAddrPort(p, to); err != nil {
				return
			}
		}
	}
}

// badNetwork loses every twentieth packet at random, sends others twice, and
// swaps neighbours.
func badNetwork() func([]byte) [][]byte {
	r := rand.New(rand.NewPCG(1, 1))
	var held []byte
	return func(p []byte) [][]byte {
		if held != nil {
			late := held
			held = nil
			return [][]byte{p, late}
		}
		switch chance := r.Float64(); {
		case chance < 0.05:
			return nil
		case chance < 0.10:
			return [][]byte{p, p}
		case chance < 0.15:
			held = p
			return nil
		}
		return [][]byte{p}
	}
}

func TestToneSurvivesLossDuplicatesAndReorderingOnTheWire(t *testing.T) {
	for _, codec := range media.Codecs() {
		t.Run(codec, func(t *testing.T) {
			t.Parallel()
			a, b := open(t, media.Config{}), open(t, media.Config{})
			newSound(t, a, 1015, -12)
			ear := newSound(t, b, 440, -20)
			r := newRelay(t, a, b, badNetwork())
			for s, far := range map[*media.Session]*peer{a: r.left, b: r.right} {
				if err := s.Start(media.Remote{RTP: far.addr(), Codec: codec}); err != nil {
					t.Fatal(err)
				}
			}
			eventually(t, "b receives", func() bool { return b.Stats().PacketsReceived > 50 })
			attempts(t, func() error {
				before := b.Stats()
				heard := ear.hear(2 * 48000)
				if tone, all := tonePower(heard, 48000, 1015), loudness(heard); tone < -13 || all-tone > 0.5 {
					return fmt.Errorf("the tone of -12 dBFS arrives with %.1f of %.1f", tone, all)
				}
				if st := b.Stats(); st.Restarts > before.Restarts || st.Discarded > 0 {
					return fmt.Errorf("restarted or discarded: %+v", st)
				}
				return nil
			})
			eventually(t, "every kind of damage was seen", func() bool {
				st := b.Stats()
				return st.Lost > 0 && st.Duplicate > 0 && st.Reordered+st.Late > 0 && st.ConcealedMs > 0
			})
		})
	}
}
