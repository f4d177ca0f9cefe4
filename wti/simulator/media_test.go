package simulator_test

import (
	"math"
	"net"
	"net/netip"
	"testing"
	"time"

	"github.com/pion/rtp"

	"offhook/wti/simulator"
)

// handset is a softphone's RTP socket.
type handset struct {
	t    *testing.T
	conn *net.UDPConn
	far  netip.AddrPort

	ssrc     uint32
	sequence uint16
	stamp    uint32
	packets  chan rtp.Packet
}

func newHandset(t *testing.T) *handset {
	t.Helper()
	conn, err := net.ListenUDP("udp", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	h := &handset{t: t, conn: conn, ssrc: 0x01020304, sequence: 65530, stamp: 0xffffff00, packets: make(chan rtp.Packet, 5000)}
	done := make(chan struct{})
	go func() {
		defer close(done)
		buf := make([]byte, 2000)
		for {
			n, err := conn.Read(buf)
			if err != nil {
				return
			}
			var p rtp.Packet
			if err := p.Unmarshal(append([]byte(nil), buf[:n]...)); err != nil {
				t.Errorf("not RTP: %v", err)
				return
			}
			h.packets <- p
		}
	}()
	t.Cleanup(func() { conn.Close(); <-done })
	return h
}

func (h *handset) port() int { return h.conn.LocalAddr().(*net.UDPAddr).Port }

// started takes the gateway's address from a MediaStartEvent.
func (h *handset) started(event object) {
	h.t.Helper()
	a := member(event, "rtpAddress")
	port := uint16(a["port"].(float64))
	if port%2 != 0 {
		h.t.Errorf("RTP port %d is odd", port)
	}
	h.far = netip.AddrPortFrom(netip.MustParseAddr(a["address"].(string)), port)
}

// say sends n frames of 20 ms with one sample value each, mu-law encoded.
func (h *handset) say(payloadType uint8, values ...byte) {
	h.t.Helper()
	for _, v := range values {
		payload := make([]byte, 160)
		for i := range payload {
			payload[i] = v
		}
		h.send(payloadType, payload)
	}
}

func (h *handset) send(payloadType uint8, payload []byte) {
	h.t.Helper()
	p := rtp.Packet{Header: rtp.Header{
		Version: 2, PayloadType: payloadType, SequenceNumber: h.sequence, Timestamp: h.stamp, SSRC: h.ssrc,
	}, Payload: payload}
	data, err := p.Marshal()
	if err != nil {
		h.t.Fatal(err)
	}
	if _, err := h.conn.WriteToUDPAddrPort(data, h.far); err != nil {
		h.t.Fatal(err)
	}
	h.sequence++
	h.stamp += uint32(len(payload))
}

// skip lets the time of n frames pass without a packet.
func (h *handset) skip(n int) { h.stamp += uint32(160 * n) }

// hear takes n packets and checks that they follow each other exactly.
func (h *handset) hear(n int) []rtp.Packet {
	h.t.Helper()
	var list []rtp.Packet
	for range n {
		select {
		case p := <-h.packets:
			if k := len(list); k > 0 && (p.SequenceNumber != list[k-1].SequenceNumber+1 ||
				p.Timestamp != list[k-1].Timestamp+160 || p.SSRC != list[k-1].SSRC) {
				h.t.Fatalf("packet %v does not follow %v", p.Header, list[k-1].Header)
			}
			list = append(list, p)
		case <-time.After(patience):
			h.t.Fatalf("only %d of %d packets came", len(list), n)
		}
	}
	return list
}

// drain forgets what came.
func (h *handset) drain() {
	for {
		select {
		case <-h.packets:
		default:
			return
		}
	}
}

// loudness is the share of bytes that are not silence.
func loudness(packets []rtp.Packet, silence byte) float64 {
	loud, all := 0, 0
	for _, p := range packets {
		for _, b := range p.Payload {
			if b != silence && b != silence^0x80 {
				loud++
			}
			all++
		}
	}
	return float64(loud) / float64(all)
}

func TestAgentTakesAnACDCallWithVoiceBothWays(t *testing.T) {
	s := start(t, simulator.Options{})
	h := newHandset(t)
	p := phone(t, s, "4750", h.port())
	p.logIn("2001", "autoIn")
	call, err := s.Call(simulator.Caller{
		Number: "15551234567", Name: "M KELLER", VDN: "7000", Digits: "42", UserData: "CUSTOMER=42", FarEnd: simulator.Speech("lamp"),
	})
	if err != nil {
		t.Fatal(err)
	}
	d := p.event("DeliveredEvent")
	checks := map[string]string{
		"localConnectionInfo": d["localConnectionInfo"].(string),
		"calling":             member(d, "callingDevice")["deviceIdentifier"].(string),
		"called":              member(d, "calledDevice")["deviceIdentifier"].(string),
		"alerting":            member(d, "alertingDevice")["deviceIdentifier"].(string),
		"user data":           member(d, "userData")["string"].(string),
		"ucid":                member(d, "callLinkageData", "globalCallData", "globalCallLinkageID")["globallyUniqueCallLinkageID"].(string),
	}
	details := member(d, "extensions", "privateData", "private", "DeliveredEventPrivateData")
	checks["digits"] = member(details, "userEnteredCode")["data"].(string)
	checks["vdn"] = member(details, "distributingVDN")["deviceIdentifier"].(string)
	checks["skill"] = details["acdGroup"].(string)
	for what, want := range map[string]string{
		"localConnectionInfo": "alerting", "calling": "15551234567:::0", "called": "7000:CM1:0.0.0.0:0",
		"alerting": "4750:CM1:0.0.0.0:0", "user data": "435553544F4D45523D3432", "ucid": call.UCID(),
		"digits": "42", "vdn": "7000:CM1:0.0.0.0:0", "skill": "500:CM1:0.0.0.0:0",
	} {
		if checks[what] != want {
			t.Errorf("%s of the delivered call is %q, want %q", what, checks[what], want)
		}
	}
	if got := p.event("RingerStatusEvent")["ringMode"]; got != "ringing" {
		t.Errorf("ringer is %v", got)
	}
	if st := call.State(); st != simulator.CallAlerting {
		t.Errorf("call is %s while it rings", st)
	}

	p.must("AnswerCall", object{"callToBeAnswered": p.connection(call)})
	h.started(p.event("MediaStartEvent"))
	if got := p.event("EstablishedEvent")["localConnectionInfo"]; got != "connected" {
		t.Errorf("established: %v", got)
	}
	heard := h.hear(50)
	if !heard[0].Marker || heard[0].PayloadType != 0 {
		t.Errorf("first packet is %v, want mu-law with marker", heard[0].Header)
	}
	if l := loudness(heard, 0xff); l < 0.3 {
		t.Errorf("a second of the caller's speech is only %.2f not silent", l)
	}

	h.say(0, 0x80, 0x81, 0x90) // loud, a little less, less; then a gap of two frames
	h.skip(2)
	h.say(0, 0xa0)
	if err := call.WaitHeard(limit(t), 6*20*time.Millisecond); err != nil {
		t.Fatal(err)
	}
	pcm := call.Heard()
	for i, want := range []int16{32124, 31100, 15996, 0, 0, 7932 - 32} {
		if got := pcm[160*i+80]; math.Abs(float64(got-want)) > 40 {
			t.Errorf("frame %d of what the caller heard is %d, want %d", i, got, want)
		}
	}
	if n, at := call.HeardPackets(), call.FirstHeardAt(); n != 4 || at.Before(call.AnsweredAt()) {
		t.Errorf("%d packets, first at %v, answered at %v", n, at, call.AnsweredAt())
	}

	ssrc, last := heard[0].SSRC, heard[49]
	p.must("HoldCall", object{"callToBeHeld": p.connection(call)})
	p.event("MediaStopEvent")
	p.event("HeldEvent")
	if got := s.Station("4750").RTP; got.On {
		t.Error("the stream is on while the call is held")
	}
	if st := call.State(); st != simulator.CallHeld {
		t.Errorf("call is %s on hold", st)
	}
	h.drain()
	p.must("RetrieveCall", object{"callToBeRetrieved": p.connection(call)})
	p.event("MediaStartEvent")
	p.event("RetrievedEvent")
	h.drain()
	again := h.hear(3)
	if again[0].SSRC != ssrc || (again[0].Timestamp-last.Timestamp)%160 != 0 {
		t.Errorf("after hold the stream went on as %v, before it was %v", again[0].Header, last.Header)
	}

	p.must("ClearConnection", object{"connectionToBeCleared": p.connection(call)})
	if got := p.event("ConnectionClearedEvent")["localConnectionInfo"]; got != "null" {
		t.Errorf("cleared: %v", got)
	}
	p.event("MediaStopEvent")
	if err := call.Wait(limit(t), simulator.CallEnded); err != nil {
		t.Fatal(err)
	}
	if rtp := s.Station("4750").RTP; rtp.Received != 4 || rtp.Unexpected+rtp.Malformed+rtp.WrongPayload+rtp.Lost+rtp.Stray != 0 {
		t.Errorf("the gateway counted %+v", rtp)
	}
}

func TestALawIsSpokenWhenTheClientPrefersIt(t *testing.T) {
	s := start(t, simulator.Options{})
	h := newHandset(t)
	p := session(t, s)
	p.station("4750")
	r := p.registration(h.port(), true)
	member(r, "localMediaInfo")["codecs"] = []string{"g722", "g711A", "g711U"}
	p.must("RegisterTerminal", r)
	p.must("MakeCall", object{"callingDevice": p.device, "calledDirectoryNumber": "5550101"})
	start := p.event("MediaStartEvent")
	if start["codec"] != "g711A" {
		t.Fatalf("codec is %v", start["codec"])
	}
	h.started(start)
	p.event("EstablishedEvent")
	// The echo comes back 100 ms later, and the same: 0x2a is the loudest A-law sample.
	h.say(8, 0x2a, 0x2a, 0x2a, 0x2a, 0x2a, 0x2a)
	for range 200 {
		for _, packet := range h.hear(1) {
			if packet.PayloadType != 8 {
				t.Fatalf("payload type %d", packet.PayloadType)
			}
			if packet.Payload[100] == 0x2a {
				return
			}
		}
	}
	t.Error("no echo within four seconds")
}
