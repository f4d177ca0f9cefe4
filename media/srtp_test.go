package media_test

import (
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"strings"
	"testing"

	"github.com/pion/rtcp"
	"github.com/pion/rtp"
	"github.com/pion/srtp/v3"

	"offhook/media"
)

// far and near are the master keys of two directions, salts behind them.
var (
	farSecret  = []byte("0123456789abcdef" + "salt-of-far-14")
	nearSecret = []byte("fedcba9876543210" + "salt-of-near14")
)

func key(t testing.TB, s media.Suite, secret []byte) media.Key {
	t.Helper()
	k, err := s.ParseKey(hex.EncodeToString(secret[:16]), hex.EncodeToString(secret[16:]))
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// secured opens a session whose far end is a bare socket with SRTP contexts of
// the library's, one to seal and one to unseal.
func secured(t testing.TB, protocol string, profile srtp.ProtectionProfile) (s *media.Session, far *peer, seal, unseal *srtp.Context) {
	t.Helper()
	suite, err := media.ParseSuite(protocol)
	if err != nil {
		t.Fatal(err)
	}
	s, far = open(t, media.Config{}), newPeer(t)
	r := media.Remote{RTP: far.addr(), RTCP: far.rtcpAddr(), Codec: "g711U"}
	r.Crypto = media.Crypto{Suite: suite, Transmit: key(t, suite, nearSecret), Receive: key(t, suite, farSecret)}
	if err := s.Start(r); err != nil {
		t.Fatal(err)
	}
	return s, far, srtpContext(t, profile, farSecret), srtpContext(t, profile, nearSecret)
}

func srtpContext(t testing.TB, p srtp.ProtectionProfile, secret []byte) *srtp.Context {
	t.Helper()
	c, err := srtp.CreateContext(secret[:16], secret[16:], p)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestVoiceIsSealedAndUnsealed(t *testing.T) {
	for protocol, profile := range map[string]srtp.ProtectionProfile{
		"SRTP_AES128_HMAC80_ENC_AUTH": srtp.ProtectionProfileAes128CmHmacSha1_80,
		"srtp-aescm128-hmac32":        srtp.ProtectionProfileAes128CmHmacSha1_32,
	} {
		t.Run(protocol, func(t *testing.T) {
			s, far, seal, unseal := secured(t, protocol, profile)
			sound := newSound(t, s, 1000, -10)
			var last *rtp.Packet
			for n := 0; n < 10 || n < 1000 && isSilent(last.Payload); n++ { // the sound card may be late
				raw := readFrom(t, far.rtp)
				clear := &rtp.Packet{}
				data, err := unseal.DecryptRTP(nil, raw, nil)
				if err != nil {
					t.Fatalf("what we send does not unseal: %v", err)
				}
				if err := clear.Unmarshal(data); err != nil {
					t.Fatal(err)
				}
				if last != nil && clear.SequenceNumber != last.SequenceNumber+1 {
					t.Errorf("sequence %d after %d", clear.SequenceNumber, last.SequenceNumber)
				}
				last = clear
			}
			if len(last.Payload) != 160 || isSilent(last.Payload) {
				t.Errorf("payload of %d bytes, silent %v; want 160 bytes of the tone", len(last.Payload), isSilent(last.Payload))
			}
			for n := range 50 {
				data, err := seal.EncryptRTP(nil, tonePacket(n), nil)
				if err != nil {
					t.Fatal(err)
				}
				far.send(t, s.LocalRTP(), data)
			}
			eventually(t, "50 packets arrived", func() bool { return s.Stats().PacketsReceived == 50 })
			if st := s.Stats(); st.Forged != 0 || st.Discarded != 0 {
				t.Errorf("forged %d, discarded %d", st.Forged, st.Discarded)
			}
			if level := tonePower(sound.hear(24000)[:16000], 48000, 700); level < -20 {
				t.Errorf("the far end's tone is heard with %.0f dBFS, want more than -20", level)
			}
		})
	}
}

// tonePacket is the nth 20 ms of a tone of 700 Hz.
func tonePacket(n int) []byte {
	pcm := make([]int16, 160)
	for i := range pcm {
		pcm[i] = int16(10000 * math.Sin(2*math.Pi*700*float64(n*160+i)/8000))
	}
	payload := make([]byte, 160)
	media.MuLaw.Encode(payload, pcm)
	p := rtp.Packet{
		Header:  rtp.Header{Version: 2, SSRC: 7, SequenceNumber: uint16(n), Timestamp: uint32(n) * 160},
		Payload: payload,
	}
	data, err := p.Marshal()
	if err != nil {
		panic(err)
	}
	return data
}

func TestForgedAndReplayedVoiceIsNotHeard(t *testing.T) {
	s, far, seal, _ := secured(t, "srtp hmac80", srtp.ProtectionProfileAes128CmHmacSha1_80)
	good, err := seal.EncryptRTP(nil, voice(7, 1, 160, 0x80), nil)
	if err != nil {
		t.Fatal(err)
	}
	far.send(t, s.LocalRTP(), good)
	eventually(t, "the real packet is taken", func() bool { return s.Stats().PacketsReceived == 1 })
	forged := append([]byte(nil), good...)
	forged[20] ^= 1
	for _, bad := range [][]byte{good, forged, voice(7, 2, 320, 0x80), good[:11], good[:14]} {
		far.send(t, s.LocalRTP(), bad)
	}
	eventually(t, "5 packets are refused", func() bool { return s.Stats().Forged == 5 })
	if n := s.Stats().PacketsReceived; n != 1 {
		t.Errorf("%d packets taken, want the real one alone", n)
	}
}

// The switch stops and starts the stream for each hold. With the keys of before
// the count of rollovers goes on, over the wrap of the sequence number too.
func TestHoldKeepsTheKeysCount(t *testing.T) {
	s, far, seal, _ := secured(t, "srtp", srtp.ProtectionProfileAes128CmHmacSha1_80)
	suite, _ := media.ParseSuite("srtp")
	again := media.Remote{RTP: far.addr(), RTCP: far.rtcpAddr(), Codec: "g711U", Crypto: media.Crypto{
		Suite: suite, Transmit: key(t, suite, nearSecret), Receive: key(t, suite, farSecret),
	}}
	sealed := func(c *srtp.Context, seq uint16) []byte {
		data, err := c.EncryptRTP(nil, voice(7, seq, uint32(seq)*160, 0x80), nil)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	far.send(t, s.LocalRTP(), sealed(seal, 65535))
	far.send(t, s.LocalRTP(), sealed(seal, 0)) // the first rollover
	eventually(t, "two packets", func() bool { return s.Stats().PacketsReceived == 2 })
	s.Stop()
	if err := s.Start(again); err != nil {
		t.Fatal(err)
	}
	far.send(t, s.LocalRTP(), sealed(seal, 1))
	eventually(t, "the count goes on after the hold", func() bool { return s.Stats().PacketsReceived == 3 })

	// A far end that begins anew with the old keys is heard again soon.
	s.Stop()
	if err := s.Start(again); err != nil {
		t.Fatal(err)
	}
	fresh := srtpContext(t, srtp.ProtectionProfileAes128CmHmacSha1_80, farSecret)
	for seq := range uint16(30) {
		far.send(t, s.LocalRTP(), sealed(fresh, 100+seq))
	}
	eventually(t, "it is heard again", func() bool { return s.Stats().PacketsReceived >= 20 })
}

func TestReportsAreSealed(t *testing.T) {
	s, far, seal, unseal := secured(t, "srtp", srtp.ProtectionProfileAes128CmHmacSha1_80)
	newSound(t, s, 1000, -10)
	report, err := rtcp.Marshal([]rtcp.Packet{&rtcp.SenderReport{SSRC: 7, NTPTime: 1 << 40}, &rtcp.SourceDescription{
		Chunks: []rtcp.SourceDescriptionChunk{{Source: 7, Items: []rtcp.SourceDescriptionItem{{Type: rtcp.SDESCNAME, Text: "far"}}}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	sealed, err := seal.EncryptRTCP(nil, report, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := far.rtcp.WriteToUDPAddrPort(sealed, s.LocalRTCP()); err != nil {
		t.Fatal(err)
	}
	raw := readFrom(t, far.rtcp)
	clear, err := unseal.DecryptRTCP(nil, raw, nil)
	if err != nil {
		t.Fatalf("our report does not unseal: %v", err)
	}
	if packets, err := rtcp.Unmarshal(clear); err != nil || len(packets) < 2 {
		t.Errorf("report = %v, %v", packets, err)
	}
}

func TestSealedVoiceAllocatesNothing(t *testing.T) {
	s, far, seal, _ := secured(t, "srtp", srtp.ProtectionProfileAes128CmHmacSha1_80)
	wire := media.NewWire(s, far.addr())
	packets := make([][]byte, 0, 800)
	for n := range 800 {
		data, err := seal.EncryptRTP(nil, voice(7, uint16(n), uint32(n)*160, 0x80), nil)
		if err != nil {
			t.Fatal(err)
		}
		packets = append(packets, data)
	}
	var pcm [960]int16
	in := func() {
		wire.ReceiveAsIs(packets[0])
		packets = packets[1:]
		s.Pull(pcm[:])
	}
	out := func() { wire.Send(pcm[:]) }
	for range 200 {
		in()
		out()
	}
	if n := testing.AllocsPerRun(300, in); n != 0 {
		t.Errorf("unsealing a packet allocates %v times", n)
	}
	if n := testing.AllocsPerRun(300, out); n != 0 {
		t.Errorf("sealing a packet allocates %v times", n)
	}
	if st := s.Stats(); st.Forged != 0 {
		t.Errorf("%d packets did not unseal", st.Forged)
	}
}

func TestParseSuite(t *testing.T) {
	srtp80 := media.Suite{Enabled: true}
	for text, want := range map[string]media.Suite{
		"": {}, "none": {}, " NONE ": {},
		"srtp":                          srtp80,
		"SRTP_AES128_HMAC80_ENC_AUTH":   srtp80,
		"1-srtp-aescm128-hmac80":        srtp80,
		"2-srtp-aescm128-hmac32":        {Enabled: true, ShortTag: true},
		"AES_CM_128_HMAC_SHA1_32/SRTP":  {Enabled: true, ShortTag: true},
		"srtp-aescm128-hmac80-unauth":   {Enabled: true, Unauthenticated: true},
		"SRTP_AES128_HMAC32_UNENC_AUTH": {Enabled: true, ShortTag: true, NoCipher: true},
		"srtp-aescm256-hmac80":          {Enabled: true, AES256: true},
	} {
		if got, err := media.ParseSuite(text); err != nil || got != want {
			t.Errorf("ParseSuite(%q) = %+v, %v, want %+v", text, got, err, want)
		}
	}
	for _, text := range []string{"aes", "AEA", "dtls"} {
		if _, err := media.ParseSuite(text); !errors.Is(err, media.ErrCipher) {
			t.Errorf("ParseSuite(%q) = %v, want ErrCipher", text, err)
		}
	}
}

func TestParseKeyInAnyEncoding(t *testing.T) {
	suite := media.Suite{Enabled: true}
	k, s := farSecret[:16], farSecret[16:]
	want := key(t, suite, farSecret)
	colons := strings.TrimRight(strings.ReplaceAll(fmt.Sprintf("% x", k), " ", ":"), ":")
	for name, x := range map[string][2]string{
		"hex":            {hex.EncodeToString(k), strings.ToUpper(hex.EncodeToString(s))},
		"base64":         {base64.StdEncoding.EncodeToString(k), base64.StdEncoding.EncodeToString(s)},
		"base64 url raw": {base64.RawURLEncoding.EncodeToString(k), base64.RawURLEncoding.EncodeToString(s)},
		"colons":         {colons, hex.EncodeToString(s)},
		"plain":          {string(k), string(s)},
		"one blob":       {base64.StdEncoding.EncodeToString(farSecret), ""},
	} {
		if got, err := suite.ParseKey(x[0], x[1]); err != nil || got != want {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, x := range [][2]string{{"", ""}, {"secret", "salt"}, {hex.EncodeToString(k), "short"}, {hex.EncodeToString(k[:15]), hex.EncodeToString(s)}} {
		_, err := suite.ParseKey(x[0], x[1])
		if !errors.Is(err, media.ErrKey) || strings.Contains(err.Error(), "secret") {
			t.Errorf("ParseKey of a wrong text = %v, want ErrKey without the text", err)
		}
	}
}

func TestKeysAreNeverPrinted(t *testing.T) {
	k := key(t, media.Suite{Enabled: true}, farSecret)
	var log strings.Builder
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "key", k, "crypto", media.Crypto{Receive: k})
	all := fmt.Sprintf("%v %+v %#v %s %x %v %+v", k, k, k, k, k, media.Crypto{Receive: k}, media.Remote{Crypto: media.Crypto{Receive: k}}) + log.String()
	for _, secret := range []string{"0123456789abcdef", "30313233", "48 49 50", "salt-of", "48, 49"} {
		if strings.Contains(all, secret) {
			t.Errorf("the key is in %q", all)
		}
	}
}
