package cli

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"offhook/internal/testdesk"
	"offhook/media"
	"offhook/media/device"
)

var here = netip.MustParseAddr("127.0.0.1")

// farEnd is the other end of a voice test: a session whose microphone is a tone
// and whose loudspeaker is kept.
type farEnd struct {
	*media.Session
	mu    sync.Mutex // guards heard
	heard []int16
	tone  *device.ToneSource
}

// newFarEnd talks to an address that nothing is bound to yet.
func newFarEnd(t *testing.T, to netip.AddrPort, crypto media.Crypto) *farEnd {
	t.Helper()
	return farEndOf(t, media.Remote{RTP: to, Codec: "pcmu", Crypto: crypto})
}

func farEndOf(t *testing.T, to media.Remote) *farEnd {
	t.Helper()
	s, err := media.Open(media.Config{Local: here})
	if err != nil {
		t.Fatal(err)
	}
	f := &farEnd{Session: s, tone: device.NewToneSource(1015, -12)}
	t.Cleanup(func() { _ = s.Close() })
	if err := s.Start(to); err != nil {
		t.Fatal(err)
	}
	card := device.NewNull(f, f)
	t.Cleanup(func() { _ = card.Close() })
	return f
}

// Pull implements device.Source for the card: what it plays is kept.
func (f *farEnd) Pull(dst []int16) {
	f.Session.Pull(dst)
	f.mu.Lock()
	defer f.mu.Unlock()
	f.heard = append(f.heard, dst...)
}

// Push implements device.Sink for the card, whose silence becomes the tone.
func (f *farEnd) Push(src []int16) {
	tone := make([]int16, len(src))
	f.tone.Pull(tone)
	f.Session.Push(tone)
}

func (f *farEnd) last(n int) []int16 {
	f.mu.Lock()
	defer f.mu.Unlock()
	return append([]int16(nil), f.heard[max(0, len(f.heard)-n):]...)
}

// freePair returns an address whose port and the next one were free a moment ago.
func freePair(t *testing.T) netip.AddrPort {
	t.Helper()
	s, err := media.Open(media.Config{Local: here})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	return s.LocalRTP()
}

// running is a command that runs in this process.
type running struct {
	lines chan string
	errs  *bytes.Buffer // to be read after code
	code  chan int
}

func start(args ...string) *running {
	r := &running{lines: make(chan string, 1000), errs: &bytes.Buffer{}, code: make(chan int, 1)}
	out, in := io.Pipe()
	go func() {
		for lines := bufio.NewScanner(out); lines.Scan(); {
			r.lines <- lines.Text()
		}
		close(r.lines)
	}()
	go func() {
		code := run(args, "test", in, r.errs)
		_ = in.Close()
		r.code <- code
	}()
	return r
}

// next returns the next line, or fails.
func (r *running) next(t *testing.T) string {
	t.Helper()
	select {
	case line, ok := <-r.lines:
		if ok {
			return line
		}
		t.Fatalf("the command ended with %d: %s", <-r.code, r.errs)
	case <-time.After(30 * time.Second):
		t.Fatal("the command says nothing for 30 s")
	}
	return ""
}

// end waits for the exit code.
func (r *running) end(t *testing.T) int {
	t.Helper()
	for {
		select {
		case code := <-r.code:
			return code
		case <-r.lines:
			continue
		case <-time.After(30 * time.Second):
			t.Fatal("the command does not end")
		}
	}
}

// heard waits until a tone is heard, as the far end's line or on the desk.
func heard(t *testing.T, what string, hz float64, last func() []int16) {
	t.Helper()
	for end := time.Now().Add(30 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		pcm := last()
		level := testdesk.ToneLevel(pcm, testdesk.SampleRate, hz)
		if len(pcm) == testdesk.SampleRate/5 && level > -18 && level < -12 {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("%s: %.0f Hz has %.1f dBFS among %.1f dBFS of %d samples", what, hz, level, testdesk.Level(pcm), len(pcm))
		}
	}
}

// What is spoken into the microphone arrives at the far end, what that says is
// heard in the loudspeaker, both encrypted; an interrupt ends it, and neither
// output nor capture file holds a key or voice.
func TestVoiceCarriesRealSoundBothWaysUntilInterrupted(t *testing.T) {
	desk := testdesk.InTest(t, testdesk.Options{Keyring: testdesk.KeyringAbsent})
	keys := [2]string{
		base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{0x5a, 0xc3, 0x11}, 10)),
		base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{0x2b, 0x77, 0x9d}, 10)),
	}
	theirs, err := parseVoiceKeys(keys[1] + "," + keys[0])
	if err != nil {
		t.Fatal(err)
	}
	local := freePair(t)
	far := newFarEnd(t, local, theirs)
	stop, err := desk.Speak(t.Context(), testdesk.Tone(480, -15, time.Second))
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	capture := filepath.Join(t.TempDir(), "rtp.pcap")
	r := start("voice", "--local", local.String(), "--peer", far.LocalRTP().String(),
		"--srtp", keys[0]+","+keys[1], "--json", "--headers", capture)
	r.next(t)
	heard(t, "the desk", 1015, func() []int16 { return desk.Speaker().Last(200 * time.Millisecond) })
	heard(t, "the far end", 480, func() []int16 { return far.last(testdesk.SampleRate / 5) })
	var f voiceFigures
	for f.MOS == 0 || f.Received < 50 || f.Microphone < -30 || f.Speaker < -30 {
		f = voiceFigures{}
		if err := json.Unmarshal([]byte(r.next(t)), &f); err != nil {
			t.Fatal(err)
		}
	}
	if f.Codec != "g711U" || f.Sent == 0 || f.Forged+f.Foreign > 0 || f.MicrophoneName == "" || f.SpeakerName == "" {
		t.Errorf("figures %+v", f)
	}
	if err := syscall.Kill(syscall.Getpid(), syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	if code := r.end(t); code != exitOK {
		t.Errorf("an interrupt ends it with %d: %s", code, r.errs)
	}
	for _, k := range keys {
		if strings.Contains(r.errs.String(), k) {
			t.Error("a key was printed")
		}
	}
	data, err := os.ReadFile(capture)
	if err != nil {
		t.Fatal(err)
	}
	// Each packet takes 16 bytes of the file's, 28 of addresses and 12 of header.
	if packets := (len(data) - 24) / 56; packets < 100 || (len(data)-24)%56 != 0 {
		t.Errorf("the capture file has %d bytes", len(data))
	}
}

func TestVoiceSaysWhyNothingCame(t *testing.T) {
	quiet := freePair(t)
	key := base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{7}, 30))
	t.Run("nobody there", func(t *testing.T) {
		r := start("voice", "--local", freePair(t).String(), "--peer", quiet.String(), "--no-sound", "--for", "300ms")
		if code := r.end(t); code != exitCheckFailed || !strings.Contains(r.errs.String(), "firewall") {
			t.Errorf("exit code %d: %s", code, r.errs)
		}
	})
	t.Run("from elsewhere", func(t *testing.T) {
		local := freePair(t)
		newFarEnd(t, local, media.Crypto{})
		r := start("voice", "--local", local.String(), "--peer", quiet.String(), "--no-sound", "--for", "2s")
		if code := r.end(t); code != exitCheckFailed || !strings.Contains(r.errs.String(), "--symmetric") {
			t.Errorf("exit code %d: %s", code, r.errs)
		}
	})
	t.Run("other keys", func(t *testing.T) {
		local := freePair(t)
		other, err := parseVoiceKeys(base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{9}, 30)))
		if err != nil {
			t.Fatal(err)
		}
		far := newFarEnd(t, local, other)
		r := start("voice", "--local", local.String(), "--peer", far.LocalRTP().String(), "--no-sound", "--for", "2s", "--srtp", key)
		if code := r.end(t); code != exitCheckFailed || !strings.Contains(r.errs.String(), "keys") || strings.Contains(r.errs.String(), key) {
			t.Errorf("exit code %d: %s", code, r.errs)
		}
	})
}

func TestVoiceRefusesWhatCannotWork(t *testing.T) {
	secret := base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{0xee}, 29)) // a byte short
	for name, c := range map[string]struct {
		args []string
		say  string
	}{
		"an odd port":       {[]string{"--local", "127.0.0.1:4001", "--peer", "127.0.0.1:5000"}, "even"},
		"no far end":        {[]string{"--local", "127.0.0.1:4000", "--peer", "0.0.0.0:5000"}, "far end"},
		"no address":        {[]string{"--local", "somewhere", "--peer", "127.0.0.1:5000"}, "--local"},
		"an unknown codec":  {[]string{"--local", "127.0.0.1:4000", "--peer", "127.0.0.1:5000", "--codec", "g729"}, "g722"},
		"a key too short":   {[]string{"--local", "127.0.0.1:4000", "--peer", "127.0.0.1:5000", "--srtp", secret}, "30 bytes"},
		"an unknown cipher": {[]string{"--local", "127.0.0.1:4000", "--peer", "127.0.0.1:5000", "--srtp", "rot13:" + secret}, "30 bytes"},
	} {
		t.Run(name, func(t *testing.T) {
			var out, errs bytes.Buffer
			code := run(append([]string{"voice"}, c.args...), "test", &out, &errs)
			if code != exitUsage || !strings.Contains(errs.String(), c.say) {
				t.Errorf("exit code %d, %q; want %d and %q", code, errs.String(), exitUsage, c.say)
			}
			if strings.Contains(out.String()+errs.String(), secret) {
				t.Error("a key was printed")
			}
		})
	}
}

func TestVoiceStatsForPeople(t *testing.T) {
	local := freePair(t)
	far := newFarEnd(t, local, media.Crypto{})
	r := start("voice", "--local", local.String(), "--peer", far.LocalRTP().String(), "--no-sound", "--stats", "--for", "2500ms")
	line := r.next(t)
	for _, part := range []string{"received ", "lost 0", "jitter ", "MOS ", "mic ", "speaker "} {
		if !strings.Contains(line, part) {
			t.Errorf("%q lacks %q", line, part)
		}
	}
	if code := r.end(t); code != exitOK {
		t.Errorf("exit code %d: %s", code, r.errs)
	}
}

func TestVoiceSpeaksEachCodec(t *testing.T) {
	for _, codec := range []string{"pcma", "g722"} {
		local := freePair(t)
		far := farEndOf(t, media.Remote{RTP: local, Codec: codec, PacketSize: 40 * time.Millisecond})
		r := start("voice", "--local", local.String(), "--peer", far.LocalRTP().String(), "--no-sound", "--json",
			"--codec", codec, "--packet-size", "40ms")
		f := voiceFigures{Speaker: -100}
		for f.Speaker < -20 { // the tone has -15 dBFS
			f = voiceFigures{Speaker: -100}
			if err := json.Unmarshal([]byte(r.next(t)), &f); err != nil {
				t.Fatal(err)
			}
		}
		if want, _ := media.ParseCodec(codec); f.Codec != want.String() || f.Speaker > -13 {
			t.Errorf("%s: %+v", codec, f)
		}
		if err := syscall.Kill(syscall.Getpid(), syscall.SIGINT); err != nil {
			t.Fatal(err)
		}
		if code := r.end(t); code != exitOK {
			t.Errorf("%s: exit code %d: %s", codec, code, r.errs)
		}
	}
}
