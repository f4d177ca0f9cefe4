package media

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"
)

// ErrCapturing is returned when a session's headers are being captured already.
var ErrCapturing = errors.New("the headers are being captured already")

// HeaderCapture writes the headers of a session's RTP packets, in both
// directions, as a capture file that Wireshark and tshark read. No voice is in
// it: each packet is cut behind its RTP header, though its length on the wire is
// kept. Packets that are dropped later, from a foreign address for example, are
// in it too. RTCP is not.
type HeaderCapture struct {
	session *Session
	local   netip.AddrPort
	file    *bufio.Writer
	pcap    *pcapWriter
	records chan headerRecord
	missed  atomic.Uint64
	done    chan struct{}
	once    sync.Once
	wg      sync.WaitGroup
	written uint64 // what follows belongs to the writer, until it has ended
	failed  error
}

// headerRecord is one packet.
type headerRecord struct {
	at       time.Time
	remote   netip.AddrPort
	length   int
	incoming bool
	head     int
	header   [maxRTPHeader]byte
}

// waitingHeaders is how many packets wait for a slow disk: more than ten seconds
// of both directions at 20 ms.
const waitingHeaders = 1024

// CaptureHeaders starts writing to w, which belongs to the capture until Close
// and gets whole packets, one or more at a time.
// One capture at a time, else the error is ErrCapturing. Packets never wait for
// w: those that find no room are left out and counted.
func (s *Session) CaptureHeaders(w io.Writer) (*HeaderCapture, error) {
	c := &HeaderCapture{
		session: s, local: s.LocalRTP(), file: bufio.NewWriter(w),
		records: make(chan headerRecord, waitingHeaders), done: make(chan struct{}),
	}
	var err error
	if c.pcap, err = newPcapWriter(c.file); err != nil {
		return nil, fmt.Errorf("media: capture headers: %w", err)
	}
	if !s.headers.CompareAndSwap(nil, c) {
		return nil, fmt.Errorf("media: capture headers: %w", ErrCapturing)
	}
	c.wg.Go(c.run)
	return c, nil
}

// Written returns how many packets are in the file. Only after Close.
func (c *HeaderCapture) Written() uint64 { return c.written }

// Missed returns how many packets found no room.
func (c *HeaderCapture) Missed() uint64 { return c.missed.Load() }

// Close ends the capture. The error tells why the file is not whole.
func (c *HeaderCapture) Close() error {
	c.once.Do(func() {
		c.session.headers.CompareAndSwap(c, nil)
		close(c.done)
	})
	c.wg.Wait()
	if c.failed != nil {
		return fmt.Errorf("media: capture headers: %w", c.failed)
	}
	return nil
}

// record notes a datagram that went or came at a time of the session's clock; nothing
// when no capture runs. It never blocks and allocates nothing.
func (c *HeaderCapture) record(incoming bool, remote netip.AddrPort, datagram []byte, at time.Duration) {
	if c == nil || len(datagram) < minRTPHeader || datagram[0]>>6 != 2 {
		return
	}
	r := headerRecord{at: time.Now().Add(at - c.session.now()), remote: remote, length: len(datagram), incoming: incoming}
	sources := int(datagram[0]&0x0f) * 4
	r.head = copy(r.header[:minRTPHeader+sources], datagram)
	select {
	case c.records <- r:
	default:
		c.missed.Add(1)
	}
}

// run writes what was recorded, and what is left when the capture ends.
func (c *HeaderCapture) run() {
	for {
		select {
		case r := <-c.records:
			c.write(r)
		case <-c.done:
			for len(c.records) > 0 {
				c.write(<-c.records)
			}
			c.note(c.file.Flush())
			return
		}
		if len(c.records) == 0 {
			c.note(c.file.Flush())
		}
	}
}

func (c *HeaderCapture) write(r headerRecord) {
	if c.file.Available() < 16+pcapSnap { // what is written holds whole packets
		c.note(c.file.Flush())
	}
	from, to := c.local, r.remote
	if r.incoming {
		from, to = to, from
	}
	if err := c.pcap.write(r.at, from, to, r.length, r.header[:r.head]); err != nil {
		c.note(err)
		return
	}
	c.written++
}

func (c *HeaderCapture) note(err error) {
	if c.failed == nil {
		c.failed = err
	}
}
