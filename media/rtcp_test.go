package media_test

import (
	"math"
	"testing"
	"time"

	"github.com/pion/rtcp"

	"offhook/media"
)

// reports reads RTCP until a sender report with a block about ssrc comes.
func (p *peer) report(t *testing.T, ssrc uint32) (*rtcp.SenderReport, rtcp.ReceptionReport) {
	t.Helper()
	for {
		packets, err := rtcp.Unmarshal(readFrom(t, p.rtcp))
		if err != nil {
			t.Fatal(err)
		}
		if _, ok := packets[1].(*rtcp.SourceDescription); !ok {
			t.Errorf("the second packet of the compound is %T, want a source description", packets[1])
		}
		if sr, ok := packets[0].(*rtcp.SenderReport); ok {
			for _, b := range sr.Reports {
				if b.SSRC == ssrc {
					return sr, b
				}
			}
		}
	}
}

func TestReportsSayWhatCameAndMeasureTheRoundTrip(t *testing.T) {
	t.Parallel()
	a, far := open(t, media.Config{}), newPeer(t)
	newSound(t, a, 300, -20)
	start(t, a, far, "g711U")
	first := far.read(t)
	for i := range 100 {
		if i%10 != 4 {
			far.send(t, a.LocalRTP(), voice(0xcafe, uint16(i), uint32(i*160), 0x80))
		}
	}
	sr, block := far.report(t, 0xcafe)
	if block.TotalLost != 10 || block.FractionLost < 24 || block.FractionLost > 27 || block.LastSequenceNumber != 99 {
		t.Errorf("report %+v, want 10 of 100 lost", block)
	}
	if sr.SSRC != first.SSRC || sr.PacketCount == 0 || sr.OctetCount != sr.PacketCount*160 {
		t.Errorf("sender report %+v", sr)
	}
	// What the report says about time must fit the stream: 8 timestamp units a ms.
	reported := time.Unix(int64(sr.NTPTime>>32)-2208988800, 0)
	if off := time.Since(reported); off < -2*time.Second || off > 2*time.Second {
		t.Errorf("the report's time is %v off", off)
	}
	if units := sr.RTPTime - first.Timestamp; units > 10*8000 {
		t.Errorf("the report's timestamp is %d units after the first packet's", units)
	}
	answer := &rtcp.ReceiverReport{SSRC: 0xcafe, Reports: []rtcp.ReceptionReport{{
		SSRC: sr.SSRC, FractionLost: 64, Jitter: 80, LastSenderReport: uint32(sr.NTPTime >> 16), Delay: 0,
	}}}
	data, err := answer.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := far.rtcp.WriteToUDPAddrPort(data, a.LocalRTCP()); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the answer is read", func() bool { return a.Stats().RemoteLoss > 0 })
	st := a.Stats()
	if st.RemoteLoss != 0.25 || st.RemoteJitterMs != 10 || st.RoundTripMs < 0 || st.RoundTripMs > 500 {
		t.Errorf("stats %+v, want a remote loss of 0.25, a jitter of 10 ms and a short round trip", st)
	}
}

func TestReportsOnTheVoicePortAreUnderstood(t *testing.T) {
	a, far := open(t, media.Config{}), newPeer(t)
	start(t, a, far, "g711U")
	own := far.read(t).SSRC
	answer := &rtcp.ReceiverReport{SSRC: 1, Reports: []rtcp.ReceptionReport{{SSRC: own, FractionLost: 128}}}
	data, err := answer.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	far.send(t, a.LocalRTP(), data)
	eventually(t, "the report is read", func() bool { return a.Stats().RemoteLoss == 0.5 })
}

func TestCloseSaysGoodbye(t *testing.T) {
	a, far := open(t, media.Config{}), newPeer(t)
	start(t, a, far, "g711U")
	own := far.read(t).SSRC
	if err := a.Close(); err != nil {
		t.Fatal(err)
	}
	packets, err := rtcp.Unmarshal(readFrom(t, far.rtcp))
	if err != nil {
		t.Fatal(err)
	}
	bye, ok := packets[len(packets)-1].(*rtcp.Goodbye)
	if !ok || len(bye.Sources) != 1 || bye.Sources[0] != own {
		t.Errorf("the last report is %v, want a goodbye of %x", packets, own)
	}
}

// Values of ITU-T G.107 with its default parameters and annex B.
func TestRatingFollowsTheEModel(t *testing.T) {
	for _, c := range []struct{ delay, loss, burst, r float64 }{
		{0, 0, 1, 93.2},
		{68, 0, 1, 91.6},
		{121, 0, 1, 90.3},
		{234, 0, 1, 81.3},
		{0, 0.05, 1, 77.4}, // Ie,eff 15.8
		{0, 0.05, 2, 76.0},
		{2000, 1, 1, 0},
	} {
		if got := media.Rating(c.delay, c.loss, c.burst); math.Abs(got-c.r) > 0.15 {
			t.Errorf("Rating(%v ms, %v, %v) = %.1f, want %.1f", c.delay, c.loss, c.burst, got, c.r)
		}
	}
	for r, want := range map[float64]float64{0: 1, 50: 2.58, 60: 3.10, 80: 4.02, 93.2: 4.41, 100: 4.5, -5: 1} {
		if got := media.OpinionScore(r); math.Abs(got-want) > 0.01 {
			t.Errorf("OpinionScore(%v) = %.2f, want %.2f", r, got, want)
		}
	}
}

func TestStatsRateTheCall(t *testing.T) {
	t.Parallel()
	a, b := open(t, media.Config{}), open(t, media.Config{})
	newSound(t, a, 1015, -12)
	newSound(t, b, 440, -20)
	connect(t, a, b, "g711U")
	// A busy machine may starve a sound card that is a goroutine, so the score
	// need not be good at once.
	eventually(t, "a good score", func() bool { st := a.Stats(); return st.MOS > 4 && st.R > 80 })
	st := a.Stats()
	if st.DelayMs < 5 || st.DelayMs > 300 || st.LastReceived.IsZero() || st.Codec != "g711U" || !st.Active {
		t.Errorf("stats of a call over the loopback: %+v", st)
	}
}
