package headset

import (
	"errors"
	"fmt"
)

// Usage is what a control or a lamp is for: the usage page, then the usage, sixteen
// bits each.
type Usage uint32

// The usages that are known here.
const (
	HookSwitch Usage = 0x0b0020
	Flash      Usage = 0x0b0021
	Drop       Usage = 0x0b0026
	PhoneMute  Usage = 0x0b002f
	Ringer     Usage = 0x0b009e // a lamp as well: the headset's own ring
	// ProgrammableButton and Button7 decline a call: makers write that button
	// either way.
	ProgrammableButton Usage = 0x0b0007
	Button7            Usage = 0x090007

	LampMute    Usage = 0x080009
	LampOffHook Usage = 0x080017
	LampRing    Usage = 0x080018
	LampHold    Usage = 0x080020
)

const telephonyPage = 0x0b

// Kind is how a control moves (HID 1.11 §6.2.2.5).
type Kind int

// The kinds.
const (
	// Switch stays where it is: its value is a state.
	Switch Kind = iota
	// Push is 1 while it is pressed.
	Push
	// Toggle is 1 in a report for each press.
	Toggle
	// OnOff is 1 for on and -1 for off, in a report for each press.
	OnOff
)

// Control is a button or switch. Comparable.
type Control struct {
	Usage  Usage
	Kind   Kind
	Report byte // 0 where reports have no number
	Bit    int  // in the report, behind its number
	Size   int  // bits, 1 to 32
}

// Lamp is something that the computer sets. Comparable.
type Lamp struct {
	Usage  Usage
	Report byte
	Bit    int
	Size   int
}

// Layout says where controls and lamps are in the reports of a headset.
type Layout struct {
	// Numbered says that reports begin with their number.
	Numbered bool
	Controls []Control // in the descriptor's order
	Lamps    []Lamp
	// Outputs is how many bytes the output reports with lamps have, by number and
	// without it.
	Outputs map[byte]int
}

// Useful reports whether there is anything to press.
func (l Layout) Useful() bool { return len(l.Controls) > 0 }

// ErrDescriptor says that a report descriptor is none.
var ErrDescriptor = errors.New("headset: not a HID report descriptor")

// The bounds of a descriptor. Linux takes 4096 bytes (HID_MAX_DESCRIPTOR_SIZE) and
// reports of 16384 (HID_MAX_BUFFER_SIZE).
const (
	mostDescriptor = 4096
	mostBits       = 16384 * 8
	mostUsages     = 1024 // of one item; only the first few of any are of use here
	mostDepth      = 64   // of collections, and of saved globals
)

// Parse reads a report descriptor. A headset without a telephony collection has an
// empty Layout. The error is [ErrDescriptor]'s.
func Parse(descriptor []byte) (Layout, error) {
	if len(descriptor) > mostDescriptor {
		return Layout{}, fmt.Errorf("%w: %d bytes", ErrDescriptor, len(descriptor))
	}
	p := parser{bits: map[field]int{}, lampReports: map[byte]bool{}}
	for at := 0; at < len(descriptor); {
		n, err := p.item(descriptor[at:])
		if err != nil {
			return Layout{}, fmt.Errorf("%w: byte %d: %w", ErrDescriptor, at, err)
		}
		at += n
	}
	if len(p.within) > 0 {
		return Layout{}, fmt.Errorf("%w: a collection does not end", ErrDescriptor)
	}
	p.Outputs = map[byte]int{}
	for id := range p.lampReports {
		p.Outputs[id] = (p.bits[field{tagOutput, id}] + 7) / 8
	}
	return p.Layout, nil
}

// The tags of items by their type (HID 1.11 §6.2.2.4 to §6.2.2.8).
const (
	typeMain, typeGlobal, typeLocal = 0, 1, 2

	tagInput, tagOutput, tagCollection, tagFeature, tagEnd = 8, 9, 10, 11, 12

	tagPage, tagLeast, tagMost, tagSize, tagID, tagCount, tagPush, tagPop = 0, 1, 2, 7, 8, 9, 10, 11

	tagUsage, tagUsageLeast, tagUsageMost = 0, 1, 2

	longItem    = 0xfe
	application = 1 // a kind of collection
)

// The bits of input and output items.
const (
	flagVariable    = 1 << 1
	flagRelative    = 1 << 2
	flagNoPreferred = 1 << 5
)

// globals hold until they are said anew.
type globals struct {
	page, size, count uint32
	least             int32
	id                byte
}

// field is a kind of report and its number.
type field struct {
	tag byte
	id  byte
}

// usageItem is a usage as it is written: one of up to 16 bits has the page of the
// item that it belongs to.
type usageItem struct {
	value uint32
	whole bool // with its page
}

// in joins a usage with the page that is in force.
func (u usageItem) in(page uint32) Usage {
	if u.whole {
		return Usage(u.value)
	}
	return Usage(page<<16 | u.value&0xffff)
}

type parser struct {
	Layout
	globals
	saved  []globals
	usages []usageItem
	least  *usageItem // of a range of usages that has no end yet
	within []bool     // the collections around: whether they belong to a telephone

	bits        map[field]int // how long each report is so far
	lampReports map[byte]bool
}

// item takes one item and returns how many bytes it has.
func (p *parser) item(b []byte) (int, error) {
	prefix := b[0]
	if prefix == longItem { // §6.2.2.3: nobody has defined one
		if len(b) < 3 || len(b) < 3+int(b[1]) {
			return 0, errors.New("a long item is cut off")
		}
		return 3 + int(b[1]), nil
	}
	size := [4]int{0, 1, 2, 4}[prefix&3]
	if len(b) < 1+size {
		return 0, errors.New("an item is cut off")
	}
	var value uint32
	for i, x := range b[1 : 1+size] {
		value |= uint32(x) << (8 * i)
	}
	var err error
	switch tag := prefix >> 4; prefix >> 2 & 3 {
	case typeMain:
		err = p.main(tag, value)
		p.usages, p.least = nil, nil
	case typeGlobal:
		err = p.global(tag, value, size)
	case typeLocal:
		p.local(tag, usageItem{value, size == 4})
	}
	return 1 + size, err
}

func (p *parser) global(tag byte, value uint32, size int) error {
	switch tag {
	case tagPage:
		p.page = value & 0xffff
	case tagLeast:
		p.globals.least = int32(value<<(32-8*size)) >> (32 - 8*size) // signed, in as many bytes
	case tagSize:
		p.size = value
	case tagID:
		if value == 0 || value > 255 {
			return fmt.Errorf("report number %d", value)
		}
		p.id, p.Numbered = byte(value), true
	case tagCount:
		p.count = value
	case tagPush:
		if len(p.saved) == mostDepth {
			return errors.New("too many saved states")
		}
		p.saved = append(p.saved, p.globals)
	case tagPop:
		if len(p.saved) == 0 {
			return errors.New("a state is taken back that was not saved")
		}
		p.globals, p.saved = p.saved[len(p.saved)-1], p.saved[:len(p.saved)-1]
	}
	return nil
}

func (p *parser) local(tag byte, u usageItem) {
	switch tag {
	case tagUsage:
		if len(p.usages) < mostUsages {
			p.usages = append(p.usages, u)
		}
	case tagUsageLeast:
		p.least = &u
	case tagUsageMost:
		if p.least == nil {
			return
		}
		for v := p.least.value; v <= u.value && len(p.usages) < mostUsages; v++ {
			p.usages = append(p.usages, usageItem{v, p.least.whole})
		}
		p.least = nil
	}
}

func (p *parser) main(tag byte, value uint32) error {
	switch tag {
	case tagCollection:
		if len(p.within) == mostDepth {
			return errors.New("too many collections")
		}
		telephone := len(p.within) > 0 && p.within[len(p.within)-1]
		if value == application || len(p.within) == 0 {
			telephone = len(p.usages) > 0 && p.usages[0].in(p.page)>>16 == telephonyPage
		}
		p.within = append(p.within, telephone)
	case tagEnd:
		if len(p.within) == 0 {
			return errors.New("a collection ends that was not begun")
		}
		p.within = p.within[:len(p.within)-1]
	case tagInput, tagOutput, tagFeature:
		return p.fields(tag, value)
	}
	return nil
}

// fields takes the fields of an input, output or feature item. Makers mark controls
// as constant (Jabra Link 380c), so only what has no usage counts as padding.
func (p *parser) fields(tag byte, flags uint32) error {
	of := field{tag, p.id}
	from := p.bits[of]
	// The product of two numbers of 32 bits fits into 64.
	if length := uint64(p.size) * uint64(p.count); length > uint64(mostBits-from) {
		return fmt.Errorf("a report of more than %d bits", mostBits)
	}
	p.bits[of] = from + int(p.size)*int(p.count)
	if len(p.within) == 0 || !p.within[len(p.within)-1] || flags&flagVariable == 0 || p.size == 0 || p.size > 32 {
		return nil
	}
	// With fewer usages than fields the last one is that of all the rest, of which
	// the first is enough.
	for i := 0; i < min(int(p.count), len(p.usages)); i++ {
		u, bit := p.usages[i].in(p.page), from+i*int(p.size)
		switch {
		case tag == tagInput && isControl(u):
			p.Controls = append(p.Controls, Control{Usage: u, Kind: p.kind(flags), Report: p.id, Bit: bit, Size: int(p.size)})
		case tag == tagOutput && isLamp(u):
			p.Lamps = append(p.Lamps, Lamp{Usage: u, Report: p.id, Bit: bit, Size: int(p.size)})
			p.lampReports[p.id] = true
		}
	}
	return nil
}

func (p *parser) kind(flags uint32) Kind {
	switch {
	case flags&flagRelative != 0 && p.globals.least < 0:
		return OnOff
	case flags&flagRelative != 0:
		return Toggle
	case flags&flagNoPreferred == 0:
		return Push
	}
	return Switch
}

func isControl(u Usage) bool {
	switch u {
	case HookSwitch, Flash, Drop, PhoneMute, ProgrammableButton, Button7:
		return true
	}
	return false
}

func isLamp(u Usage) bool {
	switch u {
	case LampMute, LampOffHook, LampRing, LampHold, Ringer:
		return true
	}
	return false
}
