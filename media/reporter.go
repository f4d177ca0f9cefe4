package media

import (
	"errors"
	"math/rand/v2"
	"net"
	"net/netip"
	"strconv"
	"sync"
	"time"

	"github.com/pion/rtcp"
)

const reportInterval = 5 * time.Second // mean, each time 0.5–1.5 times that (RFC 3550 §6.2)

// reporter sends and reads RTCP and rates the call once a second.
type reporter struct {
	session *Session
	cname   string

	mu       sync.Mutex // guards what follows
	stream   uint32
	sendSSRC uint32
	lastSR   uint32        // middle bits of the far end's last NTP time
	lastSRAt time.Duration // when it came
	expected uint64        // at our last report
	received uint64
	quality  qualityWindow
	extended extended
	receipt  acknowledged
}

func newReporter(s *Session) *reporter {
	return &reporter{
		session: s, sendSSRC: s.sender.header.SSRC,
		cname: strconv.FormatUint(rand.Uint64(), 36) + "@offhook", // RFC 7022: random, tells nothing
	}
}

// run is the goroutine that reports.
func (r *reporter) run(done <-chan struct{}) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	due := r.session.now() + r.interval()/2
	var w watch
	for {
		select {
		case <-done:
			return
		case <-tick.C:
		}
		now := r.session.now()
		st := r.session.stream.Load()
		r.follow(st)
		r.rate(st, now)
		w.look(r.session, st, now)
		if st != nil && now >= due {
			due = now + r.interval()
			r.report(st, now)
		}
	}
}

func (r *reporter) interval() time.Duration {
	return time.Duration((0.5 + rand.Float64()) * float64(reportInterval))
}

// report sends one compound packet. A failed write is left to the next one.
func (r *reporter) report(st *stream, now time.Duration) {
	packets := r.compose(now)
	if x := r.extendedReport(st, now); x != nil {
		packets = append(packets, x)
	}
	r.send(st, packets)
}

func (r *reporter) send(st *stream, packets []rtcp.Packet) {
	data, err := rtcp.Marshal(packets)
	if err != nil {
		r.session.log.Debug("report not built", "err", err)
		return
	}
	if st.guard != nil {
		if data, err = st.guard.protectRTCP(data); err != nil {
			r.session.log.Debug("report not sealed", "err", err)
			return
		}
	}
	if _, err := r.session.rtcp.WriteToUDPAddrPort(data, st.rtcp); err != nil {
		r.session.log.Debug("report not sent", "err", err)
	}
}

// compose builds a sender report, or a receiver report before we sent anything,
// and the name of the source.
func (r *reporter) compose(now time.Duration) []rtcp.Packet {
	blocks := r.blocks(now)
	var first rtcp.Packet = &rtcp.ReceiverReport{SSRC: r.sendSSRC, Reports: blocks}
	c := &r.session.counts
	if sent := c.sent.Load(); sent > 0 {
		first = &rtcp.SenderReport{
			SSRC: r.sendSSRC, NTPTime: ntp(r.session.epoch.Add(now - time.Second)), RTPTime: r.timestamp(now),
			PacketCount: uint32(sent), OctetCount: uint32(c.sentBytes.Load()), Reports: blocks,
		}
	}
	return []rtcp.Packet{first, &rtcp.SourceDescription{Chunks: []rtcp.SourceDescriptionChunk{{
		Source: r.sendSSRC,
		Items:  []rtcp.SourceDescriptionItem{{Type: rtcp.SDESCNAME, Text: r.cname}},
	}}}}
}

// timestamp returns what the RTP timestamp of a sample taken now would be.
func (r *reporter) timestamp(now time.Duration) uint32 {
	clock := r.session.sender.clock.Load()
	since := uint32(now/time.Millisecond) - uint32(clock)
	return uint32(clock>>32) + since*8
}

// blocks reports on the far end's voice, when there is any.
func (r *reporter) blocks(now time.Duration) []rtcp.ReceptionReport {
	r.mu.Lock()
	defer r.mu.Unlock()
	p := &r.session.source.published
	expected, received := p.expected.Load(), p.received.Load()
	if expected == 0 {
		return nil
	}
	b := rtcp.ReceptionReport{
		SSRC: p.ssrc.Load(), LastSequenceNumber: p.highest.Load(), Jitter: p.jitter.Load(),
		TotalLost: uint32(min(max(int64(expected)-int64(received), 0), 0x7fffff)),
	}
	de, dr := int64(expected-r.expected), int64(received-r.received)
	if expected < r.expected { // another source since
		de, dr = int64(expected), int64(received)
	}
	if de > 0 && de > dr {
		b.FractionLost = uint8(min((de-dr)*256/de, 255))
	}
	r.expected, r.received = expected, received
	if r.lastSRAt > 0 {
		b.LastSenderReport = r.lastSR
		b.Delay = uint32((now - r.lastSRAt) * 65536 / time.Second)
	}
	return []rtcp.ReceptionReport{b}
}

// goodbye tells the far end that we leave for good.
func (r *reporter) goodbye() {
	if st := r.session.stream.Load(); st != nil {
		r.send(st, append(r.compose(r.session.now()), &rtcp.Goodbye{Sources: []uint32{r.sendSSRC}}))
	}
}

// read is the goroutine that reads the RTCP socket until it is closed.
func (r *reporter) read() {
	buf := make([]byte, 2048)
	for {
		n, from, err := r.session.rtcp.ReadFromUDPAddrPort(buf)
		if errors.Is(err, net.ErrClosed) {
			return
		}
		if err != nil {
			if !r.session.pause() {
				return
			}
			continue
		}
		r.receive(buf[:n], unmap(from), r.session.now())
	}
}

// receive takes in one compound packet from the far end's host.
func (r *reporter) receive(data []byte, from netip.AddrPort, now time.Duration) {
	st := r.session.stream.Load()
	if st == nil || from.Addr() != st.rtcp.Addr() && from.Addr() != st.rtp.Addr() {
		return
	}
	if st.guard != nil {
		var err error
		if data, err = st.guard.openRTCP(data); err != nil {
			return
		}
	}
	packets, err := rtcp.Unmarshal(data)
	if err != nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.stream != st.id { // what the last far end reported does not count any more
		r.forget(st)
	}
	for _, p := range packets {
		switch p := p.(type) {
		case *rtcp.SenderReport:
			r.lastSR, r.lastSRAt = uint32(p.NTPTime>>16), now
			r.hear(p.Reports, now)
		case *rtcp.ReceiverReport:
			r.hear(p.Reports, now)
		case *rtcp.ExtendedReport:
			r.hearExtended(p, now)
		}
	}
}

// follow notices a new far end before it reports anything.
func (r *reporter) follow(st *stream) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if st != nil && r.stream != st.id {
		r.forget(st)
	}
}

// forget begins anew for another far end. r.mu must be held.
func (r *reporter) forget(st *stream) {
	c := &r.session.counts
	r.stream, r.lastSR, r.lastSRAt = st.id, 0, 0
	r.extended = extended{lateBase: c.late.Load()}
	r.receipt = acknowledged{known: r.receipt.known, began: c.sent.Load()}
	c.unheard.Store(0)
	c.reports.Store(0)
	c.reported.Store(0)
	for _, f := range []*atomicFloat{
		&c.remoteLoss, &c.remoteJitter, &c.roundTrip, &c.remoteDiscard, &c.remoteBurst, &c.remoteRating, &c.remoteMOS,
	} {
		f.set(0)
	}
}

// hear reads what the far end says about our voice (RFC 3550 §6.4.1).
func (r *reporter) hear(blocks []rtcp.ReceptionReport, now time.Duration) {
	c := &r.session.counts
	about, highest := false, uint32(0)
	defer func() {
		r.receipt.note(about, highest, c)
		c.reports.Add(1)
		if about {
			c.reported.Add(1)
		}
	}()
	for _, b := range blocks {
		if b.SSRC != r.sendSSRC {
			continue
		}
		about, highest = true, b.LastSequenceNumber
		c.remoteLoss.set(float64(b.FractionLost) / 256)
		c.remoteJitter.set(float64(b.Jitter) / 8)
		if b.LastSenderReport == 0 {
			continue
		}
		arrived := uint32(ntp(r.session.epoch.Add(now-time.Second)) >> 16)
		if trip := int32(arrived - b.LastSenderReport - b.Delay); trip >= 0 && trip < 60<<16 {
			c.roundTrip.set(float64(trip) * 1000 / 65536)
		}
	}
}

// ntp returns a time as RTCP writes it: seconds since 1900 and a 32-bit fraction.
func ntp(t time.Time) uint64 {
	const since1900 = 2208988800
	return uint64(t.Unix()+since1900)<<32 | uint64(t.Nanosecond())<<32/1e9
}
