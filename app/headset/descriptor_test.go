package headset_test

import (
	"bytes"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"offhook/app/headset"
	"offhook/app/headset/headsettest"
)

// TestControlsAndLampsAreFoundInDescriptors of real headsets, and of some that are
// made of the specification.
func TestControlsAndLampsAreFoundInDescriptors(t *testing.T) {
	control := func(u headset.Usage, k headset.Kind, report byte, bit, size int) headset.Control {
		return headset.Control{Usage: u, Kind: k, Report: report, Bit: bit, Size: size}
	}
	lamp := func(u headset.Usage, report byte, bit, size int) headset.Lamp {
		return headset.Lamp{Usage: u, Report: report, Bit: bit, Size: size}
	}
	plantronics := headset.Layout{
		Numbered: true,
		Controls: []headset.Control{
			control(headset.PhoneMute, headset.Toggle, 8, 0, 1),
			control(headset.HookSwitch, headset.Switch, 8, 1, 1),
			control(headset.Flash, headset.Switch, 8, 2, 1),
		},
		Lamps: []headset.Lamp{
			lamp(headset.LampMute, 0x09, 0, 1), lamp(headset.LampOffHook, 0x17, 0, 1), lamp(headset.LampRing, 0x18, 0, 1), lamp(headset.LampHold, 0x20, 0, 1),
		},
		Outputs: map[byte]int{0x09: 1, 0x17: 1, 0x18: 1, 0x20: 1},
	}
	for name, c := range map[string]struct {
		descriptor []byte
		want       headset.Layout
	}{
		"Jabra Link 380c": {headsettest.JabraLink380c(), headset.Layout{
			Numbered: true,
			Controls: []headset.Control{
				control(headset.HookSwitch, headset.Switch, 2, 0, 1),
				control(headset.PhoneMute, headset.Toggle, 2, 3, 1),
				control(headset.Flash, headset.Toggle, 2, 4, 1),
				control(headset.Button7, headset.Push, 2, 11, 1),
			},
			Lamps: []headset.Lamp{
				lamp(headset.LampOffHook, 2, 0, 1), lamp(headset.LampMute, 2, 2, 1), lamp(headset.LampRing, 2, 3, 1), lamp(headset.LampHold, 2, 4, 1), lamp(headset.Ringer, 2, 7, 1),
			},
			Outputs: map[byte]int{2: 2},
		}},
		"Plantronics Blackwire 3220":            {headsettest.PlantronicsBlackwire3220(), plantronics},
		"Plantronics Blackwire 3220 on Windows": {headsettest.PlantronicsOnWindows(), plantronics},
		"Logitech MX Brio": {headsettest.LogitechMXBrio(), headset.Layout{
			Numbered: true,
			Controls: []headset.Control{control(headset.PhoneMute, headset.Toggle, 8, 0, 1), control(headset.HookSwitch, headset.Switch, 8, 1, 1)},
			Lamps:    []headset.Lamp{lamp(headset.LampMute, 8, 0, 1)},
			Outputs:  map[byte]int{8: 1},
		}},
		"Razer microphone": {headsettest.RazerMicrophone(), headset.Layout{
			Numbered: true,
			Controls: []headset.Control{control(headset.HookSwitch, headset.Switch, 2, 0, 1)},
			Outputs:  map[byte]int{},
		}},
		"push buttons without report numbers": {headsettest.PushButtons(), headset.Layout{
			Controls: []headset.Control{control(headset.HookSwitch, headset.Push, 0, 0, 1), control(headset.PhoneMute, headset.Push, 0, 1, 1)},
			Lamps:    []headset.Lamp{lamp(headset.LampOffHook, 0, 0, 1), lamp(headset.LampMute, 0, 1, 1), lamp(headset.LampRing, 0, 2, 1)},
			Outputs:  map[byte]int{0: 1},
		}},
		"on and off, saved globals, a whole usage, a range": {headsettest.OnOffButtons(), headset.Layout{
			Numbered: true,
			Controls: []headset.Control{control(headset.HookSwitch, headset.OnOff, 5, 0, 2), control(headset.PhoneMute, headset.OnOff, 5, 2, 2), control(headset.Drop, headset.Push, 5, 4, 1)},
			Lamps:    []headset.Lamp{lamp(headset.LampOffHook, 6, 0, 4), lamp(headset.LampRing, 6, 4, 4)},
			Outputs:  map[byte]int{6: 1},
		}},
		// HID 1.11, appendix E.10.
		"a mouse": {[]byte{
			5, 1, 9, 2, 0xa1, 1, 9, 1, 0xa1, 0, 5, 9, 0x19, 1, 0x29, 3, 0x15, 0, 0x25, 1, 0x95, 3, 0x75, 1, 0x81, 2, 0x95, 1, 0x75, 5,
			0x81, 1, 5, 1, 9, 0x30, 9, 0x31, 0x15, 0x81, 0x25, 0x7f, 0x75, 8, 0x95, 2, 0x81, 6, 0xc0, 0xc0,
		}, headset.Layout{Outputs: map[byte]int{}}},
		"nothing": {nil, headset.Layout{Outputs: map[byte]int{}}},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := headset.Parse(c.descriptor)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// TestWhatIsNoDescriptorIsRefused and nothing of it is used.
func TestWhatIsNoDescriptorIsRefused(t *testing.T) {
	whole := headsettest.PlantronicsBlackwire3220()
	for name, b := range map[string][]byte{
		"cut off in an item":            whole[:len(whole)-2],
		"cut off in a collection":       whole[:len(whole)-1],
		"an end too many":               append(slices.Clone(whole), 0xc0),
		"report number 0":               {0x85, 0},
		"a report beyond all bounds":    {0x75, 32, 0x97, 0xff, 0xff, 0xff, 0xff, 0x81, 2},
		"a state that was not saved":    {0xb4},
		"states without end":            bytes.Repeat([]byte{0xa4}, 100),
		"collections without end":       bytes.Repeat([]byte{0xa1, 1}, 100),
		"a long item that is cut off":   {0xfe, 9, 0, 1},
		"longer than any system has it": make([]byte, 5000),
	} {
		if l, err := headset.Parse(b); !errors.Is(err, headset.ErrDescriptor) || l.Useful() || l.Lamps != nil {
			t.Errorf("%s: %+v, %v", name, l, err)
		}
	}
}

// FuzzParse: a descriptor is refused, or everything that is found in it lies in the
// reports, whatever these hold.
func FuzzParse(f *testing.F) {
	for _, b := range [][]byte{
		headsettest.JabraLink380c(), headsettest.PlantronicsBlackwire3220(), headsettest.LogitechMXBrio(), headsettest.PushButtons(), headsettest.OnOffButtons(),
	} {
		f.Add(b, []byte{2, 1, 0})
	}
	f.Fuzz(func(t *testing.T, descriptor, report []byte) {
		l, err := headset.Parse(descriptor)
		if err != nil {
			return
		}
		for _, lamp := range l.Lamps {
			if n, ok := l.Outputs[lamp.Report]; !ok || lamp.Bit < 0 || lamp.Size < 1 || lamp.Bit+lamp.Size > 8*n {
				t.Errorf("%+v is not in a report of %d bytes", lamp, n)
			}
		}
		for _, c := range l.Controls {
			if c.Bit < 0 || c.Size < 1 || c.Size > 32 {
				t.Errorf("%+v", c)
			}
		}
		p := headset.NewPanel(l)
		now := time.Unix(0, 0)
		for i := range 32 {
			s := headset.State{Ringing: i&1 != 0, OffHook: i&2 != 0, Muted: i&4 != 0, Held: i&8 != 0}
			for _, r := range append(p.Show(s, now), p.Repeat(now)...) {
				if len(r) != 1+l.Outputs[r[0]] {
					t.Errorf("report %x, want %d bytes behind the number", r, l.Outputs[r[0]])
				}
			}
			now = now.Add(10 * time.Second)
			if events, again := p.Hear(report, now); (again || events != nil) && !l.Useful() {
				t.Error("something is pressed, without a control")
			}
			if events, _ := p.Hear(report, now); len(events) > len(l.Controls) {
				t.Errorf("%d events of %d controls", len(events), len(l.Controls))
			}
		}
	})
}
