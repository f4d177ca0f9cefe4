package simulator

import (
	"time"

	"offhook/resources/speech"
)

// announceAfter is the ringback that a caller hears before the announcement.
const announceAfter = 2 * time.Second

// announcement is what somebody hears who waits in the queue of a VDN: ringback,
// the announcement, then music, and the announcement again from time to time.
// Guarded by gateway.mu.
type announcement struct {
	prompt []int16
	every  int // samples from one announcement's end to the next one's begin; 0: once
	at     int
}

// newAnnouncement is nil when the VDN has none.
func newAnnouncement(v *vdn) *announcement {
	if v == nil || v.Announcement == "" {
		return nil
	}
	audio, err := speech.Mulaw(v.Announcement)
	if err != nil {
		return nil // the scenario's check made sure that it exists
	}
	a := &announcement{every: int(time.Duration(v.AnnouncementEvery) * 8 / time.Millisecond)}
	for _, b := range audio {
		a.prompt = append(a.prompt, mulawToLinear(b))
	}
	return a
}

func (a *announcement) write(*frame) {}

func (a *announcement) read(f *frame) {
	const lead = int(announceAfter * 8 / time.Millisecond)
	for i := range f {
		n := a.at - lead
		switch {
		case n < 0:
			f[i] = ringback.sample(a.at)
		case n < len(a.prompt):
			f[i] = a.prompt[n]
		case a.every > 0 && n >= len(a.prompt)+a.every:
			a.at = lead
			f[i] = a.prompt[0]
		default:
			f[i] = music.sample(n - len(a.prompt))
		}
		a.at++
	}
}
