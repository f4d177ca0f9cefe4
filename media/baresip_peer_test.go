//go:build peers

package media_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"offhook/media"
)

// baresipConfig lets baresip speak from a file and write down what it hears,
// without a sound device.
const baresipConfig = `poll_method epoll
sip_listen 127.0.0.1:0
audio_source aufile,%[1]s/said.wav
audio_player aubridge,nowhere
audio_alert aubridge,nowhere
ausrc_srate 8000
auplay_srate 8000
ausrc_channels 1
auplay_channels 1
jitter_buffer_delay 5-10
snd_path %[1]s
module_path /usr/lib/baresip/modules
module g711.so
module aufile.so
module aubridge.so
module sndfile.so
module_app account.so
module_app menu.so
statmode_default off
`

// baresipCall is a call between a session and baresip, which is told by SIP
// where the session is.
type baresipCall struct{ codec media.Codec }

// run has the call and says what is wrong with it.
func (c baresipCall) run(t *testing.T) error {
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
	sip := newSIPEnd(t, s.LocalRTP(), c.codec.PayloadType(), rtpName(c.codec))
	dir := t.TempDir()
	phone, err := c.dial(ctx, dir, sip.address())
	if err != nil {
		return err
	}
	defer func() { _ = phone.Process.Kill(); _ = phone.Wait() }()
	err = within(10*time.Second, "baresip calls", func() bool { _, ok := sip.caller(); return ok })
	if err != nil {
		return err
	}
	at, _ := sip.caller()
	if err := s.Start(media.Remote{RTP: at, Codec: c.codec.String()}); err != nil {
		return err
	}
	err = within(20*time.Second, "3 s of voice come", func() bool { return s.Stats().PacketsReceived > 150 })
	if err != nil {
		return err
	}
	here := ear.since(0)
	there, err := c.hangUp(phone, dir)
	if err != nil {
		return err
	}
	return c.judge(s, here, there)
}

// dial starts baresip with a call to an address.
func (c baresipCall) dial(ctx context.Context, dir, to string) (*exec.Cmd, error) {
	tone := media.NewTone(8000, -12, 700)
	said := make([]int16, 60*8000)
	tone.Fill(said)
	account := fmt.Sprintf("<sip:agent@127.0.0.1>;regint=0;audio_codecs=%s/1\n", rtpName(c.codec))
	for name, text := range map[string][]byte{
		"config": fmt.Appendf(nil, baresipConfig, dir), "accounts": []byte(account), "contacts": nil,
		"said.wav": wave(8000, said),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o600); err != nil {
			return nil, err
		}
	}
	cmd := exec.CommandContext(ctx, "baresip", "-4", "-f", dir, "-e", "/dial "+to)
	return cmd, cmd.Start()
}

// wave is a file of mono sound.
func wave(rate uint32, pcm []int16) []byte {
	le, size := binary.LittleEndian, uint32(2*len(pcm))
	b := append([]byte("RIFF"), le.AppendUint32(nil, 36+size)...)
	b = append(b, "WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00"...) // PCM, one channel
	b = le.AppendUint32(le.AppendUint32(b, rate), 2*rate)
	b = append(b, "\x02\x00\x10\x00data"...) // 16 bits
	return append(le.AppendUint32(b, size), toBytes(pcm)...)
}

// hangUp ends baresip and returns what it heard.
func (c baresipCall) hangUp(phone *exec.Cmd, dir string) ([]int16, error) {
	if err := phone.Process.Signal(syscall.SIGINT); err != nil {
		return nil, err
	}
	ended := make(chan error, 1)
	go func() { ended <- phone.Wait() }()
	select {
	case <-ended:
	case <-time.After(10 * time.Second):
		return nil, fmt.Errorf("baresip does not end")
	}
	files, err := filepath.Glob(filepath.Join(dir, "dump-*-dec.wav"))
	if err != nil || len(files) != 1 {
		return nil, fmt.Errorf("baresip left %d recordings", len(files))
	}
	data, err := os.ReadFile(files[0])
	if err != nil {
		return nil, err
	}
	_, sound, found := bytes.Cut(data, []byte("data"))
	if !found || len(sound) < 4 {
		return nil, fmt.Errorf("baresip recorded nothing")
	}
	return fromBytes(sound[4:]), nil
}

// judge compares what both ends heard with what was said.
func (c baresipCall) judge(s *media.Session, here, there []int16) error {
	if err := pure(there, 8000, 1015); err != nil {
		return fmt.Errorf("baresip hears %w", err)
	}
	if err := pure(here, 48000, 700); err != nil {
		return fmt.Errorf("we hear %w", err)
	}
	if st := s.Stats(); st.Discarded+st.Lost+st.Foreign > 0 {
		return fmt.Errorf("not everything was taken: %+v", st)
	}
	return nil
}

// within waits for a condition of another process.
func within(limit time.Duration, what string, ok func() bool) error {
	for end := time.Now().Add(limit); !ok(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			return fmt.Errorf("after %v still not: %s", limit, what)
		}
	}
	return nil
}

func TestCallsWithBaresip(t *testing.T) {
	for _, codec := range []media.Codec{media.MuLaw, media.ALaw} {
		t.Run(codec.String(), func(t *testing.T) {
			attempts(t, func() error { return baresipCall{codec}.run(t) })
		})
	}
}
