//go:build linux

package main

import (
	"context"
	"encoding/binary"
	"flag"
	"fmt"
	"sync"
	"time"

	"github.com/gen2brain/malgo"

	"offhook/internal/testdesk"
)

// capture records a source at [testdesk.SampleRate], mono, 5 ms at a time.
type capture struct {
	device *malgo.Device

	mu    sync.Mutex // guards the rest until the device is gone
	start time.Time  // of sample 0
	pcm   []int16
}

// openCapture records the source of a name. Its timeline keeps the least
// difference between a callback's time and the samples so far, so that callbacks
// that come late do not count.
func openCapture(c *malgo.AllocatedContext, name string) (*capture, error) {
	sources, err := c.Devices(malgo.Capture)
	if err != nil {
		return nil, err
	}
	config := malgo.DefaultDeviceConfig(malgo.Capture)
	config.Capture.Format, config.Capture.Channels, config.SampleRate = malgo.FormatS16, 1, testdesk.SampleRate
	config.PeriodSizeInMilliseconds, config.Periods, config.PerformanceProfile = 5, 2, malgo.LowLatency
	for i := range sources {
		if sources[i].Name() == name {
			config.Capture.DeviceID = sources[i].ID.Pointer()
		}
	}
	if config.Capture.DeviceID == nil {
		return nil, fmt.Errorf("there is no source %q", name)
	}
	r := &capture{}
	if r.device, err = malgo.InitDevice(c.Context, config, malgo.DeviceCallbacks{Data: r.data}); err != nil {
		return nil, err
	}
	return r, r.device.Start()
}

func (r *capture) data(_, in []byte, _ uint32) {
	now := time.Now()
	r.mu.Lock()
	defer r.mu.Unlock()
	for i := 0; i+1 < len(in); i += 2 {
		r.pcm = append(r.pcm, int16(binary.LittleEndian.Uint16(in[i:])))
	}
	start := now.Add(-time.Duration(len(r.pcm)) * time.Second / testdesk.SampleRate)
	if r.start.IsZero() || start.Before(r.start) {
		r.start = start
	}
}

// capturing records some sources at once for a time.
func capturing(ctx context.Context, length time.Duration, names ...string) ([]*capture, error) {
	c, err := malgo.InitContext(nil, malgo.ContextConfig{}, nil)
	if err != nil {
		return nil, err
	}
	var all []*capture
	for _, name := range names {
		r, err := openCapture(c, name)
		if err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	select {
	case <-time.After(length):
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	for _, r := range all {
		r.device.Uninit()
	}
	return all, nil
}

func record(ctx context.Context, args []string) error {
	f := flag.NewFlagSet("record", flag.ExitOnError)
	source := f.String("source", "Monitor of spkB", "what to record")
	length := f.Duration("for", 30*time.Second, "how long")
	path := f.String("wav", "record.wav", "where to write it")
	_ = f.Parse(args) // it exits
	all, err := capturing(ctx, *length, *source)
	if err != nil {
		return err
	}
	return testdesk.WriteWAV(*path, all[0].pcm)
}

// readWAV reads 16-bit PCM, of several channels the first.
func readWAV(data []byte) (rate int, pcm []int16, err error) {
	if len(data) < 44 || string(data[:4]) != "RIFF" {
		return 0, nil, fmt.Errorf("no wave file")
	}
	rate, channels := int(binary.LittleEndian.Uint32(data[24:])), int(binary.LittleEndian.Uint16(data[22:]))
	at := 12
	for at+8 <= len(data) && string(data[at:at+4]) != "data" {
		at += 8 + int(binary.LittleEndian.Uint32(data[at+4:]))
	}
	if at+8 > len(data) || channels == 0 {
		return 0, nil, fmt.Errorf("a wave file without sound")
	}
	for data = data[at+8:]; len(data) >= 2*channels; data = data[2*channels:] {
		pcm = append(pcm, int16(binary.LittleEndian.Uint16(data)))
	}
	return rate, pcm, nil
}
