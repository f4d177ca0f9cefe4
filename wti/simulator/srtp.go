package simulator

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/pion/srtp/v3"
)

// KeyEncoding is how MediaStart writes keys and salts (protocol notes §5.7).
type KeyEncoding int

// The encodings.
const (
	KeysHex    KeyEncoding = iota // 32 and 28 digits for AES-128
	KeysBase64                    // standard alphabet, padded
	KeysJoined                    // hex of key and salt together in the key, no salt
)

// cipher protects one port's RTP and RTCP between a MediaStart and the next.
// Guarded by gateway.mu.
type cipher struct {
	out, in         *srtp.Context // towards the client, and from it
	outKey, inKey   []byte
	outSalt, inSalt []byte
	protocol        string
}

// chooseSRTP picks the first SRTP string of a client's list that we speak; "" for
// none, then the voice is plain.
func (g *gateway) chooseSRTP(list []any) string {
	if g.dialect().NoSRTP {
		return ""
	}
	for _, v := range list {
		name, _ := v.(string)
		if only := g.dialect().SRTPName; only != "" && name != only {
			continue
		}
		if strings.Contains(strings.ToLower(name), "srtp") {
			return name
		}
	}
	return ""
}

// newCipher draws keys for a protocol string. Without authentication RTP has no
// tag; RTCP keeps its own, as RFC 3711 §3.4 has it.
func newCipher(protocol string) (*cipher, error) {
	low := strings.ToLower(protocol)
	short := strings.Contains(low, "hmac32") || strings.Contains(low, "_32")
	profile, size := srtp.ProtectionProfileAes128CmHmacSha1_80, 16
	switch {
	case strings.Contains(low, "256") && short:
		profile, size = srtp.ProtectionProfileAes256CmHmacSha1_32, 32
	case strings.Contains(low, "256"):
		profile, size = srtp.ProtectionProfileAes256CmHmacSha1_80, 32
	case short:
		profile = srtp.ProtectionProfileAes128CmHmacSha1_32
	}
	var options []srtp.ContextOption
	if strings.Contains(low, "unenc") {
		options = append(options, srtp.SRTPNoEncryption(), srtp.SRTCPNoEncryption())
	}
	if strings.Contains(low, "unauth") {
		options = append(options, srtp.SRTPAuthenticationTagLength(0))
	}
	c := &cipher{protocol: protocol, outKey: random(size), inKey: random(size), outSalt: random(14), inSalt: random(14)}
	var err error
	if c.out, err = srtp.CreateContext(c.outKey, c.outSalt, profile, options...); err != nil {
		return nil, fmt.Errorf("srtp: %w", err)
	}
	if c.in, err = srtp.CreateContext(c.inKey, c.inSalt, profile, options...); err != nil {
		return nil, fmt.Errorf("srtp: %w", err)
	}
	return c, nil
}

func random(n int) []byte {
	b := make([]byte, n)
	rand.Read(b) // never fails
	return b
}

// describe is the encryption member of a MediaStart event.
func (c *cipher) describe(d *Dialect, payloadType uint8) object {
	if c == nil {
		return object{"protocol": "none"}
	}
	o := object{"protocol": c.protocol, "payloadType": int(payloadType)}
	transmit, transmitSalt, receive, receiveSalt := c.inKey, c.inSalt, c.outKey, c.outSalt
	if d.SwapKeys { // seen from the switch instead of from the client
		transmit, transmitSalt, receive, receiveSalt = receive, receiveSalt, transmit, transmitSalt
	}
	text := hex.EncodeToString
	switch d.MediaKeys {
	case KeysBase64:
		text = base64.StdEncoding.EncodeToString
	case KeysJoined:
		o["transmitKey"] = text(append(transmit[:len(transmit):len(transmit)], transmitSalt...))
		o["receiveKey"] = text(append(receive[:len(receive):len(receive)], receiveSalt...))
		return o
	}
	o["transmitKey"], o["transmitSalt"] = text(transmit), text(transmitSalt)
	o["receiveKey"], o["receiveSalt"] = text(receive), text(receiveSalt)
	return o
}

// protect encrypts an RTP packet; a nil cipher leaves it as it is.
func (c *cipher) protect(packet []byte) []byte {
	if c == nil {
		return packet
	}
	out, err := c.out.EncryptRTP(nil, packet, nil)
	if err != nil {
		panic("simulator: encrypt RTP: " + err.Error()) // the packet is our own
	}
	return out
}

// protectControl encrypts an RTCP packet.
func (c *cipher) protectControl(packet []byte) []byte {
	if c == nil {
		return packet
	}
	out, err := c.out.EncryptRTCP(nil, packet, nil)
	if err != nil {
		panic("simulator: encrypt RTCP: " + err.Error())
	}
	return out
}

// open decrypts an RTP packet.
func (c *cipher) open(packet []byte) ([]byte, error) {
	if c == nil {
		return packet, nil
	}
	return c.in.DecryptRTP(nil, packet, nil)
}

// openControl decrypts an RTCP packet.
func (c *cipher) openControl(packet []byte) ([]byte, error) {
	if c == nil {
		return packet, nil
	}
	return c.in.DecryptRTCP(nil, packet, nil)
}
