package media

import (
	"fmt"
	"sync"

	"github.com/pion/rtp"
	"github.com/pion/srtp/v3"
)

// sealed is how much longer SRTP may make a packet.
const sealed = 16

// maxForged is after how many packets in a row that fail authentication the
// receiving side begins anew, once per stream: a far end that starts over with
// the keys of the last stream has lost count of the rollovers.
const maxForged = 10

// guard protects one stream's packets. RTP out belongs to the sender's
// goroutine and RTP in to the reader's; RTCP may come from several.
type guard struct {
	crypto Crypto
	send   *srtp.Context // RTP out
	hear   *srtp.Context // RTP in
	plain  rtp.Header    // scratch of the sender
	cipher rtp.Header    // scratch of the reader
	forged int           // RTP in that failed, in a row
	anew   bool          // hear was made again already

	mu       sync.Mutex    // guards the two below
	sendRTCP *srtp.Context // out
	hearRTCP *srtp.Context // in
}

// newGuard returns nil for plain RTP.
func newGuard(c Crypto) (*guard, error) {
	if !c.Suite.Enabled {
		return nil, nil
	}
	g := &guard{crypto: c}
	for _, x := range []struct {
		at  **srtp.Context
		key Key
	}{{&g.send, c.Transmit}, {&g.hear, c.Receive}, {&g.sendRTCP, c.Transmit}, {&g.hearRTCP, c.Receive}} {
		made, err := c.Suite.context(x.key)
		if err != nil {
			return nil, fmt.Errorf("media: start: %w", err)
		}
		*x.at = made
	}
	return g, nil
}

func (s Suite) context(k Key) (*srtp.Context, error) {
	profile := srtp.ProtectionProfileAes128CmHmacSha1_80
	switch {
	case s.AES256 && s.ShortTag:
		profile = srtp.ProtectionProfileAes256CmHmacSha1_32
	case s.AES256:
		profile = srtp.ProtectionProfileAes256CmHmacSha1_80
	case s.ShortTag:
		profile = srtp.ProtectionProfileAes128CmHmacSha1_32
	}
	options := []srtp.ContextOption{srtp.SRTPReplayProtection(128), srtp.SRTCPReplayProtection(64)}
	if s.NoCipher {
		options = append(options, srtp.SRTPNoEncryption(), srtp.SRTCPNoEncryption())
	}
	if s.Unauthenticated {
		options = append(options, srtp.SRTPAuthenticationTagLength(0))
	}
	return srtp.CreateContext(k.master[:s.keyBytes()], k.salt[:], profile, options...)
}

// protect seals an RTP packet into dst, whose memory is used when it is large
// enough.
func (g *guard) protect(dst, packet []byte) ([]byte, error) {
	return g.send.EncryptRTP(dst, packet, &g.plain)
}

// open unseals an RTP packet into dst. It fails for one that is forged, or was
// here before.
func (g *guard) open(dst, packet []byte) ([]byte, error) {
	out, err := g.hear.DecryptRTP(dst, packet, &g.cipher)
	if err == nil {
		g.forged = 0
		return out, nil
	}
	if g.forged++; g.forged < maxForged || g.anew {
		return nil, err
	}
	g.anew = true
	fresh, made := g.crypto.Suite.context(g.crypto.Receive)
	if made != nil {
		return nil, err
	}
	g.hear = fresh
	return g.hear.DecryptRTP(dst, packet, &g.cipher)
}

// renew is for a stream that goes on with the keys of the last one: the count
// of rollovers goes on too, for no packet index may be used twice with a key.
func (g *guard) renew() { g.forged, g.anew = 0, false }

func (g *guard) protectRTCP(packets []byte) ([]byte, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.sendRTCP.EncryptRTCP(nil, packets, nil)
}

func (g *guard) openRTCP(packets []byte) ([]byte, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.hearRTCP.DecryptRTCP(nil, packets, nil)
}
