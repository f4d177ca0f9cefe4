package media_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"offhook/media"
)

// ffmpegCall is a call between a session and ffmpeg as the RTP end: one process
// that speaks a tone of 700 Hz, one that writes down what it hears. They have
// ports of their own, so that a relay makes one far end of the two.
type ffmpegCall struct {
	codec  media.Codec
	suite  string // of SRTP, in the words of RFC 4568; empty is plain RTP
	keys   [2]string
	config media.Remote
}

// rtpName is how SDP calls a codec.
func rtpName(c media.Codec) string {
	return map[media.Codec]string{media.MuLaw: "PCMU/8000", media.ALaw: "PCMA/8000", media.G722: "G722/8000"}[c]
}

// heardFor is how long ffmpeg listens, in seconds.
const heardFor = 3

// run has the call and says what is wrong with it.
func (c ffmpegCall) run(t *testing.T) error {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 60*time.Second)
	defer cancel()
	s, err := media.Open(media.Config{Local: loopback})
	if err != nil {
		return err
	}
	defer s.Close()
	ear := newSound(t, s, 1015, -12)
	defer ear.stop()
	front, back := newPeer(t), newPeer(t)
	listen := freePort(t)
	var wg sync.WaitGroup
	defer wg.Wait()
	defer front.rtp.Close()
	defer back.rtp.Close()
	wg.Go(func() { forward(front, back, listen, asItIs) })       // session to the listener
	wg.Go(func() { forward(back, front, s.LocalRTP(), asItIs) }) // speaker to the session

	c.config.RTP, c.config.Codec = front.addr(), c.codec.String()
	if err := s.Start(c.config); err != nil {
		return err
	}
	speaker := c.speaker(ctx, back.addr())
	if err := speaker.Start(); err != nil {
		return err
	}
	defer func() { _ = speaker.Process.Kill(); _ = speaker.Wait() }()
	there, err := c.listener(ctx, t, listen)
	if err != nil {
		return err
	}
	return c.judge(s, ear, there)
}

func asItIs(p []byte) [][]byte { return [][]byte{p} }

// freePort is an address with an even port and a free one above it.
func freePort(t *testing.T) netip.AddrPort {
	t.Helper()
	s, err := media.Open(media.Config{Local: loopback})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	return s.LocalRTP()
}

// speaker is the process that sends.
func (c ffmpegCall) speaker(ctx context.Context, to netip.AddrPort) *exec.Cmd {
	coder := map[media.Codec]string{media.MuLaw: "pcm_mulaw", media.ALaw: "pcm_alaw", media.G722: "g722"}[c.codec]
	rate := c.codec.SampleRate()
	args := []string{
		"-nostdin", "-loglevel", "error", "-re", "-f", "lavfi",
		"-i", fmt.Sprintf("sine=frequency=700:sample_rate=%d:samples_per_frame=%d,volume=2", rate, rate/50),
		"-c:a", coder, "-ar", fmt.Sprint(rate), "-ac", "1", "-f", "rtp",
	}
	scheme := "rtp"
	if c.suite != "" {
		scheme = "srtp"
		args = append(args, "-srtp_out_suite", c.suite, "-srtp_out_params", c.keys[0])
	}
	args = append(args, fmt.Sprintf("%s://%v?pkt_size=%d", scheme, to, 12+160+map[bool]int{true: 10}[c.suite != ""]))
	return exec.CommandContext(ctx, "ffmpeg", args...)
}

// listener runs the process that receives and returns what it heard.
func (c ffmpegCall) listener(ctx context.Context, t *testing.T, at netip.AddrPort) ([]int16, error) {
	profile, crypto := "RTP/AVP", ""
	if c.suite != "" {
		profile, crypto = "RTP/SAVP", fmt.Sprintf("a=crypto:1 %s inline:%s\r\n", c.suite, c.keys[1])
	}
	sdp := fmt.Sprintf("v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=call\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio %d %s %d\r\na=rtpmap:%d %s\r\n%s",
		at.Port(), profile, c.codec.PayloadType(), c.codec.PayloadType(), rtpName(c.codec), crypto)
	path := filepath.Join(t.TempDir(), "call.sdp")
	if err := os.WriteFile(path, []byte(sdp), 0o600); err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, "ffmpeg", "-nostdin", "-loglevel", "error",
		"-protocol_whitelist", "file,udp,rtp,srtp", "-analyzeduration", "200000", "-i", path,
		"-t", fmt.Sprint(heardFor), "-f", "s16le", "-")
	var problems bytes.Buffer
	cmd.Stderr = &problems
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("the listening ffmpeg: %w: %s", err, problems.String())
	}
	return fromBytes(out), nil
}

// judge compares what both ends heard with what was said.
func (c ffmpegCall) judge(s *media.Session, ear *sound, there []int16) error {
	rate := c.codec.SampleRate()
	if len(there) < (heardFor-1)*rate {
		return fmt.Errorf("ffmpeg wrote %d samples, want %d s of %d", len(there), heardFor, rate)
	}
	if err := pure(there, rate, 1015); err != nil {
		return fmt.Errorf("ffmpeg hears %w", err)
	}
	// ffmpeg's sine has an eighth of full scale, doubled here.
	if err := pure(ear.hear(48000), 48000, 700); err != nil {
		return fmt.Errorf("we hear %w", err)
	}
	if st := s.Stats(); st.Discarded+st.Forged+st.Lost+st.Foreign > 0 {
		return fmt.Errorf("not everything was taken: %+v", st)
	}
	return nil
}

// pure looks for a quarter of a second with nothing but a tone of -12 dBFS: a
// sound card that is a goroutine may starve for a moment, but not all the time.
func pure(pcm []int16, rate int, frequency float64) error {
	best, level := 100.0, 0.0
	for n := rate / 4; len(pcm) >= n; pcm = pcm[n/2:] {
		tone, all := tonePower(pcm[:n], rate, frequency), loudness(pcm[:n])
		if all-tone < best && tone > -13 && tone < -11 {
			best, level = all-tone, tone
		}
	}
	if best > 0.3 {
		return fmt.Errorf("a tone of -12 dBFS at best with %.1f, %.1f dB below everything", level, best)
	}
	return nil
}

func TestCallsWithFfmpeg(t *testing.T) {
	for _, codec := range []media.Codec{media.MuLaw, media.ALaw, media.G722} {
		t.Run(codec.String(), func(t *testing.T) {
			attempts(t, func() error { return ffmpegCall{codec: codec}.run(t) })
		})
	}
}

func TestSealedCallsWithFfmpeg(t *testing.T) {
	for suite, protocol := range map[string]string{
		"AES_CM_128_HMAC_SHA1_80": "srtp-aescm128-hmac80", "AES_CM_128_HMAC_SHA1_32": "srtp-aescm128-hmac32",
	} {
		t.Run(suite, func(t *testing.T) {
			ours, err := media.ParseSuite(protocol)
			if err != nil {
				t.Fatal(err)
			}
			c := ffmpegCall{codec: media.MuLaw, suite: suite}
			c.keys = [2]string{base64.StdEncoding.EncodeToString(farSecret), base64.StdEncoding.EncodeToString(nearSecret)}
			c.config.Crypto = media.Crypto{Suite: ours, Transmit: key(t, ours, nearSecret), Receive: key(t, ours, farSecret)}
			attempts(t, func() error { return c.run(t) })
		})
	}
}
