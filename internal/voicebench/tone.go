//go:build linux

package main

import (
	"context"
	"fmt"
	"math"
	"os"
	"slices"
)

// toneHz has 20.3 periods in 20 ms, so that a frame that is left out or played
// twice shows as a step of the phase; 1,000 Hz would hide it.
const toneHz = 1015.0

// toneSkip is how many seconds at either end do not count.
const toneSkip = 3

// window is 5 ms of a tone: how loud, how much of it is the tone, and its phase.
type window struct{ level, purity, phase float64 }

// toneScore is the damage, the first two as a share of 0 to 1.
type toneScore struct {
	silent, distorted float64
	steps             float64 // of the phase, per minute
	seconds           float64
}

// tone prints the damage to a recorded tone in percent.
func tone(_ context.Context, args []string) error {
	for _, path := range args {
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		rate, pcm, err := readWAV(data)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		s, err := scoreTone(rate, pcm)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		fmt.Printf("result silent=%.2f distorted=%.2f steps=%.1f seconds=%.1f\n", 100*s.silent, 100*s.distorted, s.steps, s.seconds)
	}
	return nil
}

func windows(rate int, pcm []int16) []window {
	size := rate / 200
	all := make([]window, len(pcm)/size)
	for k := range all {
		var re, im, energy float64
		for i, s := range pcm[k*size : (k+1)*size] {
			x, a := float64(s), 2*math.Pi*toneHz*float64(k*size+i)/float64(rate)
			re += x * math.Cos(a)
			im += x * math.Sin(a)
			energy += x * x
		}
		all[k] = window{level: math.Sqrt(energy / float64(size)), phase: math.Atan2(im, re)}
		if energy > 0 {
			all[k].purity = (re*re + im*im) * 2 / float64(size) / energy
		}
	}
	return all
}

// scoreTone looks at what lies between the beginning and the end of the tone.
func scoreTone(rate int, pcm []int16) (toneScore, error) {
	all := windows(rate, pcm)
	levels := make([]float64, len(all))
	for i, w := range all {
		levels[i] = w.level
	}
	slices.Sort(levels)
	if len(levels) == 0 || levels[len(levels)/2] == 0 {
		return toneScore{}, fmt.Errorf("there is no tone")
	}
	usual := levels[len(levels)/2]
	loud := func(w window) bool { return w.level >= usual/2 }
	first := slices.IndexFunc(all, loud) + toneSkip*200
	last := len(all) - 1
	for last > first && !loud(all[last]) {
		last--
	}
	if last -= toneSkip * 200; last-first < 200 {
		return toneScore{}, fmt.Errorf("the tone is too short")
	}
	return damage(all[first:last], usual), nil
}

func damage(all []window, usual float64) toneScore {
	silent, distorted, steps := 0, 0, 0
	for _, w := range all {
		switch {
		case w.level < usual/4:
			silent++
		case w.purity < 0.95 || w.level < usual*0.7 || w.level > usual*1.4:
			distorted++
		}
	}
	for k := 3; k+3 < len(all); k++ { // the phase before and after, where both are clean
		a, b := all[k-3], all[k+3]
		if min(a.level, b.level) < usual/2 || min(a.purity, b.purity) < 0.97 {
			continue
		}
		if d := math.Mod(b.phase-a.phase+5*math.Pi, 2*math.Pi) - math.Pi; math.Abs(d) > 0.35 {
			steps++
			k += 6
		}
	}
	n := float64(len(all))
	return toneScore{float64(silent) / n, float64(distorted) / n, float64(steps) / (n / 200 / 60), n / 200}
}
