package simulator_test

import (
	"math"
	"net"
	"net/netip"
	"testing"
	"time"

	"github.com/pion/rtcp"
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

// follows says that a packet is the next one of its stream. Where the machine
// slept for more than ten frames, the gateway goes on at the time that it is then.
func follows(next, last rtp.Header) bool {
	gap := next.Timestamp - last.Timestamp
	return next.SSRC == last.SSRC && next.SequenceNumber == last.SequenceNumber+1 &&
		(gap == 160 || gap > 10*160 && gap%160 == 0)
}

// hear takes n packets and checks that they follow each other exactly.
func (h *handset) hear(n int) []rtp.Packet {
	h.t.Helper()
	var list []rtp.Packet
	for range n {
		select {
		case p := <-h.packets:
			if k := len(list); k > 0 && !follows(p.Header, list[k-1].Header) {
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
	member(r, "localMediaInfo")["codecs"] = []string{"g729", "g711A", "g711U"}
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

// onCall puts a call from 4750 to number up and returns the handset.
func onCall(t *testing.T, d simulator.Dialect, number string) (*simulator.Server, *peer, *handset, *simulator.Call) {
	t.Helper()
	s := start(t, simulator.Options{Scenario: quick(), Dialect: d})
	h := newHandset(t)
	p := phone(t, s, "4750", h.port())
	c := p.make(s, number)
	h.started(p.event("MediaStartEvent"))
	p.event("EstablishedEvent")
	return s, p, h, c
}

func TestDigitsInRTPAreUnderstoodWhenConfigured(t *testing.T) {
	s, _, h, c := onCall(t, simulator.Dialect{TelephoneEvent: 101}, "5550107")
	stamp := h.stamp
	for _, digit := range []byte{5, 11} { // 5 and #, three packets each (RFC 4733 §2.5)
		for _, end := range []byte{0, 0, 0x80} {
			h.stamp = stamp
			h.send(101, []byte{digit, end | 10, 1, 0x40})
		}
		stamp += 1600
	}
	if _, err := s.WaitCall(limit(t), func(got *simulator.Call) bool { return got == c && c.Digits() == "5#" }); err != nil {
		t.Errorf("digits are %q: %v", c.Digits(), err)
	}
	if n := c.HeardPackets(); n != 0 {
		t.Errorf("%d packets of digits were taken for voice", n)
	}
}

func TestGatewayCountsWhatIsWrongWithTheClientsRTP(t *testing.T) {
	s, _, h, c := onCall(t, simulator.Dialect{}, "5550107")
	h.say(0, 1, 2, 3)
	h.sequence++ // one lost
	h.skip(1)
	h.say(0, 4)
	h.stamp += 13 // does not fit the sequence
	h.say(0, 5)
	h.say(13, 6) // not agreed
	if _, err := h.conn.WriteToUDPAddrPort([]byte("hello"), h.far); err != nil {
		t.Fatal(err)
	}
	h.sequence++ // the one that was not agreed is no gap
	h.sequence--
	h.say(0, 7)
	if err := c.WaitHeard(limit(t), 7*20*time.Millisecond); err != nil {
		t.Fatal(err)
	}
	got := s.Station("4750").RTP
	if got.Received != 6 || got.Lost != 2 || got.WrongPayload != 1 || got.Malformed != 1 || got.TimestampErrors != 1 {
		t.Errorf("counted %+v", got.PortStats)
	}
}

func TestMediaFaultsAreExact(t *testing.T) {
	s, _, h, _ := onCall(t, simulator.Dialect{}, "5550106")
	h.hear(5)
	s.SetMediaFaults("4750", simulator.MediaFaults{LoseEvery: 5, DuplicateEvery: 7})
	h.drain()
	seen := map[uint16]int{}
	for range 60 {
		select {
		case p := <-h.packets:
			seen[p.SequenceNumber]++
		case <-time.After(patience):
			t.Fatal("no packet")
		}
	}
	twice := 0
	for _, n := range seen {
		if n == 2 {
			twice++
		}
	}
	first, last := uint16(0), uint16(0)
	for n := range seen {
		if first == 0 && last == 0 || int16(n-first) < 0 {
			first = n
		}
		if first == last || int16(n-last) > 0 {
			last = n
		}
	}
	missing := int(last-first) + 1 - len(seen)
	if twice < 5 || missing < 9 {
		t.Errorf("of packets %d to %d, %d are missing and %d came twice", first, last, missing, twice)
	}
	before := h.packetsNow()
	s.SetMediaFaults("4750", simulator.MediaFaults{})
	s.NewSSRC("4750")
	for range 200 {
		if p := <-h.packets; p.SSRC != before {
			if !p.Marker {
				t.Error("the new stream does not begin with a marker")
			}
			return
		}
	}
	t.Error("the SSRC stayed")
}

// packetsNow takes one packet and returns its SSRC.
func (h *handset) packetsNow() uint32 {
	h.t.Helper()
	select {
	case p := <-h.packets:
		return p.SSRC
	case <-time.After(patience):
		h.t.Fatal("no packet")
	}
	return 0
}

func TestRTCPIsExchanged(t *testing.T) {
	s := start(t, simulator.Options{Scenario: quick()})
	var h *handset
	var control *net.UDPConn
	for range 50 { // an even port whose successor is free
		h = newHandset(t)
		conn, err := net.ListenUDP("udp", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1), Port: h.port() + 1})
		if err == nil {
			control = conn
			break
		}
	}
	if control == nil {
		t.Fatal("no free pair of ports")
	}
	defer control.Close()
	p := phone(t, s, "4750", h.port())
	p.make(s, "5550106")
	h.started(p.event("MediaStartEvent"))
	if err := control.SetReadDeadline(time.Now().Add(patience)); err != nil {
		t.Fatal(err)
	}
	buf := make([]byte, 1500)
	n, err := control.Read(buf)
	if err != nil {
		t.Fatal(err)
	}
	first := h.hear(1)[0]
	report, ok := parseReports(t, buf[:n])
	if !ok || report.SSRC != first.SSRC || report.PacketCount == 0 || report.OctetCount != report.PacketCount*160 {
		t.Errorf("sender report %+v for stream %#x", report, first.SSRC)
	}
	rr := rtcp.ReceiverReport{SSRC: 1, Reports: []rtcp.ReceptionReport{{SSRC: first.SSRC, TotalLost: 3, Jitter: 80}}}
	data, err := rr.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	to := net.UDPAddrFromAddrPort(netip.AddrPortFrom(h.far.Addr(), h.far.Port()+1))
	if _, err := control.WriteToUDP(data, to); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(patience); ; {
		h.hear(1) // paces the loop
		if got := s.Station("4750").RTP; got.RemoteLost == 3 && got.RemoteJitterMs == 10 {
			break
		} else if time.Now().After(deadline) {
			t.Fatalf("the client's report was not taken: %+v", got.PortStats)
		}
	}
}

// parseReports checks a compound packet with another implementation.
func parseReports(t *testing.T, data []byte) (*rtcp.SenderReport, bool) {
	t.Helper()
	packets, err := rtcp.Unmarshal(data)
	if err != nil {
		t.Fatal(err)
	}
	if len(packets) != 2 {
		t.Fatalf("%d packets in the compound, want SR and SDES", len(packets))
	}
	if sdes, ok := packets[1].(*rtcp.SourceDescription); !ok || sdes.Chunks[0].Items[0].Text != "gateway@simulator" {
		t.Errorf("second packet is %v", packets[1])
	}
	sr, ok := packets[0].(*rtcp.SenderReport)
	return sr, ok
}

func TestPacketsKeepTheirPaceWithoutDrift(t *testing.T) {
	_, _, h, _ := onCall(t, simulator.Dialect{}, "5550106")
	best := time.Hour
	for range 5 { // a busy machine may hold up the last packet of any
		began := time.Now()
		h.hear(100)
		if best = min(best, time.Since(began)); best < 2500*time.Millisecond {
			break
		}
	}
	if best < 1900*time.Millisecond || best > 2500*time.Millisecond {
		t.Errorf("100 packets took %v, want 2 s", best)
	}
}
