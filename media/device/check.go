package device

import (
	"math"
	"sync"
	"time"
)

// Doing is what a [Check] does now.
type Doing int

// What a check does.
const (
	DoingNothing Doing = iota
	DoingTone          // plays the test tone
	DoingRecord        // records the microphone
	DoingReplay        // plays what was recorded
)

const (
	// CheckRecording is how long a check records.
	CheckRecording = 3 * time.Second
	checkLevel     = -18.0 // dBFS of the tone
	checkFloor     = -60.0 // dBFS at which the meter begins
	checkWindow    = sampleRate / 20
	checkFall      = 0.1 // per window: to nothing within half a second
)

// checkTone is heard twice: up and down, so that nobody takes it for noise.
func checkTone() *score {
	return &score{level: checkLevel, steps: []step{
		{300, 523, 0}, {300, 659, 0}, {300, 784, 0}, {200, 0, 0},
		{300, 784, 0}, {300, 659, 0}, {300, 523, 0}, {100, 0, 0}}}
}

// Check lets somebody try loudspeaker and microphone: as Source and Sink of a
// [Voice] it measures the microphone, plays a tone, and records to play it back.
// Its methods may be called from any goroutine.
type Check struct {
	mu       sync.Mutex // guards what follows; held for microseconds
	doing    Doing
	tone     generator
	recorded []int16
	at       int // samples played of the recording
	sum      float64
	count    int
	level    float64
}

// CheckState is what a check does, how much of that is done (0 to 1), and how
// loud the microphone is (0 to 1: -60 to 0 dBFS). Comparable.
type CheckState struct {
	Doing Doing
	Done  float64
	Level float64
}

// NewCheck returns a check that does nothing but measure.
func NewCheck() *Check { return &Check{} }

// Tone plays the test tone, 2.1 s.
func (c *Check) Tone() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.doing, c.at = DoingTone, 0
	c.tone = generator{}
	c.tone.play(checkTone())
}

// Record records for CheckRecording and plays that.
func (c *Check) Record() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.doing, c.recorded, c.at = DoingRecord, nil, 0
}

// Stop ends the tone, the recording or its playing.
func (c *Check) Stop() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.doing, c.recorded = DoingNothing, nil
}

// State returns the present state.
func (c *Check) State() CheckState {
	c.mu.Lock()
	defer c.mu.Unlock()
	s := CheckState{Doing: c.doing, Level: c.level}
	switch c.doing {
	case DoingTone:
		s.Done = min(1, float64(c.at)/(2.1*sampleRate))
	case DoingRecord:
		s.Done = float64(len(c.recorded)) / float64(recordSamples)
	case DoingReplay:
		s.Done = float64(c.at) / float64(len(c.recorded))
	}
	return s
}

const recordSamples = int(CheckRecording/time.Second) * sampleRate

// Push implements Sink.
func (c *Check) Push(src []int16) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, v := range src {
		c.sum += float64(v) * float64(v)
		if c.count++; c.count == checkWindow {
			c.measured()
		}
	}
	if c.doing != DoingRecord {
		return
	}
	c.recorded = append(c.recorded, src[:min(len(src), recordSamples-len(c.recorded))]...)
	if len(c.recorded) == recordSamples {
		c.doing, c.at = DoingReplay, 0
	}
}

// measured ends a window of 50 ms.
func (c *Check) measured() {
	rms := math.Sqrt(c.sum/checkWindow) / 32768
	reach := 0.0
	if rms > 0 {
		reach = min(max((20*math.Log10(rms)-checkFloor)/-checkFloor, 0), 1)
	}
	c.level = max(reach, c.level-checkFall)
	c.sum, c.count = 0, 0
}

// Pull implements Source.
func (c *Check) Pull(dst []int16) {
	c.mu.Lock()
	defer c.mu.Unlock()
	clear(dst)
	switch c.doing {
	case DoingTone:
		for i := range dst {
			dst[i] = int16(32767 * c.tone.sample())
		}
		if c.at += len(dst); c.tone.silent() {
			c.doing = DoingNothing
		}
	case DoingReplay:
		c.at += copy(dst, c.recorded[c.at:])
		if c.at == len(c.recorded) {
			c.doing, c.recorded = DoingNothing, nil
		}
	}
}
