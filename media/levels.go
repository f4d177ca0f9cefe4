package media

import (
	"math"
	"sync/atomic"
	"time"
)

// Levels are how loud both directions are. dBFS: 0 is full scale, -100 silence.
type Levels struct {
	Microphone Level // before mute
	Speaker    Level
}

// Level is the loudness of one direction over the last 50 ms.
type Level struct {
	RMS, Peak float64 // dBFS, -100…0
	Meter     float64 // 0…1 for a display: -60…0 dBFS of RMS, rising at once, falling within half a second
}

const (
	silentLevel = -100.0
	levelWindow = 5 // times 10 ms
	meterFloor  = -60.0
	meterFall   = 0.1 // per window
)

// levelMeter measures one direction. add is for one goroutine, get for all.
type levelMeter struct {
	sum   float64
	peak  int
	count int // samples
	parts int
	meter float64

	loudest atomic.Uint32    // see noteLoudest
	packed  [3]atomic.Uint32 // RMS, peak, meter as float32 bits
}

// add takes in 10 ms.
func (m *levelMeter) add(pcm []int16) {
	for _, s := range pcm {
		v := int(s)
		m.sum += float64(v * v)
		m.peak = max(m.peak, v, -v)
	}
	m.count += len(pcm)
	if m.parts++; m.parts == levelWindow {
		m.publish()
	}
}

func (m *levelMeter) publish() {
	rms := decibels(math.Sqrt(m.sum / float64(m.count)))
	reach := min(max((rms-meterFloor)/-meterFloor, 0), 1)
	m.meter = max(reach, m.meter-meterFall)
	m.noteLoudest(rms)
	m.store(rms, decibels(float64(m.peak)), m.meter)
	m.sum, m.peak, m.count, m.parts = 0, 0, 0, 0
}

func (m *levelMeter) store(rms, peak, meter float64) {
	for i, v := range [...]float64{rms, peak, meter} {
		m.packed[i].Store(math.Float32bits(float32(v)))
	}
}

// clear sets the display to silence. Only the measuring goroutine calls it.
func (m *levelMeter) clear() {
	m.sum, m.peak, m.count, m.parts, m.meter = 0, 0, 0, 0, 0
	m.store(silentLevel, silentLevel, 0)
}

func (m *levelMeter) get() Level {
	var v [3]float64
	for i := range v {
		v[i] = float64(math.Float32frombits(m.packed[i].Load()))
	}
	return Level{RMS: v[0], Peak: v[1], Meter: v[2]}
}

func decibels(amplitude float64) float64 {
	if amplitude < 1 {
		return silentLevel
	}
	return 20 * math.Log10(amplitude/32768)
}

// deafAfter is how long a direction may be without its device before its level
// no longer counts.
const deafAfter = 200 * time.Millisecond

// Levels returns how loud both directions are now, silence for one whose device
// is away. It takes no lock.
func (s *Session) Levels() Levels {
	l := Levels{Microphone: Level{RMS: silentLevel, Peak: silentLevel}, Speaker: Level{RMS: silentLevel, Peak: silentLevel}}
	now := s.now()
	if now-time.Duration(s.sender.lastPush.Load()) < deafAfter {
		l.Microphone = s.sender.meter.get()
	}
	if now-time.Duration(s.speaker.lastPull.Load()) < deafAfter {
		l.Speaker = s.speaker.meter.get()
	}
	return l
}
