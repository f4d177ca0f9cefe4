package device

import "time"

// Choose rings on another output from now on, also in the middle of a tone. The
// zero Choice is the system's default. While the chosen output is not there, the
// default one takes its place.
func (r *Ringer) Choose(c Choice) { r.choice.Store(&c) }

// chosen is the output that was chosen, the zero Choice at first.
func (r *Ringer) chosen() Choice {
	if c := r.choice.Load(); c != nil {
		return *c
	}
	return Choice{}
}

// stayChosen plays on a chosen output, which the library for the default one
// cannot, until a second of silence or another choice; false when the ringer
// closes.
func (r *Ringer) stayChosen(c Choice) bool {
	v, err := Open(Options{Source: monoSound{&r.sound}, Playback: c, Logger: r.log})
	if err != nil {
		r.fail(err)
		return wait(r.done, retryFirst)
	}
	defer func() { _ = v.Close() }()
	r.recovered()
	tick := time.NewTicker(ringerWatch)
	defer tick.Stop()
	for quiet := time.Duration(0); quiet < ringerSleep; {
		select {
		case <-r.done:
			return false
		case <-tick.C:
		}
		if r.chosen() != c {
			return true
		}
		if v.State().NoPlayback {
			r.sound.giveUp()
		}
		if quiet += ringerWatch; !r.sound.silent() {
			quiet = 0
		}
	}
	return true
}

// monoSound gives the ringer's sound to a device. Pull takes the place of
// ringerSound.Read: of the two only one is ever used at a time.
type monoSound struct{ *ringerSound }

// Pull implements Source.
func (s monoSound) Pull(dst []int16) {
	s.begin()
	for i := range dst {
		dst[i] = s.next()
	}
	s.end()
}
