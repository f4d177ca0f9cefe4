package app

import (
	"log/slog"
	"net/netip"
	"sync"
	"sync/atomic"
	"time"

	"offhook/media"
	"offhook/media/device"
)

// deviceLinger is how long the sound devices stay open after the last need: a
// next call then starts at once, and an idle phone does not hold the microphone.
const deviceLinger = 10 * time.Second

// voicePath is the real Voice: an RTP session and the sound devices.
type voicePath struct {
	*media.Session
	log       *slog.Logger
	deviceLog *slog.Logger                  // which names itself
	chosen    atomic.Pointer[VoiceSettings] // for the devices
	needed    atomic.Bool
	wake      chan struct{} // capacity 1: needed changed
	done      chan struct{}
	open      atomic.Pointer[device.Voice]
	missing   atomic.Bool // the devices could not be opened
	wg        sync.WaitGroup
}

// openVoice binds the RTP sockets at local. The devices come with the first
// need.
func openVoice(local netip.Addr, s VoiceSettings, log *slog.Logger) (Voice, error) {
	session, err := media.Open(s.session(local, log))
	if err != nil {
		return nil, err
	}
	v := &voicePath{
		Session: session, log: log.With("pkg", "voice"), deviceLog: log,
		wake: make(chan struct{}, 1), done: make(chan struct{}),
	}
	v.chosen.Store(&s)
	v.wg.Go(v.mind)
	return v, nil
}

// session is how the RTP session is opened.
func (s VoiceSettings) session(local netip.Addr, log *slog.Logger) media.Config {
	return media.Config{
		Local: local, PortMin: s.PortMin, PortMax: s.PortMax,
		TelephoneEvent: uint8(s.TelephoneEvent), LatchSource: s.SymmetricRTP,
		NearEnd: s.nearEnd(),
		Logger:  log,
	}
}

// Start implements Voice: voice without open devices would be lost.
func (v *voicePath) Start(r media.Remote) error {
	v.NeedDevices(true)
	return v.Session.Start(r)
}

// SendDigit implements Voice.
func (v *voicePath) SendDigit(digit rune) bool { return v.Session.SendDigit(digit) == nil }

// NeedDevices implements Voice.
func (v *voicePath) NeedDevices(on bool) {
	if v.needed.Swap(on) == on {
		return
	}
	select {
	case v.wake <- struct{}{}:
	default:
	}
}

// Devices implements Voice.
func (v *voicePath) Devices() Devices {
	d := v.open.Load()
	if d == nil {
		return Devices{Missing: v.missing.Load()}
	}
	return devicesOf(d.State())
}

func devicesOf(st device.State) Devices {
	return Devices{
		Microphone: st.Capture, Speaker: st.Playback,
		Missing: st.NoCapture || st.NoPlayback, Instead: st.PlaybackInstead || st.CaptureInstead,
	}
}

// Close implements Voice.
func (v *voicePath) Close() error {
	close(v.done)
	v.wg.Wait()
	return v.Session.Close()
}

// mind opens and closes the devices, which takes up to some 100 ms.
func (v *voicePath) mind() {
	linger := time.NewTimer(0)
	defer linger.Stop()
	for {
		select {
		case <-v.wake:
			if v.needed.Load() {
				v.openDevices()
			} else {
				linger.Reset(deviceLinger)
			}
		case <-linger.C:
			if !v.needed.Load() {
				v.closeDevices()
			}
		case <-v.done:
			v.closeDevices()
			return
		}
	}
}

func (v *voicePath) openDevices() {
	if v.open.Load() != nil {
		return
	}
	playback, capture := v.chosen.Load().devices()
	d, err := device.Open(device.Options{Source: v.Session, Sink: v.Session, Logger: v.deviceLog, Playback: playback, Capture: capture})
	v.missing.Store(err != nil)
	if err != nil {
		v.log.Warn("no sound device", "err", err)
		return
	}
	v.open.Store(d)
	d.Choose(v.chosen.Load().devices()) // changed while it was opened
}

// Tune implements Voice: the stream goes on while the devices change.
func (v *voicePath) Tune(s VoiceSettings) {
	v.chosen.Store(&s)
	if d := v.open.Load(); d != nil {
		d.Choose(s.devices())
	}
}

func (s VoiceSettings) nearEnd() media.NearEnd {
	return media.NearEnd{Limiter: s.Limiter, AutoGain: s.AutoGain, NoiseGate: s.NoiseGate}
}

// devices are the chosen loudspeaker and microphone.
func (s VoiceSettings) devices() (playback, capture device.Choice) {
	return device.Choice{ID: s.SpeakerID, Name: s.Speaker}, device.Choice{ID: s.MicrophoneID, Name: s.Microphone}
}

func (v *voicePath) closeDevices() {
	if d := v.open.Swap(nil); d != nil {
		if err := d.Close(); err != nil {
			v.log.Warn("closing the sound devices", "err", err)
		}
	}
}
