package testdesk

import (
	"encoding/binary"
	"math"
	"time"
)

// Silence is the level in dBFS below which nothing is heard.
const Silence = -60

// Level returns the root mean square of samples in dBFS: a full-scale sine has
// -3 dBFS, silence -96.
func Level(samples []int16) float64 {
	if len(samples) == 0 {
		return -96
	}
	var sum float64
	for _, s := range samples {
		sum += float64(s) * float64(s)
	}
	return decibels(math.Sqrt(sum/float64(len(samples))) / math.MaxInt16)
}

// ToneLevel returns the level in dBFS of one frequency among samples at a rate
// in Hz, by Goertzel's algorithm.
func ToneLevel(samples []int16, rate int, hz float64) float64 {
	if len(samples) == 0 {
		return -96
	}
	coefficient := 2 * math.Cos(2*math.Pi*hz/float64(rate))
	var a, b float64
	for _, s := range samples {
		a, b = float64(s)+coefficient*a-b, a
	}
	power := a*a + b*b - coefficient*a*b
	amplitude := 2 * math.Sqrt(math.Max(power, 0)) / float64(len(samples))
	return decibels(amplitude / math.Sqrt2 / math.MaxInt16)
}

func decibels(ratio float64) float64 { return math.Max(-96, 20*math.Log10(ratio)) }

// Tone returns a sine wave that can be repeated without a click when length
// holds a whole number of its periods. The level is its root mean square.
func Tone(hz, dBFS float64, length time.Duration) []int16 {
	out := make([]int16, int(length.Seconds()*SampleRate))
	amplitude := math.Sqrt2 * math.MaxInt16 * math.Pow(10, dBFS/20)
	for i := range out {
		out[i] = int16(amplitude * math.Sin(2*math.Pi*hz*float64(i)/SampleRate))
	}
	return out
}

func bytesOf(samples []int16) []byte {
	raw := make([]byte, 2*len(samples))
	for i, s := range samples {
		binary.LittleEndian.PutUint16(raw[2*i:], uint16(s))
	}
	return raw
}
