package testdesk

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"
)

// SampleRate is the rate in Hz of everything that is heard from or spoken into
// the desk: 16-bit mono samples.
const SampleRate = 48000

// soundConfig makes a loudspeaker "spk" and a microphone: a second null sink
// "mic" that the desk plays into and whose monitor is the default source.
const soundConfig = `load-module module-native-protocol-unix auth-anonymous=1 socket=SOCKET
load-module module-null-sink sink_name=spk rate=48000 channels=1 sink_properties=device.description=Desk-loudspeaker
load-module module-null-sink sink_name=mic rate=48000 channels=1 sink_properties=device.description=Desk-microphone
set-default-sink spk
set-default-source mic.monitor
`

// alsaConfig leads programs that speak ALSA to the same server.
const alsaConfig = `pcm.!default { type pulse }
ctl.!default { type pulse }
`

type sound struct {
	speaker *Listener
	mic     *Listener
	micBusy chan struct{} // holds one token: one voice at a time
}

func (d *Desk) startSound(ctx context.Context) error {
	socket := d.Path("run", "pulse.sock")
	d.env["PULSE_SERVER"] = "unix:" + socket
	if err := os.WriteFile(d.Path("home", ".asoundrc"), []byte(alsaConfig), 0o600); err != nil {
		return err
	}
	config := strings.NewReplacer("SOCKET", socket).Replace(soundConfig)
	if err := os.WriteFile(d.Path("pulse.pa"), []byte(config), 0o600); err != nil {
		return err
	}
	c, err := d.spawn("pulseaudio", nil, nil, "-n", "--file="+d.Path("pulse.pa"), "--daemonize=no",
		"--exit-idle-time=-1", "--use-pid-file=no", "--realtime=yes", "--high-priority=yes", "--log-target=stderr")
	if err != nil {
		return err
	}
	err = d.await(ctx, c, func(ctx context.Context) error {
		out, err := d.output(ctx, "pactl", "info")
		if err == nil && !strings.Contains(out, "Default Source: mic.monitor") {
			err = fmt.Errorf("no default source in %q", out)
		}
		return err
	})
	if err != nil {
		return err
	}
	d.sound = &sound{micBusy: make(chan struct{}, 1)}
	if d.opts.Unheard {
		return nil
	}
	// An idle null sink renders two seconds ahead, so each monitor keeps a
	// reader that wants little latency, or the first words would come late.
	if d.sound.mic, err = d.listen("mic.monitor"); err != nil {
		return err
	}
	if d.sound.speaker, err = d.listen("spk.monitor"); err != nil {
		return err
	}
	return d.sound.speaker.waitRunning(ctx)
}

// listen starts a continuous recording of a PulseAudio source.
func (d *Desk) listen(source string) (*Listener, error) {
	r, w, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	cmd := exec.Command("parec", "--device="+source, "--latency-msec=5", "--raw",
		fmt.Sprint("--rate=", SampleRate), "--channels=1", "--format=s16le")
	cmd.Env, cmd.Stdout = d.Env(), w
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	err = cmd.Start()
	w.Close()
	if err != nil {
		r.Close()
		return nil, err
	}
	d.reaper.watch(cmd.Process.Pid)
	l := newListener()
	done := make(chan struct{})
	go func() {
		defer close(done)
		l.run(r)
	}()
	d.atClose(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		<-done
		r.Close()
	})
	return l, nil
}

// Speaker is the recording of what the loudspeaker played since the start.
func (d *Desk) Speaker() *Listener { return d.sound.speaker }

// Microphone is the recording of what was spoken into the microphone since the
// start.
func (d *Desk) Microphone() *Listener { return d.sound.mic }

// Speak plays samples into the microphone, over and over until stop is called;
// stop returns when the microphone is silent again. One voice at a time: a
// second call waits for the first's stop.
func (d *Desk) Speak(ctx context.Context, samples []int16) (stop func(), err error) {
	select {
	case d.sound.micBusy <- struct{}{}:
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	cmd := d.Command(ctx, "pacat", "--playback", "--device=mic", "--latency-msec=20", "--raw",
		fmt.Sprint("--rate=", SampleRate), "--channels=1", "--format=s16le")
	in, err := cmd.StdinPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		cancel()
		<-d.sound.micBusy
		return nil, fmt.Errorf("testdesk: speak: %w", err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		repeat(in, samples)
		_ = cmd.Wait() // killed by stop
		<-d.sound.micBusy
	}()
	return func() { cancel(); <-done }, nil
}

// repeat writes the samples again and again until the reader is gone.
func repeat(w io.WriteCloser, samples []int16) {
	defer w.Close()
	raw := bytesOf(samples)
	for {
		if _, err := w.Write(raw); err != nil {
			return
		}
	}
}

// SpeakFor plays samples into the microphone, repeating them, for a time.
func (d *Desk) SpeakFor(ctx context.Context, samples []int16, length time.Duration) error {
	stop, err := d.Speak(ctx, samples)
	if err != nil {
		return err
	}
	defer stop()
	select {
	case <-time.After(length):
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
