//go:build linux || freebsd || openbsd || netbsd

package hotkeys

import (
	"slices"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"
)

// The numbers of keys that change what others do (keysymdef.h).
const (
	symScrollLock = 0xff14
	symNumLock    = 0xff7f
	symAltL       = 0xffe9
	symAltR       = 0xffea
	symSuperL     = 0xffeb
	symSuperR     = 0xffec
)

// keyboard is what the keys of a keyboard mean.
type keyboard struct {
	first xproto.Keycode
	per   int // columns for each key
	syms  []xproto.Keysym
	locks uint16 // the modifiers of CapsLock, NumLock and ScrollLock
	alt   uint16
	super uint16
}

func readKeyboard(conn *xgb.Conn) (keyboard, error) {
	setup := xproto.Setup(conn)
	first := setup.MinKeycode
	m, err := xproto.GetKeyboardMapping(conn, first, byte(setup.MaxKeycode-first+1)).Reply()
	if err != nil {
		return keyboard{}, err
	}
	mods, err := xproto.GetModifierMapping(conn).Reply()
	if err != nil {
		return keyboard{}, err
	}
	b := keyboard{first: first, per: int(m.KeysymsPerKeycode), syms: m.Keysyms, locks: xproto.ModMaskLock}
	for i, code := range mods.Keycodes {
		bit := uint16(1) << (i / max(int(mods.KeycodesPerModifier), 1))
		for _, sym := range b.of(code) {
			switch sym {
			case symNumLock, symScrollLock:
				b.locks |= bit
			case symAltL, symAltR:
				b.alt |= bit
			case symSuperL, symSuperR:
				b.super |= bit
			}
		}
	}
	const shiftLockControl = xproto.ModMaskShift | xproto.ModMaskLock | xproto.ModMaskControl
	b.locks &^= xproto.ModMaskShift | xproto.ModMaskControl
	if b.alt &^= shiftLockControl | b.locks; b.alt == 0 {
		b.alt = xproto.ModMask1
	}
	if b.super &^= shiftLockControl | b.locks | b.alt; b.super == 0 {
		b.super = xproto.ModMask4
	}
	return b, nil
}

func (b keyboard) equal(o keyboard) bool {
	return b.first == o.first && b.per == o.per && b.locks == o.locks && b.alt == o.alt && b.super == o.super && slices.Equal(b.syms, o.syms)
}

// of are the meanings of a key, column by column.
func (b keyboard) of(code xproto.Keycode) []xproto.Keysym {
	at := (int(code) - int(b.first)) * b.per
	if code < b.first || at+b.per > len(b.syms) {
		return nil
	}
	return b.syms[at : at+b.per]
}

// strokes are the keys that mean a chord, in the first layout that has it.
func (b keyboard) strokes(c chord) (list []stroke) {
	want := xproto.Keysym(c.keysym())
	if want == 0 {
		return nil
	}
	held := uint16(0)
	for _, m := range []struct {
		on  bool
		bit uint16
	}{{c.ctrl, xproto.ModMaskControl}, {c.shift, xproto.ModMaskShift}, {c.alt, b.alt}, {c.super, b.super}} {
		if m.on {
			held |= m.bit
		}
	}
	for column := 0; column < b.per && len(list) == 0; column += 2 { // the others need Shift
		for i := range len(b.syms) / b.per {
			if b.syms[i*b.per+column] == want {
				list = append(list, stroke{b.first + xproto.Keycode(i), held})
			}
		}
	}
	return list
}
