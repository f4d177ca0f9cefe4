package simulator_test

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"testing"
	"time"

	"github.com/pion/rtp"
	"github.com/pion/srtp/v3"

	"offhook/wti/simulator"
)

// secureCall is an answered call of a station that offered SRTP; the encryption is
// the MediaStart event's.
func secureCall(t *testing.T, d simulator.Dialect, offer ...string) (*simulator.Server, *peer, *handset, *simulator.Call, object) {
	t.Helper()
	s := start(t, simulator.Options{Scenario: quick(), Dialect: d})
	h := newHandset(t)
	p := session(t, s)
	p.station("4750")
	r := p.registration(h.port(), true)
	member(r, "localMediaInfo")["encryptionList"] = offer
	if a := p.must("RegisterTerminal", r); a["code"] != "1" {
		t.Fatal(a)
	}
	c := p.make(s, "5550106")
	e := p.event("MediaStartEvent")
	h.started(e)
	if err := c.Wait(limit(t), simulator.CallConnected); err != nil {
		t.Fatal(err)
	}
	return s, p, h, c, member(e, "encryption")
}

func TestSRTPWhenTheClientOffersIt(t *testing.T) {
	const offer80, offer32, offer256 = "srtp-aes128-hmac80-enc-auth", "srtp-aes128-hmac32-enc-auth", "srtp-aes256-hmac80-enc-auth"
	for name, test := range map[string]struct {
		dialect simulator.Dialect
		offer   string
		profile srtp.ProtectionProfile
		size    int
	}{
		"hmac80, hex":          {simulator.Dialect{}, offer80, srtp.ProtectionProfileAes128CmHmacSha1_80, 16},
		"hmac32, base64":       {simulator.Dialect{MediaKeys: simulator.KeysBase64}, offer32, srtp.ProtectionProfileAes128CmHmacSha1_32, 16},
		"aes256, joined":       {simulator.Dialect{MediaKeys: simulator.KeysJoined}, offer256, srtp.ProtectionProfileAes256CmHmacSha1_80, 32},
		"hmac80, swapped keys": {simulator.Dialect{SwapKeys: true}, offer80, srtp.ProtectionProfileAes128CmHmacSha1_80, 16},
	} {
		t.Run(name, func(t *testing.T) {
			s, _, h, c, e := secureCall(t, test.dialect, test.offer, "none")
			if e["protocol"] != test.offer || s.Station("4750").RTP.SRTP != test.offer {
				t.Fatalf("encryption: %v", e["protocol"])
			}
			send := mediaKeys(t, test.dialect, e, "transmit", test.size, test.profile)
			receive := mediaKeys(t, test.dialect, e, "receive", test.size, test.profile)
			if test.dialect.SwapKeys {
				send, receive = receive, send
			}
			var plain []rtp.Packet
			for range 100 { // until the tone is in it, past the ringing
				raw, err := h.hear(1)[0].Marshal()
				if err != nil {
					t.Fatal(err)
				}
				data, err := receive.DecryptRTP(nil, raw, nil)
				if err != nil {
					t.Fatalf("the library cannot open the gateway's packet: %v", err)
				}
				var p rtp.Packet
				if err := p.Unmarshal(data); err != nil {
					t.Fatal(err)
				}
				plain = append(plain, p)
			}
			if l := loudness(plain[80:], 0xff); l < 0.7 {
				t.Errorf("the opened voice is %.2f loud", l)
			}
			speak(t, h, send, 10)
			if err := c.WaitHeard(limit(t), 200*time.Millisecond); err != nil {
				t.Fatal(err)
			}
			h.say(0, 1) // plain RTP is not accepted
			speak(t, h, send, 1)
			if err := c.WaitHeard(limit(t), 220*time.Millisecond); err != nil {
				t.Fatal(err)
			}
			if got := s.Station("4750").RTP; got.Malformed != 1 || got.Received != 11 {
				t.Errorf("counted %+v", got.PortStats)
			}
		})
	}
}

// mediaKeys makes the library's context from one direction of an encryption.
func mediaKeys(t *testing.T, d simulator.Dialect, e object, direction string, size int, profile srtp.ProtectionProfile, options ...srtp.ContextOption) *srtp.Context {
	t.Helper()
	decode := hex.DecodeString
	if d.MediaKeys == simulator.KeysBase64 {
		decode = base64.StdEncoding.DecodeString
	}
	key, err := decode(e[direction+"Key"].(string))
	if err != nil {
		t.Fatal(err)
	}
	var salt []byte
	if d.MediaKeys == simulator.KeysJoined {
		key, salt = key[:size], key[size:]
	} else if salt, err = decode(e[direction+"Salt"].(string)); err != nil {
		t.Fatal(err)
	}
	c, err := srtp.CreateContext(key, salt, profile, options...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Without authentication a packet has no tag, without encryption its voice can be
// read on the wire.
func TestSRTPWithoutCipherOrTag(t *testing.T) {
	for offer, v := range map[string]struct {
		profile srtp.ProtectionProfile
		tag     int
		open    bool // the voice can be read
	}{
		"srtp-aescm128-hmac80-unauth":       {srtp.ProtectionProfileAes128CmHmacSha1_80, 0, false},
		"srtp-aescm128-hmac80-unenc":        {srtp.ProtectionProfileAes128CmHmacSha1_80, 10, true},
		"srtp-aescm128-hmac32-unenc-unauth": {srtp.ProtectionProfileAes128CmHmacSha1_32, 0, true},
		"SRTP_AES128_HMAC32_ENC_UNAUTH":     {srtp.ProtectionProfileAes128CmHmacSha1_32, 0, false},
	} {
		t.Run(offer, func(t *testing.T) {
			s, _, h, c, e := secureCall(t, simulator.Dialect{}, offer, "none")
			if e["protocol"] != offer {
				t.Fatalf("encryption: %v", e["protocol"])
			}
			var options []srtp.ContextOption
			if v.open {
				options = append(options, srtp.SRTPNoEncryption(), srtp.SRTCPNoEncryption())
			}
			if v.tag == 0 {
				options = append(options, srtp.SRTPAuthenticationTagLength(0))
			}
			send := mediaKeys(t, simulator.Dialect{}, e, "transmit", 16, v.profile, options...)
			receive := mediaKeys(t, simulator.Dialect{}, e, "receive", 16, v.profile, options...)
			same := 0
			for range 100 {
				sealed := h.hear(1)[0]
				if len(sealed.Payload) != 160+v.tag {
					t.Fatalf("%d bytes, want a tag of %d", len(sealed.Payload), v.tag)
				}
				raw, err := sealed.Marshal()
				if err != nil {
					t.Fatal(err)
				}
				data, err := receive.DecryptRTP(nil, raw, nil)
				if err != nil {
					t.Fatal(err)
				}
				if bytes.Equal(data[12:], raw[12:172]) {
					same++
				}
			}
			if v.open != (same == 100) || !v.open && same > 0 {
				t.Errorf("the voice of %d of 100 packets can be read", same)
			}
			speak(t, h, send, 10)
			if err := c.WaitHeard(limit(t), 200*time.Millisecond); err != nil {
				t.Fatal(err)
			}
			if got := s.Station("4750").RTP; got.Malformed != 0 || got.Received != 10 {
				t.Errorf("counted %+v", got.PortStats)
			}
		})
	}
}

func speak(t *testing.T, h *handset, c *srtp.Context, n int) {
	t.Helper()
	for range n {
		p := rtp.Packet{Header: rtp.Header{Version: 2, SequenceNumber: h.sequence, Timestamp: h.stamp, SSRC: h.ssrc}, Payload: make([]byte, 160)}
		h.sequence++
		h.stamp += 160
		raw, err := p.Marshal()
		if err != nil {
			t.Fatal(err)
		}
		sealed, err := c.EncryptRTP(nil, raw, nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := h.conn.WriteToUDPAddrPort(sealed, h.far); err != nil {
			t.Fatal(err)
		}
	}
}

func TestVoiceIsPlainWithoutSRTP(t *testing.T) {
	for name, test := range map[string]struct {
		dialect simulator.Dialect
		offer   []string
	}{
		"not offered":          {simulator.Dialect{}, []string{"none"}},
		"offered, not spoken":  {simulator.Dialect{NoSRTP: true}, []string{"srtp-aes128-hmac80-enc-auth", "none"}},
		"only Avaya's own AES": {simulator.Dialect{}, []string{"aes", "none"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, h, _, e := secureCall(t, test.dialect, test.offer...)
			if e["protocol"] != "none" || e["transmitKey"] != nil {
				t.Errorf("encryption: %v", e)
			}
			h.hear(5)
		})
	}
}
