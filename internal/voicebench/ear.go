//go:build linux

package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math"
	"slices"
	"time"

	"offhook/internal/testdesk"
)

// clicks writes bursts of 4 ms of 1 kHz, which pass any telephone channel, over
// a bed so quiet that only a voice detector notices it.
func clicks(_ context.Context, args []string) error {
	f := flag.NewFlagSet("clicks", flag.ExitOnError)
	path := f.String("wav", "clicks.wav", "where to write them")
	seconds := f.Int("seconds", 60, "how long")
	period := f.Float64("period", 0.73, "seconds from one to the next")
	_ = f.Parse(args) // it exits
	pcm := make([]int16, *seconds*testdesk.SampleRate)
	seed := uint32(1)
	for i := range pcm {
		seed = seed*1664525 + 1013904223
		pcm[i] = int16(int32(seed>>16)%120 - 60)
		if t := math.Mod(float64(i)/testdesk.SampleRate, *period); t < 0.004 {
			pcm[i] += int16(20000 * math.Sin(2*math.Pi*1000*t))
		}
	}
	return testdesk.WriteWAV(*path, pcm)
}

const (
	clickLevel = 4000                   // above which a sample belongs to a click
	clickQuiet = 300 * time.Millisecond // before it
	clickMost  = 900 * time.Millisecond // that it may take
	clickSkip  = 1500 * time.Millisecond
)

// ear prints how long clicks take from the mouth to the ear, in ms.
func ear(ctx context.Context, args []string) error {
	f := flag.NewFlagSet("ear", flag.ExitOnError)
	mouth := f.String("mouth", "Monitor of micA", "the source near the mouth")
	at := f.String("ear", "Monitor of spkB", "the source near the ear")
	length := f.Duration("for", 30*time.Second, "how long")
	_ = f.Parse(args) // it exits
	all, err := capturing(ctx, *length, *mouth, *at)
	if err != nil {
		return err
	}
	said, heard := onsets(all[0]), onsets(all[1])
	took, missed := pair(said, heard, time.Now().Add(-clickSkip))
	if len(took) == 0 {
		return errors.New("no click arrived")
	}
	slices.Sort(took)
	fmt.Printf("result n=%d missed=%d min=%.1f p50=%.1f p95=%.1f max=%.1f\n", len(took), missed,
		took[0], took[len(took)/2], took[min(len(took)-1, len(took)*95/100)], took[len(took)-1])
	return nil
}

// onsets finds when clicks begin: a loud sample after a quiet time.
func onsets(r *capture) (times []time.Time) {
	quiet := int(clickQuiet.Seconds() * testdesk.SampleRate)
	for i, v := range r.pcm {
		if v < clickLevel && v > -clickLevel {
			quiet++
			continue
		}
		if quiet >= int(clickQuiet.Seconds()*testdesk.SampleRate) {
			times = append(times, r.start.Add(time.Duration(i)*time.Second/testdesk.SampleRate))
		}
		quiet = 0
	}
	return times
}

// pair returns for each click before the end how many ms later it was heard.
func pair(said, heard []time.Time, end time.Time) (took []float64, missed int) {
	for _, s := range said {
		if s.After(end) {
			break
		}
		i := slices.IndexFunc(heard, func(h time.Time) bool {
			d := h.Sub(s)
			return d > -2*time.Millisecond && d < clickMost
		})
		if i < 0 {
			missed++
			continue
		}
		took = append(took, float64(heard[i].Sub(s).Microseconds())/1000)
	}
	return took, missed
}
