package media_test

import (
	"testing"

	"github.com/pion/rtcp"

	"offhook/media"
)

// FuzzDatagram hands the RTP socket's reader anything at all, plain and sealed:
// it must neither panic nor take in what is no RTP.
func FuzzDatagram(f *testing.F) {
	f.Add(voice(7, 1, 160, 0x80), false)
	f.Add(voice(7, 1, 160, 0x80), true)
	f.Add([]byte{0x80, 200, 0, 6, 0, 0, 0, 1}, false)
	f.Add([]byte{0xbf, 13, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 255}, false)
	f.Fuzz(func(t *testing.T, datagram []byte, sealed bool) {
		if taken := media.ReadDatagram(datagram, sealed); taken && (sealed || len(datagram) < 12 || datagram[0]>>6 != 2) {
			t.Errorf("% x counts as voice", datagram)
		}
	})
}

// FuzzControl hands the RTCP reader anything: whatever a report says, the figures
// made of it stay within their ranges.
func FuzzControl(f *testing.F) {
	for _, p := range [][]rtcp.Packet{
		{&rtcp.SenderReport{SSRC: 7, NTPTime: 1 << 60, Reports: []rtcp.ReceptionReport{{SSRC: media.ControlSSRC, FractionLost: 9, LastSenderReport: 5}}}},
		{&rtcp.ReceiverReport{SSRC: 7, Reports: []rtcp.ReceptionReport{{SSRC: media.ControlSSRC, Jitter: 1 << 31, Delay: 1 << 31}}}},
		{&rtcp.ExtendedReport{SenderSSRC: 7, Reports: []rtcp.ReportBlock{
			&rtcp.VoIPMetricsReportBlock{SSRC: media.ControlSSRC, RFactor: 255, MOSCQ: 200},
			&rtcp.ReceiverReferenceTimeReportBlock{NTPTimestamp: 1},
			&rtcp.DLRRReportBlock{Reports: []rtcp.DLRRReport{{SSRC: 1}}},
			&rtcp.LossRLEReportBlock{SSRC: 2, Chunks: []rtcp.Chunk{0x4000}},
			&rtcp.StatisticsSummaryReportBlock{SSRC: 2},
		}}},
		{&rtcp.SourceDescription{}, &rtcp.Goodbye{Sources: []uint32{7}}},
	} {
		data, err := rtcp.Marshal(p)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		st := media.ReadControl(data)
		if st.RemoteLoss < 0 || st.RemoteLoss > 1 || st.RemoteR < 0 || st.RemoteR > 100 || st.RemoteMOS < 0 || st.RemoteMOS > 5 ||
			st.RoundTripMs < 0 || st.RoundTripMs > 60000 || st.RemoteJitterMs < 0 || st.RemoteDiscarded > 1 || st.RemoteBurst > 1 {
			t.Errorf("figures %+v", st)
		}
	})
}
