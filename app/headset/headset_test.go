package headset_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"offhook/app/headset"
	"offhook/app/headset/headsettest"
)

// ear is what Headsets tell.
type ear struct {
	mu      sync.Mutex
	pressed []string
	told    []string
}

func (e *ear) heard() headset.Heard {
	return headset.Heard{
		Pressed: func(ev headset.Event) {
			e.mu.Lock()
			defer e.mu.Unlock()
			e.pressed = append(e.pressed, eventNames[ev])
		},
		Told: func(list []headset.Status) {
			words := []string{}
			for _, s := range list {
				words = append(words, s.Name+" "+[]string{"works", "denied", "failed"}[s.Condition])
			}
			e.mu.Lock()
			defer e.mu.Unlock()
			e.told = append(e.told, "["+strings.Join(words, ", ")+"]")
		},
	}
}

// take returns what was pressed and told since the last time.
func (e *ear) take() (pressed, told string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	pressed, told = strings.Join(e.pressed, ", "), strings.Join(e.told, " ")
	e.pressed, e.told = nil, nil
	return pressed, told
}

// use starts Headsets in a bubble with one that is not plugged in.
func use(t *testing.T, dev *headsettest.Headset) (*headset.Headsets, *ear) {
	t.Helper()
	var e ear
	hs := headset.New(headset.Options{System: dev}, e.heard())
	t.Cleanup(hs.Close)
	return hs, &e
}

// pass lets time go by, and everything that follows happen.
func pass(d time.Duration) {
	time.Sleep(d) // virtual
	synctest.Wait()
}

// TestAHeadsetComesAndGoes: within two seconds, each change told once.
func TestAHeadsetComesAndGoes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dev := headsettest.New("Jabra", headsettest.JabraLink380c())
		hs, e := use(t, dev)
		dev.Plug()
		pass(10 * time.Second)
		if _, told := e.take(); told != "" {
			t.Errorf("without use: told %s", told)
		}
		hs.Set(idle)
		pass(0)
		if _, told := e.take(); told != "[Jabra works]" {
			t.Errorf("used: told %s", told)
		}
		pass(time.Minute)
		if _, told := e.take(); told != "" {
			t.Errorf("a minute later: told %s", told)
		}
		dev.Unplug()
		pass(2 * time.Second)
		if _, told := e.take(); told != "[]" {
			t.Errorf("unplugged: told %s", told)
		}
		hs.Set(talking)
		dev.Plug()
		pass(2 * time.Second)
		if _, told := e.take(); told != "[Jabra works]" {
			t.Errorf("back: told %s", told)
		}
		if got := fmt.Sprintf("%x", dev.Written()); got != "[020100]" {
			t.Errorf("back during a call: lamps %s", got)
		}
		dev.Unplug()
		dev.Plug() // between two looks
		pass(4 * time.Second)
		if got := fmt.Sprintf("%x", dev.Written()); got != "[020100]" {
			t.Errorf("back at once: lamps %s", got)
		}
		e.take()
		hs.Set(headset.State{OffHook: true})
		pass(0)
		if used, _ := dev.Used(); used {
			t.Error("still in use")
		}
		if _, told := e.take(); told != "[]" {
			t.Errorf("no longer used: told %s", told)
		}
	})
}

// TestButtonsAndLampsOfAPluggedHeadset: presses are told, the newest state is shown,
// and at the end the lamps go out.
func TestButtonsAndLampsOfAPluggedHeadset(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dev := headsettest.New("Jabra", headsettest.JabraLink380c())
		dev.Plug()
		hs, e := use(t, dev)
		hs.Set(idle)
		pass(0)
		dev.Send(2, 1, 0) // for another program
		dev.Send(2, 0, 0)
		pass(5 * time.Second)
		e.take()
		if got := dev.Written(); got != nil {
			t.Errorf("a headset that is idle is told %x", got)
		}
		hs.Set(ringing)
		pass(0)
		dev.Send(2, 1, 0)
		pass(0)
		if pressed, _ := e.take(); pressed != "pick up" {
			t.Errorf("pressed %q", pressed)
		}
		if got := fmt.Sprintf("%x", dev.Written()); got != "[028800]" {
			t.Errorf("lamps %s", got)
		}
		pass(2 * time.Second)
		if got := fmt.Sprintf("%x", dev.Written()); got != "[028800]" {
			t.Errorf("two seconds after a press that came to nothing: lamps %s", got)
		}

		release := dev.Hold()
		hs.Set(talking)
		synctest.Wait() // the headset does not take it
		for range 1000 {
			hs.Set(muted)
			hs.Set(onHold)
		}
		hs.Set(muted)
		dev.Written()
		release()
		pass(0)
		if got := fmt.Sprintf("%x", dev.Written()); got != "[020100 020500]" {
			t.Errorf("after the headset hung: lamps %s", got)
		}
		hs.Close()
		if got := fmt.Sprintf("%x", dev.Written()); got != "[020000]" {
			t.Errorf("at the end: lamps %s", got)
		}
		if used, _ := dev.Used(); used {
			t.Error("still open")
		}
	})
}

// TestAHeadsetThatMayNotBeOpenedIsToldOnce and works as soon as it may.
func TestAHeadsetThatMayNotBeOpenedIsToldOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dev := headsettest.New("Jabra", headsettest.JabraLink380c())
		dev.Deny(true)
		dev.Plug()
		hs, e := use(t, dev)
		hs.Set(idle)
		pass(time.Minute)
		if _, told := e.take(); told != "[Jabra denied]" {
			t.Errorf("told %s", told)
		}
		dev.Deny(false)
		pass(2 * time.Second)
		if _, told := e.take(); told != "[Jabra works]" {
			t.Errorf("permitted: told %s", told)
		}
	})
}

// TestAHeadsetThatCannotBeUnderstood is told, and one without buttons is not.
func TestAHeadsetThatCannotBeUnderstood(t *testing.T) {
	for name, c := range map[string]struct {
		descriptor []byte
		want       string
	}{
		"broken":          {[]byte{0x05}, "[Thing failed]"},
		"without buttons": {[]byte{5, 0x0b, 9, 5, 0xa1, 1, 0xc0}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				dev := headsettest.New("Thing", c.descriptor)
				dev.Plug()
				hs, e := use(t, dev)
				hs.Set(idle)
				pass(time.Minute)
				if _, told := e.take(); told != c.want {
					t.Errorf("told %s, want %s", told, c.want)
				}
			})
		})
	}
}
