package device

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
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
	// errServerBack is that the sound server was not there when the library looked
	// for it: the next attempt speaks to it again.
	errServerBack = errors.New("only a detour to the sound server")
)

// handle is one opened device. It has a library context of its own, since one
// that lost its sound server does not find it again.
type handle struct {
	name    string
	pull    func([]int16)
	push    func([]int16)
	library library
	device  *malgo.Device
	epoch   time.Time
	called  atomic.Int64  // when the last callback came, since epoch
	begun   atomic.Bool   // callbacks come
	live    atomic.Bool   // callbacks are passed on
	filled  time.Duration // when the first callback came, since epoch; belongs to them
	halted  chan struct{} // capacity 1: the library stopped it, by itself before we do
	chosen  bool          // it is the chosen one, or none was chosen
	ring    *ring         // nil when callbacks enter Go
	period  int           // samples that it takes or gives at a time
}

// request is what a handle is opened for.
type request struct {
	kind       kind
	choice     Choice
	pull, push func([]int16)
	plain      bool            // callbacks enter Go even where rings are available
	period     int             // samples that a loudspeaker takes at a time
	beat       *beat           // nil for a ring that wakes Go by itself
	systems    []malgo.Backend // to try, in order
}

func openHandle(r request) (*handle, error) {
	h := &handle{pull: r.pull, push: r.push, epoch: time.Now(), halted: make(chan struct{}, 1)}
	var err error
	if h.library, err = openLibrary(r.systems); err != nil {
		return nil, fmt.Errorf("device: %s: %w", r.kind, err)
	}
	if err := h.open(r); err != nil {
		h.close()
		return nil, fmt.Errorf("device: %s: %w", r.kind, err)
	}
	return h, nil
}

// open opens the chosen device, or the default one when it is not there.
func (h *handle) open(r request) error {
	k := r.kind
	infos, err := h.library.devices(k)
	if err != nil {
		return err
	}
	chosen, found := r.choice.pick(infos)
	if chosen == nil {
		return errNoDevice
	}
	if throughServer(chosen.Name()) {
		return errServerBack
	}
	h.name, h.chosen = chosen.Name(), found || r.choice == Choice{}
	config := configure(k, r.period)
	h.period = int(config.PeriodSizeInFrames)
	var pin runtime.Pinner
	defer pin.Unpin()
	if found || chosen.IsDefault == 0 { // the default one is left to the system, which may change it
		pin.Pin(&chosen.ID)
		if k == capture {
			config.Capture.DeviceID = unsafe.Pointer(&chosen.ID)
		} else {
			config.Playback.DeviceID = unsafe.Pointer(&chosen.ID)
		}
	}
	return h.start(r, config)
}

// throughServer says that a device is ALSA's detour to PulseAudio. It is looked at
// only when PulseAudio itself was not there a moment before, works only when it is
// back by now, and would be kept for the whole call, with another name and a longer
// delay than the server's own devices.
func throughServer(name string) bool { return strings.Contains(name, "PulseAudio sound server") }

// start starts the device, with its callbacks in C where that is possible.
func (h *handle) start(r request, config malgo.DeviceConfig) (err error) {
	var ring *ring
	if !r.plain {
		b := r.beat
		if !onServer(h.library) || b != nil && !follows(h.library) {
			b = nil
		}
		ring = newRing(r.kind, h.period, b)
		if ring != nil && b != nil && r.kind == playback {
			config.PeriodSizeInFrames *= periods // the server holds only one of them
		}
	}
	if ring != nil {
		config.PUserData = ring.userData()
		// Callbacks come as the server asks, instead of through a buffer of the library's
		// that holds one more period.
		config.NoFixedSizedCallback = 1
	}
	h.live.Store(true)
	if h.device, err = malgo.InitDevice(h.library.Context, config, malgo.DeviceCallbacks{Data: h.data, Stop: h.halt}); err == nil {
		h.called.Store(int64(time.Since(h.epoch)))
		if ring != nil && ring.attach(h.device, r.kind) {
			h.ring = ring
			h.ring.serve(h)
		}
		err = h.device.Start()
	}
	if ring != nil && h.ring == nil {
		ring.free()
	}
	return err
}

func configure(k kind, period int) malgo.DeviceConfig {
	config := malgo.DefaultDeviceConfig(k.malgo())
	config.SampleRate = sampleRate
	config.PerformanceProfile = malgo.LowLatency
	config.Periods = periods
	config.Pulse.StreamNamePlayback, config.Pulse.StreamNameCapture = "Call", "Call"
	if k == capture {
		config.Capture.Format, config.Capture.Channels = malgo.FormatS16, 1
		config.PeriodSizeInFrames = captureFrame
	} else {
		config.Playback.Format, config.Playback.Channels = malgo.FormatS16, 1
		config.PeriodSizeInFrames = uint32(period)
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

// touch notes that a callback came. Those that fill a device before it starts do
// not say that it has started, which a sound server may take its time for.
func (h *handle) touch() {
	now := time.Since(h.epoch)
	h.called.Store(int64(now))
	if h.filled == 0 {
		h.filled = now
	}
	if now-h.filled > fillsWithin {
		h.begun.Store(true)
	}
}

// halt is the library's callback for a device that stopped.
func (h *handle) halt() {
	select {
	case h.halted <- struct{}{}:
	default:
	}
}

// patience returns how long from now the next callback may stay away, 0 or less
// when it is overdue.
func (h *handle) patience() time.Duration {
	limit := stalledAfter
	if !h.begun.Load() {
		limit = beginsWithin
	}
	return limit - (time.Since(h.epoch) - time.Duration(h.called.Load()))
}

// ranDry returns how often the loudspeaker had nothing to play; 0 where that is
// not known.
func (h *handle) ranDry() uint64 {
	if h.ring == nil {
		return 0
	}
	return h.ring.ranDry()
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
	if h.device != nil && h.pull != nil {
		// PulseAudio 16 may end by an assertion when a program leaves whose sound it has
		// not played yet. Seen once in 33 times with a sink that others listen to.
		_ = h.device.Stop() // fails only for one that stopped by itself
		time.Sleep(playsOut)
	}
	if h.device != nil {
		h.device.Uninit()
	}
	if h.ring != nil {
		h.ring.free()
	}
	h.library.close()
}
