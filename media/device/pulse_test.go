package device_test

import (
	"bufio"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
	"unsafe"
)

// pulse is a real PulseAudio server with null sinks: "speaker" is the default
// output, "mic" one whose monitor is the default microphone, "other" a second
// output. Its tests cannot run in parallel: libraries find the server through
// the environment.
type pulse struct {
	dir string
	cmd *exec.Cmd
}

// pulseScript lets clients in last: one that waits for the server would else open
// whatever is the default while the script still runs.
const pulseScript = `load-module module-null-sink sink_name=speaker rate=48000 channels=2 sink_properties=device.description=Speaker
load-module module-null-sink sink_name=mic rate=48000 channels=1 sink_properties=device.description=Mic
load-module module-null-sink sink_name=other rate=48000 channels=2 sink_properties=device.description=Other
set-default-sink speaker
set-default-source mic.monitor
load-module module-native-protocol-unix auth-anonymous=1
`

// startPulse starts a server for one test and fails it when it does not come up.
func startPulse(t *testing.T) *pulse {
	t.Helper()
	p := &pulse{dir: t.TempDir()}
	if err := os.WriteFile(filepath.Join(p.dir, "test.pa"), []byte(pulseScript), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]string{
		"HOME": p.dir, "XDG_RUNTIME_DIR": p.dir, "PULSE_RUNTIME_PATH": p.dir,
		"PULSE_SERVER": "unix:" + filepath.Join(p.dir, "native"), "PULSE_SINK": "", "PULSE_SOURCE": "",
	} {
		t.Setenv(name, value)
		if value == "" { // an empty name would be taken for a device's
			_ = os.Unsetenv(name) // restored by Setenv
		}
	}
	t.Cleanup(p.kill)
	p.launch(t)
	p.settle(t)
	return p
}

// launch starts the server and waits until it answers.
func (p *pulse) launch(t *testing.T) {
	t.Helper()
	var log strings.Builder
	p.cmd = exec.Command("pulseaudio", "--daemonize=no", "-n", "-F", filepath.Join(p.dir, "test.pa"),
		"--exit-idle-time=-1", "--use-pid-file=no", "--log-target=stderr")
	p.cmd.Stderr = &log
	if err := p.cmd.Start(); err != nil {
		t.Fatalf("PulseAudio does not start: %v", err)
	}
	for end := time.Now().Add(10 * time.Second); exec.Command("pactl", "info").Run() != nil; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			p.kill()
			t.Fatalf("PulseAudio does not answer:\n%s", &log)
		}
	}
}

// settle waits until the sinks play in time. An idle null sink renders two
// seconds ahead; a reader with a low latency on its monitor ends that.
func (p *pulse) settle(t *testing.T) {
	t.Helper()
	for _, e := range []*ear{p.monitor(t, "speaker"), p.monitor(t, "mic"), p.monitor(t, "other")} {
		eventually(t, 10*time.Second, "the null sinks play in time", func() bool { return e.count() > 9600 })
	}
}

// kill ends the server at once, as a crash would.
func (p *pulse) kill() {
	if p.cmd != nil {
		_ = p.cmd.Process.Kill()
		_ = p.cmd.Wait()
		p.cmd = nil
	}
}

// ear records what is played on a sink.
type ear struct {
	mu      sync.Mutex // guards samples
	samples []int16
}

func (p *pulse) monitor(t *testing.T, sink string) *ear {
	t.Helper()
	cmd := exec.Command("parec", "-d", sink+".monitor", "--raw", "--rate=48000", "--channels=1", "--format=s16le", "--latency-msec=5")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatalf("parec does not start: %v", err)
	}
	e := &ear{}
	var wg sync.WaitGroup
	wg.Go(func() { e.listen(out) })
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		wg.Wait()
		_ = cmd.Wait()
	})
	return e
}

func (e *ear) listen(r io.Reader) {
	buf := bufio.NewReader(r)
	for {
		var b [960]byte
		if _, err := io.ReadFull(buf, b[:]); err != nil {
			return
		}
		e.mu.Lock()
		e.samples = append(e.samples, unsafe.Slice((*int16)(unsafe.Pointer(&b[0])), len(b)/2)...)
		e.mu.Unlock()
	}
}

// last returns the latest n samples, fewer when there are not as many.
func (e *ear) last(n int) []int16 {
	e.mu.Lock()
	defer e.mu.Unlock()
	return append([]int16(nil), e.samples[max(len(e.samples)-n, 0):]...)
}

func (e *ear) count() int {
	e.mu.Lock()
	defer e.mu.Unlock()
	return len(e.samples)
}

// speak plays a file of raw samples into a sink.
func (p *pulse) speak(t *testing.T, sink string, pcm []int16) {
	t.Helper()
	file := filepath.Join(p.dir, "speak.raw")
	raw := unsafe.Slice((*byte)(unsafe.Pointer(&pcm[0])), 2*len(pcm))
	if err := os.WriteFile(file, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("pacat", "-d", sink, "--raw", "--rate=48000", "--channels=1", "--format=s16le", "--latency-msec=20", file)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
}
