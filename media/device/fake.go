package device

import (
	"math"
	"sync"
	"sync/atomic"
	"time"
)

// Null is a sound card without hardware, for machines and tests without one: by
// the system clock it asks for 10 ms of playback every 10 ms, which nobody
// hears, and gives 10 ms of silence.
type Null struct {
	done chan struct{}
	once sync.Once
	wg   sync.WaitGroup
}

// NewNull starts the clock. Either argument may be nil.
func NewNull(source Source, sink Sink) *Null {
	n := &Null{done: make(chan struct{})}
	n.wg.Go(func() { n.run(source, sink) })
	return n
}

func (n *Null) run(source Source, sink Sink) {
	var out, in [playbackFrame]int16
	const period = 10 * time.Millisecond
	tick := time.NewTicker(period)
	defer tick.Stop()
	for played, start := 0, time.Now(); ; {
		select {
		case <-n.done:
			return
		case <-tick.C:
		}
		for ; played < int(time.Since(start)/period); played++ { // a ticker drops ticks
			if source != nil {
				source.Pull(out[:])
			}
			if sink != nil {
				sink.Push(in[:])
			}
		}
	}
}

// Close stops the clock and waits for it.
func (n *Null) Close() error {
	n.once.Do(func() { close(n.done) })
	n.wg.Wait()
	return nil
}

// ToneSource is a Source that gives one sine wave.
type ToneSource struct {
	step, phase, amplitude float64
}

// NewToneSource returns a tone of a frequency in Hz and a level in dBFS, where a
// full-scale sine has 0.
func NewToneSource(frequency, level float64) *ToneSource {
	return &ToneSource{step: 2 * math.Pi * frequency / sampleRate, amplitude: 32767 * math.Pow(10, level/20)}
}

// Pull implements Source.
func (t *ToneSource) Pull(dst []int16) {
	for i := range dst {
		dst[i] = int16(t.amplitude * math.Sin(t.phase))
		if t.phase += t.step; t.phase > math.Pi {
			t.phase -= 2 * math.Pi
		}
	}
}

// Loopback is Sink and Source: what was pushed is pulled, at most 340 ms later,
// and silence when there is nothing.
type Loopback struct {
	buf     [16384]int16
	in, out atomic.Uint64
}

// Push implements Sink. What finds no room is dropped.
func (l *Loopback) Push(src []int16) {
	in := l.in.Load()
	src = src[:min(len(src), len(l.buf)-int(in-l.out.Load()))]
	for i, v := range src {
		l.buf[(in+uint64(i))%uint64(len(l.buf))] = v
	}
	l.in.Store(in + uint64(len(src)))
}

// Pull implements Source.
func (l *Loopback) Pull(dst []int16) {
	out := l.out.Load()
	n := min(len(dst), int(l.in.Load()-out))
	for i := range n {
		dst[i] = l.buf[(out+uint64(i))%uint64(len(l.buf))]
	}
	clear(dst[n:])
	l.out.Store(out + uint64(n))
}
