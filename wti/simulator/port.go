package simulator

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/netip"
	"strings"
	"time"

	"github.com/pion/rtp"
)

// portBuffer is how many samples wait at most between a terminal and its bridge.
const portBuffer = 10 * frameSamples

// portLead is how many samples must wait before the first is passed on.
const portLead = 2 * frameSamples

// port is the RTP stream of one terminal. Its fields below conn and control are
// guarded by gateway.mu.
type port struct {
	gateway       *gateway
	conn, control *net.UDPConn   // nil with Options.NoVoice
	unbound       netip.AddrPort // what is announced then
	onDigit       func(string)   // called without locks held

	remote, remoteControl netip.AddrPort
	payloadType           uint8      // 0 mu-law, 8 A-law, 9 G.722; 255 none in common
	say, hear             *lowerBand // of G.722, since the last start
	on, closed            bool
	marker                bool // the next packet is the first after a pause
	ssrc                  uint32
	sequence              uint16
	base                  uint32 // timestamp at tick 0
	packet                []byte // waits to be sent in this tick
	reportIn              int    // ticks until the next sender report

	pending   []int16 // received, not yet passed on
	playing   bool
	recorders []*recorder
	digitTime uint32 // timestamp of the last RFC 4733 digit
	digitSeen bool
	faults    MediaFaults
	srtp      string  // protocol of the client's list, "" for plain RTP
	cipher    *cipher // since the last start; nil for plain RTP
	zip       int     // samples of zip tone still to come
	deaf      bool    // silence is sent instead of what the call says

	held     []byte // a packet kept back to be sent after its successor
	count    PortStats
	receiver receiver
}

type datagram struct {
	conn *net.UDPConn
	data []byte
	to   netip.AddrPort
	late time.Duration // by which a fault delays it
}

func (d datagram) send() {
	d.conn.WriteToUDPAddrPort(d.data, d.to) // a lost packet is what UDP is about
}

// open makes a port with an even RTP port number and RTCP on the next one.
func (g *gateway) open(remote, control netip.AddrPort, codecs []string, onDigit func(string)) (*port, error) {
	p := &port{
		gateway: g, remote: remote, remoteControl: control, onDigit: onDigit,
		payloadType: g.choose(codecs), ssrc: rand.Uint32(), sequence: uint16(rand.Uint32()), base: rand.Uint32(),
	}
	if g.mute {
		g.mu.Lock()
		defer g.mu.Unlock()
		g.unbound += 2
		p.unbound = netip.AddrPortFrom(netip.AddrFrom4([4]byte{127, 0, 0, 1}), 20_000+g.unbound%20_000)
		return p, nil
	}
	if err := p.bind(); err != nil {
		return nil, err
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.closed {
		return nil, errors.Join(errors.New("gateway is closed"), p.conn.Close(), p.control.Close())
	}
	g.ports[p] = true
	g.tasks.run("rtp reader", p.receive)
	g.tasks.run("rtcp reader", p.receiveControl)
	return p, nil
}

// choose picks the first codec of the client's list that we speak.
func (g *gateway) choose(codecs []string) uint8 {
	chosen := uint8(255)
	for _, name := range codecs {
		pt, ok := map[string]uint8{"g711u": 0, "g711a": 8, "g722": 9}[strings.ToLower(name)]
		if !ok {
			continue
		}
		if strings.EqualFold(name, g.dialect().ForceCodec) {
			return pt
		}
		if chosen == 255 {
			chosen = pt
		}
	}
	return chosen
}

func (p *port) bind() error {
	addr, err := p.gateway.facing(p.remote)
	if err != nil {
		return err
	}
	for range 100 {
		conn, err := net.ListenUDP("udp", net.UDPAddrFromAddrPort(netip.AddrPortFrom(addr, 0)))
		if err != nil {
			return err
		}
		number := udpAddr(conn).Port()
		if number%2 == 0 {
			control, err := net.ListenUDP("udp", net.UDPAddrFromAddrPort(netip.AddrPortFrom(addr, number+1)))
			if err == nil {
				p.conn, p.control = conn, control
				return nil
			}
		}
		conn.Close()
	}
	return fmt.Errorf("no free pair of UDP ports on %v", addr)
}

// facing is the gateway's address as seen from a client.
func (g *gateway) facing(remote netip.AddrPort) (netip.Addr, error) {
	if !g.addr.IsUnspecified() {
		return g.addr, nil
	}
	probe, err := net.DialUDP("udp", nil, net.UDPAddrFromAddrPort(remote)) // asks the routing table; sends nothing
	if err != nil {
		return netip.Addr{}, err
	}
	defer probe.Close()
	return udpAddr(probe).Addr(), nil
}

func udpAddr(c *net.UDPConn) netip.AddrPort {
	ap := c.LocalAddr().(*net.UDPAddr).AddrPort()
	return netip.AddrPortFrom(ap.Addr().Unmap(), ap.Port())
}

// local is where the gateway receives RTP; RTCP is one port up.
func (p *port) local() netip.AddrPort {
	if p.conn == nil {
		return p.unbound
	}
	return udpAddr(p.conn)
}

// codec is the DMCC name of the codec in use, "" for none.
func (p *port) codec() string {
	return map[uint8]string{0: "g711U", 8: "g711A", 9: "g722"}[p.payloadType]
}

// start begins to send. It reports false when there is no codec.
func (p *port) start() bool {
	if p == nil || p.payloadType == 255 {
		return false
	}
	p.gateway.mu.Lock()
	defer p.gateway.mu.Unlock()
	p.on, p.marker, p.cipher = true, true, nil
	p.say, p.hear = newLowerBand(), newLowerBand()
	if p.srtp != "" {
		var err error
		if p.cipher, err = newCipher(p.srtp); err != nil {
			panic("simulator: " + err.Error()) // keys are of the right length
		}
	}

	p.pending, p.playing = nil, false
	return true
}

// stop ends sending; the socket stays bound.
func (p *port) stop() {
	if p == nil {
		return
	}
	p.gateway.mu.Lock()
	defer p.gateway.mu.Unlock()
	p.on = false
}

// close gives the port up. A nil port is fine.
func (p *port) close() {
	if p == nil {
		return
	}
	p.gateway.mu.Lock()
	defer p.gateway.mu.Unlock()
	p.shut()
}

// shut closes with gateway.mu held.
func (p *port) shut() {
	if p.closed {
		return
	}
	p.closed, p.on = true, false
	if p.conn == nil {
		return
	}
	p.conn.Close()
	p.control.Close()
	delete(p.gateway.ports, p)
}

// read passes on what the terminal sent.
func (p *port) read(f *frame) {
	if !p.playing && len(p.pending) < portLead {
		return
	}
	if len(p.pending) < frameSamples {
		p.playing = false
		return
	}
	p.playing = true
	copy(f[:], p.pending)
	p.pending = p.pending[frameSamples:]
}

// write makes the packet of this tick.
func (p *port) write(f *frame) {
	if !p.on {
		return
	}
	if p.deaf {
		f = &frame{}
	}
	if p.zip > 0 {
		p.zipTone(f)
	}

	header := rtp.Header{
		Version: 2, Marker: p.marker, PayloadType: p.payloadType, SequenceNumber: p.sequence,
		Timestamp: p.base + uint32(p.gateway.tick)*frameSamples, SSRC: p.ssrc,
	}
	payload := make([]byte, frameSamples)
	encode := linearToMulaw
	switch p.payloadType {
	case 8:
		encode = linearToAlaw
	case 9:
		encode = p.say.encode
	}
	for i, v := range f {
		payload[i] = encode(v)
	}
	data, err := (&rtp.Packet{Header: header, Payload: payload}).Marshal()
	if err != nil {
		panic("simulator: marshal RTP: " + err.Error()) // the header is our own
	}
	p.sequence++
	p.marker = false
	p.count.Sent++
	p.packet = p.cipher.protect(data)
}

// collect adds what is to be sent in this tick.
func (p *port) collect(out []datagram) []datagram {
	if p.packet != nil {
		for _, data := range p.disturb(p.packet) {
			out = append(out, datagram{p.conn, data, p.remote, p.faults.lateness()})
		}
		p.packet = nil
		if p.reportIn--; p.reportIn <= 0 {
			p.reportIn = 250
			out = append(out, datagram{p.control, p.cipher.protectControl(p.senderReport(time.Now())), p.remoteControl, 0})
		}
	}
	return out
}
