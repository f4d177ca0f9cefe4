package device

import (
	"time"

	"github.com/gen2brain/malgo"
)

// Choice names the device that somebody chose. The zero Choice is the system's
// default, whichever that is.
type Choice struct {
	// ID is looked for first, Name when no device has that id: an id may change
	// with the socket or the boot, a name with the language or a second headset of
	// the same kind. Either may be empty.
	ID, Name string
}

// pick returns the chosen device and true, or what stands in for it: the default
// one, else the first, else nil.
func (c Choice) pick(infos []malgo.DeviceInfo) (info *malgo.DeviceInfo, found bool) {
	var named, standIn *malgo.DeviceInfo
	for i := range infos {
		d := &infos[i]
		if c.ID != "" && d.ID.String() == c.ID {
			return d, true
		}
		if named == nil && c.Name != "" && d.Name() == c.Name {
			named = d
		}
		if standIn == nil || standIn.IsDefault == 0 && d.IsDefault != 0 {
			standIn = d
		}
	}
	if named != nil {
		return named, true
	}
	return standIn, false
}

const (
	lookFirst = 100 * time.Millisecond // after opening: a device may go while it is opened
	lookGone  = 300 * time.Millisecond // between two looks while the chosen device is not there
	lookThere = 2 * time.Second        // while it is: a server may have moved us away from it
)

// lookout looks whether the chosen device is there, since no system tells
// reliably. It belongs to one side's goroutine. A look that hangs costs one
// goroutine, however long.
type lookout struct {
	kind   kind
	answer <-chan sighting // nil while no look is under way
	last   time.Time
}

// sighting is what a look found.
type sighting struct {
	choice Choice
	asked  time.Time
	there  bool
	known  bool // false: the sound system did not answer
}

// ask starts a look at the sound system in use when one is due. It never waits.
func (l *lookout) ask(system malgo.Backend, c Choice, there bool) {
	every := lookGone
	if there {
		every = lookThere
	}
	if c == (Choice{}) || l.answer != nil || time.Since(l.last) < every {
		return
	}
	l.last = time.Now()
	answer := make(chan sighting, 1)
	l.answer = answer
	go func(asked time.Time) {
		there, known := sight(system, l.kind, c)
		answer <- sighting{c, asked, there, known}
	}(l.last)
}

// take ends a look; false when its answer says nothing of a device that was
// opened at a time.
func (l *lookout) take(s sighting, opened time.Time) bool {
	l.answer = nil
	return s.known && s.asked.After(opened)
}

func sight(system malgo.Backend, k kind, c Choice) (there, known bool) {
	library, err := openLibrary([]malgo.Backend{system})
	if err != nil {
		return false, false
	}
	defer library.close()
	infos, err := library.devices(k)
	if err != nil {
		return false, false
	}
	_, there = c.pick(infos)
	return there, true
}
