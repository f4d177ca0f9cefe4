package wti

import (
	"iter"
	"maps"
	"slices"
)

// handset is our phone as lamps, hook and display show it, and the calls that
// follow from them, while we work first-party (protocol notes §6). Not safe for
// concurrent use; the station guards it.
type handset struct {
	on       bool // first-party
	proven   bool // lamp events arrive
	keys     []lineKey
	modes    map[string]int // of the appearances' lamps
	lines    map[string]*line
	texts    map[string]string // what the display last showed of an appearance, until its lamp goes off
	hookTold bool
	onHook   bool
	// alone says that nobody but us acts on the phone, so that a call which is
	// active without our doing was answered by itself.
	alone   bool
	expect  *outgoing
	merging *merging
	begun   begun
	used    int           // how many call ids were invented
	changed chan struct{} // closed at the next change; nil when nobody waits
}

// lineKey is a call appearance: its button, its lamp and the letter that the
// display has for it.
type lineKey struct {
	button, lamp string
	letter       byte
}

// line is a call at an appearance.
type line struct {
	key    lineKey
	call   CallID
	state  ConnectionState
	remote Party
	// inbound is false for our own calls and for those somebody dialled at the phone.
	inbound bool
	dialled bool // by us, number and all
	// doubtful says that the lamp shows it active while the handset is down.
	doubtful bool
	hidden   bool // a step of a recipe, of which nobody is told
	parties  int  // others in a conference that we made
}

// outgoing is a line that a recipe is about to open.
type outgoing struct {
	lamp   string // "" for whichever the phone takes
	hidden bool
	opened *line
}

// merging are two lines that a recipe makes one of.
type merging struct {
	held, active string // lamps
	gone         *line  // the one that went dark while the other was not active yet
}

// begun is the transfer or conference that waits for its second press.
type begun struct{ button, held string }

// mostKeys bounds the appearances; a phone's buttons come from outside.
const mostKeys = 100

// usualKeys are the appearances where the phone does not tell its buttons
// (protocol notes §6.3).
var usualKeys = []string{"263", "264", "265"}

// learnKeys takes over which buttons are call appearances, in the order of their
// letters.
func (h *handset) learnKeys(buttons []Button) {
	h.keys = nil
	for _, b := range buttons {
		if b.Function == ButtonAppearance && len(h.keys) < mostKeys {
			h.keys = append(h.keys, lineKey{button: b.ID, lamp: b.lamp(), letter: letterOf(b.Label)})
		}
	}
	if len(h.keys) == 0 {
		for _, id := range usualKeys {
			h.keys = append(h.keys, lineKey{button: id, lamp: id})
		}
	}
	for i := range h.keys {
		if h.keys[i].letter == 0 && i < 26 {
			h.keys[i].letter = 'a' + byte(i)
		}
	}
}

// letterOf is the letter of a label such as "b=".
func letterOf(label string) byte {
	if len(label) >= 2 && label[1] == '=' && label[0] >= 'a' && label[0] <= 'z' {
		return label[0]
	}
	return 0
}

func (h *handset) keyOf(lamp string) (lineKey, bool) {
	i := slices.IndexFunc(h.keys, func(k lineKey) bool { return k.lamp == lamp })
	if i < 0 {
		return lineKey{}, false
	}
	return h.keys[i], true
}

// inOrder lists the lines in the order of their lamps.
func (h *handset) inOrder() iter.Seq[*line] {
	return func(yield func(*line) bool) {
		for _, lamp := range slices.Sorted(maps.Keys(h.lines)) {
			if !yield(h.lines[lamp]) {
				return
			}
		}
	}
}

// find is the line of a call; nil when there is none.
func (h *handset) find(call CallID) *line {
	for l := range h.inOrder() {
		if l.call == call {
			return l
		}
	}
	return nil
}

// active is the line that the voice is on, other than except; nil for none.
func (h *handset) active(except string) *line {
	for l := range h.inOrder() {
		if l.key.lamp != except && h.modes[l.key.lamp] == lampSteady {
			return l
		}
	}
	return nil
}

// free is the highest free appearance, which avoids a collision with a call that
// comes in (protocol notes §6.5).
func (h *handset) free() (lineKey, bool) {
	for _, k := range slices.Backward(h.keys) {
		mode, told := h.modes[k.lamp]
		if h.lines[k.lamp] == nil && (!told || mode == lampOff) {
			return k, true
		}
	}
	return lineKey{}, false
}

// wake tells whoever waits that something has changed.
func (h *handset) wake() {
	if h.changed != nil {
		close(h.changed)
		h.changed = nil
	}
}

// next is closed at the next change.
func (h *handset) next() <-chan struct{} {
	if h.changed == nil {
		h.changed = make(chan struct{})
	}
	return h.changed
}
