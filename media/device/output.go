package device

import (
	"fmt"
	"io"
	"runtime"
	"sync"
	"time"

	"github.com/hajimehoshi/oto/v2"
)

const (
	outputBuffer = 30 * time.Millisecond
	playerBuffer = 10 * sampleRate / 1000 * 4 // 10 ms of stereo in bytes; the library's own default is 0.5 s
)

// output is the one oto context that a process may have. Its methods may block
// for as long as the sound system does; only ringer goroutines call them.
type output struct {
	mu      sync.Mutex // guards what follows
	context *oto.Context
	users   int // players that are wanted to be heard
	failed  error
}

// shared is the process's output: oto allows one only, whoever asks.
var shared output

// open returns the context, making it at first. Stereo, because a mono context
// is heard on the left only on some systems.
func (o *output) open() (*oto.Context, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.context != nil {
		err := o.context.Err()
		if err == nil {
			return o.context, nil
		}
		if runtime.GOOS != "linux" { // elsewhere a second context is not possible
			return nil, fmt.Errorf("device: ringer: %w", err)
		}
		o.context = nil
	}
	if o.failed != nil && !o.worthTrying() {
		return nil, o.failed
	}
	context, ready, err := oto.NewContextWithOptions(&oto.NewContextOptions{
		SampleRate: sampleRate, ChannelCount: 2, Format: oto.FormatSignedInt16LE, BufferSize: outputBuffer,
	})
	if err == nil {
		<-ready
		err = context.Err()
	}
	if err != nil {
		o.failed = fmt.Errorf("device: ringer: %w", err)
		return nil, o.failed
	}
	o.context, o.failed = context, nil
	return context, nil
}

// worthTrying reports whether there may be an output after a failure. Each
// context that fails leaves a goroutine of the library behind, so we look
// without it first.
func (o *output) worthTrying() bool {
	if runtime.GOOS != "linux" {
		return false
	}
	h, err := openHandle(request{kind: playback, period: playbackFrame, systems: systems, pull: func(dst []int16) { clear(dst) }})
	if err != nil {
		return false
	}
	h.close()
	return true
}

// player starts a player for what a reader gives.
func (o *output) player(c *oto.Context, r io.Reader) oto.Player {
	p := c.NewPlayer(r)
	if b, ok := p.(oto.BufferSizeSetter); ok {
		b.SetBufferSize(playerBuffer)
	}
	p.Play()
	return p
}

// wake and rest count who wants to be heard; with nobody the context sleeps.
func (o *output) wake() error { return o.count(1) }

func (o *output) rest() error { return o.count(-1) }

func (o *output) count(change int) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	before := o.users
	o.users += change
	switch {
	case o.context == nil:
		return nil
	case before == 0:
		return o.context.Resume()
	case o.users == 0:
		return o.context.Suspend()
	}
	return nil
}
