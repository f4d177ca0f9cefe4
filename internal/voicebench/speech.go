//go:build linux

package main

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"slices"
)

const (
	block   = 240 * voiceRate / 1000 // aligned as one
	frame   = 32 * voiceRate / 1000
	farOff  = 8.0 // dB of spectral distance that counts as off
	unheard = 100 // times less energy than the original counts as lost
)

// speechScore is the damage to speech: log-spectral distance in dB, shares of
// the frames in which somebody speaks, and how much time was cut out or put in.
type speechScore struct {
	mean, p95     float64
	off, lost     float64
	cut, inserted float64 // ms
	frames        int
}

// speech prints the damage to recordings; the first argument is the original.
func speech(_ context.Context, args []string) error {
	if len(args) < 2 {
		return errors.New("speech ORIGINAL.wav RECORDING.wav…")
	}
	var sounds [][]float64
	for _, path := range args {
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		rate, pcm, err := readWAV(data)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		sounds = append(sounds, narrow(rate, pcm))
	}
	for _, recording := range sounds[1:] {
		s := scoreSpeech(sounds[0], recording)
		fmt.Printf("result frames=%d mean=%.2f p95=%.2f off=%.2f lost=%.2f cut=%.0f inserted=%.0f\n",
			s.frames, s.mean, s.p95, 100*s.off, 100*s.lost, s.cut, s.inserted)
	}
	return nil
}

// begins finds by the envelopes where the original begins in the recording.
func begins(original, recording []float64) (offset int) {
	a, b := envelope(original), envelope(recording)
	size := min(800, len(a))
	best := -1.0
	for o := 0; o+size <= len(b); o++ {
		if c := likeness(a[:size], b[o:o+size]); c > best {
			best, offset = c, o*voiceRate/100
		}
	}
	return offset
}

// envelope has one value for 10 ms.
func envelope(x []float64) []float64 {
	const step = voiceRate / 100
	out := make([]float64, len(x)/step)
	for i := range out {
		for _, v := range x[i*step : (i+1)*step] {
			out[i] += math.Abs(v)
		}
	}
	return out
}

// realign finds where a block of the original is in the recording, near where
// the last one was. ok is false when nothing there resembles it.
func realign(original, recording []float64, at, offset int) (better int, ok bool) {
	best := -1.0
	better = offset
	for _, span := range [...]int{voiceRate / 50, voiceRate / 5} {
		for o := offset - span; o <= offset+span; o++ {
			if at+o < 0 || at+o+block > len(recording) {
				continue
			}
			if c := likeness(original[at:at+block], recording[at+o:at+o+block]); c > best {
				best, better = c, o
			}
		}
		if best > 0.6 {
			break
		}
	}
	return better, best > 0.4
}

// scoreSpeech compares frame by frame where the original is within 30 dB of its
// loudest.
func scoreSpeech(original, recording []float64) (s speechScore) {
	loudest := 0.0
	for i := 0; i+frame <= len(original); i += frame {
		loudest = max(loudest, energy(original[i:i+frame]))
	}
	var distances []float64
	offset := begins(original, recording)
	for at := 0; at+block+400 < len(original); at += block {
		if o, ok := realign(original, recording, at, offset); ok {
			s.cut += float64(max(offset-o, 0)) * 1000 / voiceRate
			s.inserted += float64(max(o-offset, 0)) * 1000 / voiceRate
			offset = o
		}
		for i := at; i+frame <= at+block; i += frame {
			a := original[i : i+frame]
			if energy(a) < loudest/1000 || i+offset < 0 || i+offset+frame > len(recording) {
				continue
			}
			b := recording[i+offset : i+offset+frame]
			if energy(b) < energy(a)/unheard {
				s.lost++
			}
			d := distance(a, b, loudest/1e5*frame)
			if d > farOff {
				s.off++
			}
			distances = append(distances, d)
			s.mean += d
		}
	}
	if s.frames = len(distances); s.frames == 0 {
		return s
	}
	n := float64(s.frames)
	s.mean, s.off, s.lost = s.mean/n, s.off/n, s.lost/n
	slices.Sort(distances)
	s.p95 = distances[s.frames*95/100]
	return s
}

// distance is the log-spectral distance in dB; floor keeps silence finite.
func distance(a, b []float64, floor float64) float64 {
	x, y := spectrum(a), spectrum(b)
	sum := 0.0
	for i := range x {
		d := 10 * math.Log10((x[i]+floor)/(y[i]+floor))
		sum += d * d
	}
	return math.Sqrt(sum / float64(len(x)))
}
