package device

import (
	"errors"
	"fmt"
	"runtime"
	"sync/atomic"
	"time"
	"unsafe"

	"github.com/gen2brain/malgo"
)

const (
	sampleRate    = 48000
	playbackFrame = sampleRate / 100 // 10 ms
	captureFrame  = sampleRate / 50  // 20 ms, one packet
)

var (
	errGivenUp  = errors.New("the sound system does not answer")
	errNoDevice = errors.New("no device")
)

// backends are the sound systems to try, in order. miniaudio's own null backend
// is left out: it would pass for a sound card.
var backends = []malgo.Backend{
	malgo.BackendWasapi, malgo.BackendDsound, malgo.BackendWinmm,
	malgo.BackendCoreaudio,
	malgo.BackendSndio, malgo.BackendAudio4, malgo.BackendOss,
	malgo.BackendPulseaudio, malgo.BackendAlsa,
}

// handle is one opened device. It has a library context of its own, since one
// that lost its sound server does not find it again.
type handle struct {
	name    string
	pull    func([]int16)
	push    func([]int16)
	context *malgo.AllocatedContext
	device  *malgo.Device
	epoch   time.Time
	called  atomic.Int64 // when the last callback came, since epoch
	live    atomic.Bool  // callbacks are passed on
	ring    *ring        // nil when callbacks enter Go
}

// request is what a handle is opened for.
type request struct {
	kind       kind
	id         string
	pull, push func([]int16)
	plain      bool // callbacks enter Go even where rings are available
}

func openHandle(r request) (*handle, error) {
	h := &handle{pull: r.pull, push: r.push, epoch: time.Now()}
	var err error
	if h.context, err = newContext(); err != nil {
		return nil, fmt.Errorf("device: %s: %w", r.kind, err)
	}
	if err := h.open(r); err != nil {
		h.close()
		return nil, fmt.Errorf("device: %s: %w", r.kind, err)
	}
	return h, nil
}

func newContext() (*malgo.AllocatedContext, error) {
	return malgo.InitContext(backends, malgo.ContextConfig{}, nil)
}

// open opens the device with the id, or the default one when there is none.
func (h *handle) open(r request) error {
	k := r.kind
	infos, err := h.context.Devices(k.malgo())
	if err != nil {
		return err
	}
	chosen, byID := choose(infos, r.id)
	if chosen == nil {
		return errNoDevice
	}
	h.name = chosen.Name()
	config := configure(k)
	var pin runtime.Pinner
	defer pin.Unpin()
	if byID {
		pin.Pin(&chosen.ID)
		if k == capture {
			config.Capture.DeviceID = unsafe.Pointer(&chosen.ID)
		} else {
			config.Playback.DeviceID = unsafe.Pointer(&chosen.ID)
		}
	}
	return h.start(r, config)
}

// start starts the device, with its callbacks in C where that is possible.
func (h *handle) start(r request, config malgo.DeviceConfig) (err error) {
	var ring *ring
	if !r.plain {
		ring = newRing(r.kind)
	}
	if ring != nil {
		config.PUserData = ring.userData()
	}
	h.live.Store(true)
	if h.device, err = malgo.InitDevice(h.context.Context, config, malgo.DeviceCallbacks{Data: h.data}); err == nil {
		h.touch()
		if ring != nil && ring.attach(h.device, r.kind) {
			h.ring = ring
			h.ring.serve(h, r.kind)
		}
		err = h.device.Start()
	}
	if ring != nil && h.ring == nil {
		ring.free()
	}
	return err
}

// choose returns the device with the id, else the default one, else the first.
func choose(infos []malgo.DeviceInfo, id string) (info *malgo.DeviceInfo, byID bool) {
	for i := range infos {
		switch {
		case id != "" && infos[i].ID.String() == id:
			return &infos[i], true
		case infos[i].IsDefault != 0 && info == nil:
			info = &infos[i]
		}
	}
	if info == nil && len(infos) > 0 {
		info = &infos[0]
	}
	return info, false
}

func configure(k kind) malgo.DeviceConfig {
	config := malgo.DefaultDeviceConfig(k.malgo())
	config.SampleRate = sampleRate
	config.PerformanceProfile = malgo.LowLatency
	config.Periods = 2
	config.Pulse.StreamNamePlayback, config.Pulse.StreamNameCapture = "Call", "Call"
	if k == capture {
		config.Capture.Format, config.Capture.Channels = malgo.FormatS16, 1
		config.PeriodSizeInFrames = captureFrame
	} else {
		config.Playback.Format, config.Playback.Channels = malgo.FormatS16, 1
		config.PeriodSizeInFrames = playbackFrame
	}
	return config
}

func (k kind) malgo() malgo.DeviceType {
	if k == capture {
		return malgo.Capture
	}
	return malgo.Playback
}

// data is the callback in Go. It never blocks, locks, logs or allocates.
func (h *handle) data(out, in []byte, _ uint32) {
	h.touch()
	if !h.live.Load() {
		return
	}
	if len(out) > 0 {
		h.pull(samples(out))
	}
	if len(in) > 0 {
		h.push(samples(in))
	}
}

// samples looks at bytes of the library, which are aligned, as what they are.
func samples(b []byte) []int16 {
	return unsafe.Slice((*int16)(unsafe.Pointer(unsafe.SliceData(b))), len(b)/2)
}

// touch notes that a callback came.
func (h *handle) touch() { h.called.Store(int64(time.Since(h.epoch))) }

// quietFor returns how long no callback came.
func (h *handle) quietFor() time.Duration {
	return time.Since(h.epoch) - time.Duration(h.called.Load())
}

// stop ends what calls Source and Sink. It does not wait for the sound library,
// so a callback in Go may still be under way; one in C is none of theirs.
func (h *handle) stop() {
	h.live.Store(false)
	if h.ring != nil {
		h.ring.stop()
	}
}

// close frees the device. It must not run in a callback.
func (h *handle) close() {
	h.stop()
	if h.device != nil {
		h.device.Uninit()
	}
	if h.ring != nil {
		h.ring.free()
	}
	_ = h.context.Uninit() // fails only for a context that was never made
	h.context.Free()
}
