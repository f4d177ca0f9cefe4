package media

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"
)

// Session is the voice of one registered terminal.
type Session struct {
	config Config
	log    *slog.Logger
	epoch  time.Time
	rtp    *socket
	rtcp   *net.UDPConn

	mu      sync.Mutex // guards closed, streams and the order of Start, Stop and Close
	closed  bool
	streams uint32
	guard   *guard // of the last stream that had one

	stream  atomic.Pointer[stream] // nil while not active
	latched atomic.Pointer[latch]
	dscp    int                           // set before the goroutines start
	headers atomic.Pointer[HeaderCapture] // nil while none runs
	counts  counters
	alarms  alarms
	arrived *packetRing
	source  sourceStats
	pattern lossPattern // of the stream, as it is played
	sender  *sender
	speaker *speaker
	reports *reporter

	done chan struct{}
	wg   sync.WaitGroup
}

// Open binds the sockets and starts the goroutines. The sockets stay bound
// until Close, so that the ports may be announced once, at registration.
func Open(c Config) (*Session, error) {
	rtp, rtcp, err := bindPair(c)
	if err != nil {
		return nil, err
	}
	log := c.Logger
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	s := &Session{
		config: c, log: log.With("pkg", "media"), epoch: time.Now(), rtcp: rtcp,
		arrived: &packetRing{}, done: make(chan struct{}),
	}
	s.markPackets(rtp)
	if s.rtp, err = newSocket(rtp); err != nil {
		return nil, errors.Join(fmt.Errorf("media: open: %w", err), rtcp.Close())
	}
	s.sender, s.speaker = newSender(s), newSpeaker(s)
	s.reports = newReporter(s)
	if !polled {
		s.wg.Go(s.readRTP)
	}
	s.wg.Go(func() { s.sender.run(s.done) })
	s.wg.Go(s.reports.read)
	s.wg.Go(func() { s.reports.run(s.done) })
	s.log.Info("media opened", "rtp", s.LocalRTP(), "rtcp", s.LocalRTCP())
	return s, nil
}

func (s *Session) markPackets(rtp *net.UDPConn) {
	if s.config.NoDSCP {
		return
	}
	if err := errors.Join(mark(rtp), mark(s.rtcp)); err != nil {
		s.log.Debug("packets are not marked", "err", err)
		return
	}
	s.dscp = expeditedForwarding >> 2
}

// LocalRTP returns the bound RTP address. Its address part is unspecified when
// Config.Local was.
func (s *Session) LocalRTP() netip.AddrPort { return s.rtp.local }

// LocalRTCP returns the bound RTCP address, one port above RTP.
func (s *Session) LocalRTCP() netip.AddrPort { return localAddr(s.rtcp) }

func localAddr(c *net.UDPConn) netip.AddrPort {
	return unmap(c.LocalAddr().(*net.UDPAddr).AddrPort())
}

// now is the session's monotonic clock. It starts above 0, which means never.
func (s *Session) now() time.Duration { return time.Since(s.epoch) + time.Second }

// Start sends voice to a far end and plays what comes from it. A running stream
// is replaced; SSRC, sequence numbers and timestamps of what we send go on
// (protocol notes §5.5). Without a far end (see Remote.RTP) it stops. The error
// wraps ErrCodec or ErrClosed, or says what is wrong with the packet size or the
// keys; the running stream then stays.
func (s *Session) Start(r Remote) error {
	st, err := newStream(r)
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return ErrClosed
	}
	if st == nil {
		s.stop()
		return nil
	}
	if st.guard, err = s.guardFor(r.Crypto); err != nil {
		return err
	}
	s.streams++
	st.id, st.started = s.streams, s.now()
	s.stream.Store(st)
	s.sender.kick()
	s.log.Info("media started", "remote", st.rtp, "codec", st.codec, "packet", st.duration())
	return nil
}

// guardFor returns what protects a stream. s.mu must be held.
func (s *Session) guardFor(c Crypto) (*guard, error) {
	if c.Suite.Enabled && s.guard != nil && s.guard.crypto == c {
		return s.guard, nil
	}
	g, err := newGuard(c)
	if g != nil {
		s.guard = g
	}
	return g, err
}

// Stop stops sending and drops received voice that was not played. The sockets
// stay bound. It does nothing when not active.
func (s *Session) Stop() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stop()
}

func (s *Session) stop() {
	if s.stream.Swap(nil) != nil {
		s.sender.kick()
		s.log.Info("media stopped")
	}
}

// Active reports whether a stream runs.
func (s *Session) Active() bool { return s.stream.Load() != nil }

// SetMuted replaces the microphone by silence, which keeps flowing. Digits are
// still sent.
func (s *Session) SetMuted(muted bool) {
	if s.sender.muted.Swap(muted) != muted {
		s.log.Debug("mute", "on", muted)
	}
}

// Muted reports whether the microphone is muted.
func (s *Session) Muted() bool { return s.sender.muted.Load() }

// Push takes samples from the microphone, 48 kHz mono. It never blocks and
// allocates nothing; one thread at a time may call it.
func (s *Session) Push(src []int16) { s.sender.push(src, s.now()) }

// Pull fills dst for the loudspeaker, 48 kHz mono, with silence when there is
// nothing to play. It never blocks and allocates nothing; one thread at a time
// may call it.
func (s *Session) Pull(dst []int16) { s.speaker.pull(dst, s.now()) }

// Close says goodbye to the far end, closes the sockets and waits for the
// goroutines. Push and Pull may still be called; they then do nothing.
func (s *Session) Close() error {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		return nil
	}
	s.closed = true
	s.reports.goodbye()
	s.stop()
	s.mu.Unlock()
	close(s.done)
	err := errors.Join(s.rtp.close(), s.rtcp.Close())
	s.wg.Wait()
	return err
}
