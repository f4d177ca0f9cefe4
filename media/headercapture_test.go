package media_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"offhook/media"
)

// captured is one packet of a capture file.
type captured struct {
	from, to netip.AddrPort
	onWire   int // with its IP header
	rtp      []byte
}

// readCapture reads a capture file of IPv4 packets.
func readCapture(t *testing.T, data []byte) []captured {
	t.Helper()
	le := binary.LittleEndian
	if len(data) < 24 || le.Uint32(data) != 0xa1b2c3d4 || le.Uint16(data[4:]) != 2 || le.Uint32(data[20:]) != 101 {
		t.Fatalf("no capture file of raw IP packets: % x", data[:min(24, len(data))])
	}
	snap := int(le.Uint32(data[16:]))
	var packets []captured
	for data = data[24:]; len(data) > 0; {
		n, whole := int(le.Uint32(data[8:])), int(le.Uint32(data[12:]))
		if at := time.Unix(int64(le.Uint32(data)), int64(le.Uint32(data[4:]))*1000); time.Since(at).Abs() > time.Hour {
			t.Errorf("captured at %v", at)
		}
		p := data[16 : 16+n]
		if n > snap || p[0] != 0x45 || p[9] != 17 || int(binary.BigEndian.Uint16(p[2:])) != whole ||
			int(binary.BigEndian.Uint16(p[24:])) != whole-20 {
			t.Fatalf("packet of %d bytes, %d on the wire: % x", n, whole, p)
		}
		packets = append(packets, captured{
			from:   netip.AddrPortFrom(netip.AddrFrom4([4]byte(p[12:16])), binary.BigEndian.Uint16(p[20:])),
			to:     netip.AddrPortFrom(netip.AddrFrom4([4]byte(p[16:20])), binary.BigEndian.Uint16(p[22:])),
			onWire: whole, rtp: p[28:],
		})
		data = data[16+n:]
	}
	return packets
}

// exchange sends 50 packets to a session that sends at least as many.
func exchange(t *testing.T, s *media.Session, far *peer) {
	t.Helper()
	start(t, s, far, "g711U")
	newSound(t, s, 1000, -12)
	for i := range 50 {
		far.send(t, s.LocalRTP(), voice(0x1234, uint16(i), uint32(160*i), 0x5a))
		far.read(t)
	}
	eventually(t, "all is received", func() bool { return s.Stats().PacketsReceived == 50 })
}

func TestHeadersOfBothDirectionsAreCapturedWithoutVoice(t *testing.T) {
	s, far := open(t, media.Config{}), newPeer(t)
	var file bytes.Buffer
	capture, err := s.CaptureHeaders(&file)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.CaptureHeaders(&bytes.Buffer{}); !errors.Is(err, media.ErrCapturing) {
		t.Errorf("a second capture: %v", err)
	}
	exchange(t, s, far)
	s.Stop()
	if err := capture.Close(); err != nil {
		t.Fatal(err)
	}
	in, out := 0, 0
	for _, p := range readCapture(t, file.Bytes()) {
		if len(p.rtp) != 12 || p.rtp[0] != 0x80 || p.onWire != 20+8+12+160 {
			t.Fatalf("captured % x of %d bytes; want the RTP header alone, 200 on the wire", p.rtp, p.onWire)
		}
		switch {
		case p.from == s.LocalRTP() && p.to == far.addr():
			out++
		case p.from == far.addr() && p.to == s.LocalRTP():
			if seq := binary.BigEndian.Uint16(p.rtp[2:]); int(seq) != in {
				t.Errorf("packet %d has the sequence number %d", in, seq)
			}
			in++
		default:
			t.Errorf("captured from %v to %v", p.from, p.to)
		}
	}
	// The last one may have been read before it was noted.
	if in != 50 || out < 49 || capture.Written() != uint64(in+out) || capture.Missed() != 0 {
		t.Errorf("captured %d in and %d out, %d counted, %d missed", in, out, capture.Written(), capture.Missed())
	}
}

// tshark must find both streams in the file, and nothing wrong with what the
// test sent: it knows nothing of this program.
func TestTsharkReadsTheCapturedHeaders(t *testing.T) {
	s, far := open(t, media.Config{}), newPeer(t)
	path := filepath.Join(t.TempDir(), "rtp.pcap")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	capture, err := s.CaptureHeaders(file)
	if err != nil {
		t.Fatal(err)
	}
	exchange(t, s, far)
	if err := errors.Join(capture.Close(), file.Close()); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("tshark", "-n", "-r", path, "-d", fmt.Sprintf("udp.port==%d,rtp", s.LocalRTP().Port()),
		"-q", "-z", "rtp,streams").Output()
	if err != nil {
		t.Fatalf("tshark: %v", err)
	}
	sent, received := "", ""
	for line := range strings.Lines(string(out)) {
		if strings.Contains(line, "0x00001234") {
			received = line
		} else if strings.Contains(line, fmt.Sprint(" ", s.LocalRTP().Port(), " ")) {
			sent = line
		}
	}
	for what, line := range map[string]string{"received": received, "sent": sent} {
		if !strings.Contains(line, "g711U") || !strings.Contains(line, "0 (0.0%)") {
			t.Errorf("what was %s: %q; want one stream of g711U without loss in\n%s", what, line, out)
		}
	}
}

// fullDisk fails each write.
type fullDisk struct{}

var errFull = errors.New("no space left")

func (fullDisk) Write([]byte) (int, error) { return 0, errFull }

func TestACaptureThatCannotBeWrittenSaysSoAndLeavesTheVoiceAlone(t *testing.T) {
	s, far := open(t, media.Config{}), newPeer(t)
	capture, err := s.CaptureHeaders(fullDisk{})
	if err != nil {
		t.Fatal(err)
	}
	exchange(t, s, far)
	if err := capture.Close(); !errors.Is(err, errFull) {
		t.Errorf("Close = %v, want the disk's error", err)
	}
	if again, err := s.CaptureHeaders(&bytes.Buffer{}); err != nil {
		t.Errorf("another capture after it: %v", err)
	} else if err := again.Close(); err != nil {
		t.Error(err)
	}
}
