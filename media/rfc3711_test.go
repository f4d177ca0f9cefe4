package media_test

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha1"
	"encoding/binary"
	"encoding/hex"
	"testing"

	"github.com/pion/rtp"

	"offhook/media"
)

// srtpReference is AES_CM_128_HMAC_SHA1_80 written from RFC 3711 alone, for the
// first 2^16 packets of a source. It is held against the RFC's vectors below.
type srtpReference struct {
	block cipher.Block
	salt  []byte // 14 bytes
	auth  []byte // 20 bytes
}

// counterMode is AES-CM (RFC 3711 §4.1.1): the key stream for an initial counter.
func counterMode(block cipher.Block, counter, data []byte) []byte {
	out := make([]byte, len(data))
	cipher.NewCTR(block, counter).XORKeyStream(out, data)
	return out
}

// deriveKey is the key derivation of RFC 3711 §4.3.1 with a derivation rate of zero.
func deriveKey(master cipher.Block, salt []byte, label byte, n int) []byte {
	x := append(bytes.Clone(salt), 0, 0)
	x[7] ^= label
	return counterMode(master, x, make([]byte, n))
}

func newSRTPReference(t testing.TB, key, salt []byte) srtpReference {
	t.Helper()
	master := newAES(t, key)
	return srtpReference{
		block: newAES(t, deriveKey(master, salt, 0, 16)),
		auth:  deriveKey(master, salt, 1, 20),
		salt:  deriveKey(master, salt, 2, 14),
	}
}

func newAES(t testing.TB, key []byte) cipher.Block {
	t.Helper()
	b, err := aes.NewCipher(key)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// crypt encrypts or decrypts the payload of a packet with a header of 12 bytes.
func (s srtpReference) crypt(packet []byte) []byte {
	counter := append(bytes.Clone(s.salt), 0, 0)
	for i := range 4 { // SSRC times 2^64
		counter[4+i] ^= packet[8+i]
	}
	counter[12] ^= packet[2] // index times 2^16: the sequence number
	counter[13] ^= packet[3]
	return append(bytes.Clone(packet[:12]), counterMode(s.block, counter, packet[12:])...)
}

// tag authenticates a packet in the first 2^16: the rollover counter is 0.
func (s srtpReference) tag(packet []byte) []byte {
	mac := hmac.New(sha1.New, s.auth)
	mac.Write(packet)
	mac.Write(make([]byte, 4))
	return mac.Sum(nil)[:10]
}

func (s srtpReference) seal(packet []byte) []byte {
	out := s.crypt(packet)
	return append(out, s.tag(out)...)
}

func unhex(t testing.TB, text string) []byte {
	t.Helper()
	b, err := hex.DecodeString(text)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// RFC 3711 appendix B.2: the key stream of AES in counter mode.
func TestReferenceGivesTheKeyStreamOfTheRFC(t *testing.T) {
	block := newAES(t, unhex(t, "2b7e151628aed2a6abf7158809cf4f3c"))
	want := unhex(t, "e03ead0935c95e80e166b16dd92b4eb4"+"d23513162b02d0f72a43a2fe4a5f97ab"+"41e95b3bb0a2e8dd477901e4fca894c0")
	got := counterMode(block, unhex(t, "f0f1f2f3f4f5f6f7f8f9fafbfcfd0000"), make([]byte, 48))
	if !bytes.Equal(got, want) {
		t.Errorf("key stream %x, want %x", got, want)
	}
}

// Master key and salt of RFC 3711 appendix B.3.
const (
	masterKey  = "e1f97a0d3e018be0d64fa32c06de4139"
	masterSalt = "0ec675ad498afeebb6960b3aabe6"
)

// RFC 3711 appendix B.3: the session keys that come from them.
func TestReferenceDerivesTheKeysOfTheRFC(t *testing.T) {
	master := newAES(t, unhex(t, masterKey))
	for label, want := range map[byte]string{
		0: "c61e7a93744f39ee10734afe3ff7a087",
		2: "30cbbc08863d8c85d49db34a9ae1",
		1: "cebe321f6ff7716b6fd4ab49af256a15" + "6d38baa48f0a0acf3c34e2359e6cdbce" +
			"e049646c43d9327ad175578ef7227098" + "6371c10c9a369ac2f94a8c5fbcdddc25" + "6d6e919a48b610ef17c2041e47403576",
	} {
		n := len(want) / 2
		if got := hex.EncodeToString(deriveKey(master, unhex(t, masterSalt), label, n)); got != want {
			t.Errorf("label %d gives %s, want %s", label, got, want)
		}
	}
}

// referenceCall is a session with the RFC's keys both ways.
func referenceCall(t *testing.T) (*media.Session, *peer, srtpReference) {
	t.Helper()
	suite := media.Suite{Enabled: true}
	k, err := suite.ParseKey(masterKey, masterSalt)
	if err != nil {
		t.Fatal(err)
	}
	s, far := open(t, media.Config{}), newPeer(t)
	r := media.Remote{RTP: far.addr(), RTCP: far.rtcpAddr(), Codec: "g711U", Crypto: media.Crypto{Suite: suite, Transmit: k, Receive: k}}
	if err := s.Start(r); err != nil {
		t.Fatal(err)
	}
	return s, far, newSRTPReference(t, unhex(t, masterKey), unhex(t, masterSalt))
}

// Our packets must be those of the RFC, bit by bit, and the RFC's must be heard.
func TestSessionSealsAsTheRFCDoes(t *testing.T) {
	s, far, reference := referenceCall(t)
	newSound(t, s, 1000, -10)
	var first *rtp.Packet
	for n, silent := 0, true; n < 20 || silent && n < 1000; n++ { // the sound card may be late
		raw := readFrom(t, far.rtp)
		sealed, tag := raw[:len(raw)-10], raw[len(raw)-10:]
		if want := reference.tag(sealed); !bytes.Equal(tag, want) {
			t.Fatalf("packet %d: tag %x, want %x", n, tag, want)
		}
		p := &rtp.Packet{}
		if err := p.Unmarshal(reference.crypt(sealed)); err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = p
		}
		if p.SSRC != first.SSRC || p.SequenceNumber != first.SequenceNumber+uint16(n) || len(p.Payload) != 160 {
			t.Fatalf("packet %d is %v with %d bytes", n, p.Header, len(p.Payload))
		}
		if silent = isSilent(p.Payload); silent && n == 999 {
			t.Error("the tone is not in what was sealed")
		}
	}
	for n := range uint16(20) {
		far.send(t, s.LocalRTP(), reference.seal(voice(7, n, uint32(n)*160, 0x80)))
	}
	eventually(t, "20 packets are heard", func() bool { return s.Stats().PacketsReceived == 20 })
	if st := s.Stats(); st.Forged+st.Discarded != 0 {
		t.Errorf("forged %d, discarded %d, want none", st.Forged, st.Discarded)
	}
}

// A packet that other implementations test with, for the same keys: it unseals,
// though its payload type 15 is no voice of ours. A bit of it changed is a forgery.
func TestSessionOpensAKnownPacket(t *testing.T) {
	s, far, reference := referenceCall(t)
	plain := append(unhex(t, "800f1234decafbadcafebabe"), bytes.Repeat([]byte{0xab}, 16)...)
	sealed := unhex(t, "800f1234decafbadcafebabe4e55dc4ce79978d88ca4d215949d2402b78d6acc99ea179b8dbb")
	if got := reference.seal(plain); !bytes.Equal(got, sealed) {
		t.Fatalf("the reference seals it as %x", got)
	}
	forged := bytes.Clone(sealed)
	forged[14] ^= 0x10
	far.send(t, s.LocalRTP(), forged)
	far.send(t, s.LocalRTP(), sealed)
	eventually(t, "both are taken in", func() bool { st := s.Stats(); return st.Forged+st.Discarded == 2 })
	if st := s.Stats(); st.Forged != 1 || st.Discarded != 1 {
		t.Errorf("forged %d, of an unknown kind %d; want one each", st.Forged, st.Discarded)
	}
	next := binary.BigEndian.Uint16(sealed[2:]) + 1
	far.send(t, s.LocalRTP(), reference.seal(voice(0xcafebabe, next, 0xdecafbad+160, 0x80)))
	eventually(t, "voice that follows is heard", func() bool { return s.Stats().PacketsReceived == 1 })
}
