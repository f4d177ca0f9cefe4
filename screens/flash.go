package screens

import (
	"time"

	"offhook/screens/widgets"
)

// flashPeriod is once on and once off: well below the three flashes a second
// that can harm (WCAG 2.2, 2.3.1).
const flashPeriod = time.Second

// flash turns something on and off while a call rings, for those who do not hear
// it.
type flash struct {
	show func(on bool)
	goes *widgets.Motion
	runs bool
	on   bool
}

// newFlash returns a flash at rest; show paints it, and rests with false.
func newFlash(show func(on bool)) *flash {
	f := &flash{show: show}
	f.goes = widgets.NewMotion(flashPeriod, f.at)
	return f
}

// run starts or stops it.
func (f *flash) run(on bool) {
	f.runs = on
	f.goes.Run(on)
	if !on {
		f.set(false)
	}
}

// at paints a phase of 0 to 1.
func (f *flash) at(phase float32) { f.set(f.runs && phase < 0.5) }

func (f *flash) set(on bool) {
	if f.on != on {
		f.on = on
		f.show(on)
	}
}
