package media_test

import (
	"encoding/binary"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/pion/rtcp"

	"offhook/media"
)

// Counted by hand after RFC 3611 §4.7.2: a burst begins and ends with a loss and
// has fewer than 16 packets heard in a row; a lone loss belongs to a gap.
func TestLossPatternTellsBurstsFromLoneLosses(t *testing.T) {
	run := strings.Repeat
	for _, c := range []struct {
		name, packets                                                string
		burstDensity, gapDensity, burstLength, gapLength, burstiness float64
	}{
		{"nothing lost", run(".", 100), 0, 0, 0, 100, 1},
		{"one lost", run(".", 50) + "x" + run(".", 49), 0, 0.01, 0, 100, 1},
		{"each 20th lost", run(run(".", 19)+"x", 20) + ".", 0, 20.0 / 401, 0, 401, 1},
		{"one burst", run(".", 40) + "xxxx" + run(".", 56), 1, 0, 5, 97, 4 * 0.96},
		{"a burst with holes", run(".", 40) + "x.x.x" + run(".", 55), 0.6, 0, 6, 96, 1},
	} {
		bd, gd, bl, gl, r := media.Pattern(c.packets)
		near := func(what string, got, want, off float64) {
			if math.Abs(got-want) > off {
				t.Errorf("%s: %s = %.3f, want %.3f", c.name, what, got, want)
			}
		}
		near("burst density", bd, c.burstDensity, 0.2)
		near("gap density", gd, c.gapDensity, 0.002)
		near("burst length", bl, c.burstLength, 1.01)
		near("gap length", gl, c.gapLength, 2)
		near("BurstR", r, c.burstiness, 0.02)
	}
}

// A far end that sends extended reports is read, and gets ours.
func TestExtendedReportsAreReadAndAnswered(t *testing.T) {
	t.Parallel()
	a, far := open(t, media.Config{}), newPeer(t)
	newSound(t, a, 300, -20)
	start(t, a, far, "g711U")
	own := far.read(t).SSRC
	far.talk(t, a)
	data, err := rtcp.Marshal([]rtcp.Packet{
		&rtcp.ReceiverReport{SSRC: 0xcafe, Reports: []rtcp.ReceptionReport{{SSRC: own}}},
		&rtcp.ExtendedReport{SenderSSRC: 0xcafe, Reports: []rtcp.ReportBlock{
			&rtcp.ReceiverReferenceTimeReportBlock{NTPTimestamp: 0x1122334455667788},
			&rtcp.VoIPMetricsReportBlock{SSRC: own, DiscardRate: 64, BurstDensity: 128, RFactor: 81, MOSLQ: 42, MOSCQ: 39},
		}},
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := far.rtcp.WriteToUDPAddrPort(data, a.LocalRTCP()); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the report is read", func() bool { return a.Stats().RemoteR > 0 })
	if st := a.Stats(); st.RemoteR != 81 || st.RemoteMOS != 3.9 || st.RemoteDiscarded != 0.25 || st.RemoteBurst != 0.5 {
		t.Errorf("stats %+v, want what the report says", st)
	}
	m, d := far.metrics(t)
	if m.SSRC != 0xcafe || m.LossRate == 0 || m.LossRate > 60 || m.Gmin != 16 || m.MOSCQ < 10 || m.MOSCQ > 45 || m.RFactor > 94 || m.RXConfig != 0xb0 {
		t.Errorf("metrics %+v, want about 5 in 100 lost and a score", m)
	}
	if len(d.Reports) != 1 || d.Reports[0].SSRC != 0xcafe || d.Reports[0].LastRR != 0x33445566 {
		t.Errorf("delay since the last reference time %+v", d)
	}
}

// talk sends voice until the test ends, of which each twentieth packet is missing.
func (p *peer) talk(t *testing.T, s *media.Session) {
	done, gone := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(gone)
		tick := time.NewTicker(20 * time.Millisecond)
		defer tick.Stop()
		for i := 0; ; i++ {
			if i%20 != 10 {
				_, _ = p.rtp.WriteToUDPAddrPort(voice(0xcafe, uint16(i), uint32(i*160), 0x80), s.LocalRTP())
			}
			select {
			case <-done:
				return
			case <-tick.C:
			}
		}
	}()
	t.Cleanup(func() { close(done); <-gone })
}

// metrics reads reports until one has both extended blocks, with the score known.
func (p *peer) metrics(t *testing.T) (*rtcp.VoIPMetricsReportBlock, *rtcp.DLRRReportBlock) {
	t.Helper()
	for range 10 {
		raw := readFrom(t, p.rtcp)
		packets, err := rtcp.Unmarshal(raw)
		if err != nil {
			t.Fatal(err)
		}
		x, ok := packets[len(packets)-1].(*rtcp.ExtendedReport)
		if !ok || len(x.Reports) != 2 {
			continue
		}
		d, _ := x.Reports[0].(*rtcp.DLRRReportBlock)
		m, _ := x.Reports[1].(*rtcp.VoIPMetricsReportBlock)
		if d == nil || m == nil {
			t.Fatalf("extended report %v", x)
		}
		if m.MOSCQ == 127 { // not rated yet
			continue
		}
		// RFC 3611 §4.7: type 7, eight words behind the first.
		if at := len(raw) - 36; raw[at] != 7 || binary.BigEndian.Uint16(raw[at+2:]) != 8 {
			t.Errorf("metrics block begins % x", raw[at:at+4])
		}
		return m, d
	}
	t.Fatal("ten reports without a score")
	return nil, nil
}

// Others are left alone: their reports hold no extended blocks.
func TestOnlyThoseWhoKnowExtendedReportsGetThem(t *testing.T) {
	t.Parallel()
	a, far := open(t, media.Config{}), newPeer(t)
	newSound(t, a, 300, -20)
	start(t, a, far, "g711U")
	far.send(t, a.LocalRTP(), voice(0xcafe, 1, 160, 0x80))
	packets, err := rtcp.Unmarshal(readFrom(t, far.rtcp))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range packets {
		if x, ok := p.(*rtcp.ExtendedReport); ok {
			t.Errorf("an extended report: %v", x)
		}
	}
}
