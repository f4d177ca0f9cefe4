package media_test

import (
	"math"
	"math/cmplx"
	"net/netip"
	"sync"
	"testing"
	"time"

	"offhook/media"
)

var loopback = netip.MustParseAddr("127.0.0.1")

// open opens a session on the loopback and closes it with the test.
func open(t testing.TB, c media.Config) *media.Session {
	t.Helper()
	c.Local = loopback
	s, err := media.Open(c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	})
	return s
}

// connect starts both sessions towards each other.
func connect(t testing.TB, a, b *media.Session, codec string) {
	t.Helper()
	for _, p := range [][2]*media.Session{{a, b}, {b, a}} {
		if err := p[0].Start(media.Remote{RTP: p[1].LocalRTP(), RTCP: p[1].LocalRTCP(), Codec: codec}); err != nil {
			t.Fatal(err)
		}
	}
}

// sound is a sound card without hardware: every 10 ms it asks for 10 ms of
// playback, which it keeps, and gives 10 ms of a tone.
type sound struct {
	mu    sync.Mutex // guards heard
	heard []int16
	stop  func()
}

// newSound runs a device on a session until stop or the end of the test. Level is in dBFS.
func newSound(t testing.TB, s *media.Session, frequency, level float64) *sound {
	d := &sound{}
	done := make(chan struct{})
	var wg sync.WaitGroup
	d.stop = sync.OnceFunc(func() { close(done); wg.Wait() })
	t.Cleanup(d.stop)
	tone := media.NewTone(48000, level, frequency)
	wg.Go(func() {
		var in, out [480]int16
		tick := time.NewTicker(10 * time.Millisecond)
		defer tick.Stop()
		for start, n := time.Now(), 0; ; {
			select {
			case <-done:
				return
			case <-tick.C:
			}
			for ; n < int(time.Since(start)/(10*time.Millisecond)); n++ { // a ticker drops ticks
				tone.Fill(in[:])
				s.Push(in[:])
				s.Pull(out[:])
				d.mu.Lock()
				d.heard = append(d.heard, out[:]...)
				d.mu.Unlock()
			}
		}
	})
	return d
}

// hear waits until n more samples were played and returns them.
func (d *sound) hear(n int) []int16 {
	d.mu.Lock()
	from := len(d.heard)
	d.mu.Unlock()
	for {
		d.mu.Lock()
		heard := d.heard
		d.mu.Unlock()
		if len(heard) >= from+n {
			return heard[from : from+n]
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// since returns all that was played after the first n samples.
func (d *sound) since(n int) []int16 {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.heard[min(n, len(d.heard)):]
}

// eventually waits for a condition of another goroutine, and fails after 20 s.
func eventually(t testing.TB, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); !ok(); {
		if time.Now().After(end) {
			t.Fatalf("after 20 s still not: %s", what)
		}
		time.Sleep(2 * time.Millisecond)
	}
}

// attempts runs what depends on the machine's timing until it succeeds, three
// times at most: a busy machine may starve a sound card that is a goroutine.
func attempts(t *testing.T, try func() error) {
	t.Helper()
	var err error
	for range 3 {
		if err = try(); err == nil {
			return
		}
		t.Logf("once more: %v", err)
	}
	t.Error(err)
}

// tonePower returns the level of one frequency in dBFS, where a full-scale sine is 0.
func tonePower(pcm []int16, rate int, frequency float64) float64 {
	var sum complex128
	window := 0.0
	for i, s := range pcm {
		w := 0.5 - 0.5*math.Cos(2*math.Pi*float64(i)/float64(len(pcm)))
		sum += complex(w*float64(s)/32768, 0) * cmplx.Rect(1, -2*math.Pi*frequency*float64(i)/float64(rate))
		window += w
	}
	return 20 * math.Log10(2*cmplx.Abs(sum)/window+1e-9)
}

// loudness returns RMS in dBFS, where a full-scale sine is 0.
func loudness(pcm []int16) float64 {
	sum := 0.0
	for _, s := range pcm {
		sum += float64(s) * float64(s)
	}
	return 10 * math.Log10(2*sum/float64(len(pcm))/32768/32768+1e-18)
}
