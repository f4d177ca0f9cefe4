package app

import (
	"slices"

	"offhook/media/device"
)

// SoundDevice is a device that can be chosen.
type SoundDevice struct {
	Value   string // for the setting, see [DeviceValue]
	Name    string
	Default bool // what the system uses when nothing is chosen
}

// SoundDoing is what the check of the sound devices does.
type SoundDoing int

// What the check does.
const (
	SoundIdle SoundDoing = iota
	SoundTone
	SoundRecording
	SoundReplaying
	SoundRinging
)

// SoundView is what the sound settings show beside the values. It is empty while
// they are closed.
type SoundView struct {
	Open     bool
	Listed   bool // the system has told its devices
	Speakers []SoundDevice
	Mics     []SoundDevice
	// Level is the microphone's, 0 to 1, in steps.
	Level float64
	Doing SoundDoing
	Done  float64 // 0 to 1, in steps
	// InCall says that a call has the devices: nothing can be tried now.
	InCall bool
	// Speaker and Microphone are in use now, empty when none can be opened.
	Speaker, Microphone string
	// SpeakerGone, MicrophoneGone and RingGone say that the chosen device is not
	// there.
	SpeakerGone, MicrophoneGone, RingGone bool
}

func sameSound(a, b SoundView) bool {
	same := slices.Equal(a.Speakers, b.Speakers) && slices.Equal(a.Mics, b.Mics)
	return same && a.Open == b.Open && a.Listed == b.Listed && a.Level == b.Level && a.Doing == b.Doing && a.Done == b.Done &&
		a.InCall == b.InCall && a.Speaker == b.Speaker && a.Microphone == b.Microphone &&
		a.SpeakerGone == b.SpeakerGone && a.MicrophoneGone == b.MicrophoneGone && a.RingGone == b.RingGone
}

// steps is how finely levels and progress are shown.
const steps = 24

func stepped(v float64) float64 { return float64(int(v*steps+0.5)) / steps }

// soundDevices sorts a list by direction.
func soundDevices(list []device.Info) (speakers, mics []SoundDevice) {
	for _, d := range list {
		s := SoundDevice{Value: DeviceValue(d.ID, d.Name), Name: d.Name, Default: d.Default}
		if d.Playback {
			speakers = append(speakers, s)
		}
		if d.Capture {
			mics = append(mics, s)
		}
	}
	return speakers, mics
}

// gone reports whether a chosen device is not in a list. It is looked for by id,
// then by name, as when it is opened.
func gone(value string, list []SoundDevice) bool {
	if value == "" {
		return false
	}
	id, name := splitDevice(value)
	return !slices.ContainsFunc(list, func(d SoundDevice) bool {
		otherID, otherName := splitDevice(d.Value)
		return id != "" && otherID == id || name != "" && otherName == name
	})
}
