package device_test

import (
	"math"
	"math/cmplx"
	"sync"
	"testing"
	"time"

	"offhook/media/device"
)

// eventually waits for a condition outside this goroutine and returns how long
// that took.
func eventually(t *testing.T, limit time.Duration, what string, ok func() bool) time.Duration {
	t.Helper()
	start := time.Now()
	for !ok() {
		if time.Since(start) > limit {
			t.Fatalf("after %v still not: %s", limit, what)
		}
		time.Sleep(2 * time.Millisecond)
	}
	return time.Since(start)
}

// tonePower returns the level of one frequency in dBFS, where a full-scale sine is 0.
func tonePower(pcm []int16, frequency float64) float64 {
	var sum complex128
	window := 1e-9
	for i, s := range pcm {
		w := 0.5 - 0.5*math.Cos(2*math.Pi*float64(i)/float64(len(pcm)))
		sum += complex(w*float64(s)/32768, 0) * cmplx.Rect(1, -2*math.Pi*frequency*float64(i)/48000)
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
	return 10 * math.Log10(2*sum/float64(len(pcm)+1)/32768/32768+1e-18)
}

// recorder is a Sink that keeps what it gets.
type recorder struct {
	mu      sync.Mutex // guards samples
	samples []int16
}

func (r *recorder) Push(src []int16) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.samples = append(r.samples, src...)
}

func (r *recorder) last(n int) []int16 {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]int16(nil), r.samples[max(len(r.samples)-n, 0):]...)
}

func (r *recorder) all() []int16 {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.samples
}

func openVoice(t *testing.T, o device.Options) *device.Voice {
	t.Helper()
	v, err := device.Open(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := v.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	})
	return v
}
