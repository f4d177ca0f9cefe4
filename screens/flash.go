package screens

import (
	"time"

	"fyne.io/fyne/v2"
)

// flashPeriod is once on and once off: well below the three flashes a second
// that can harm (WCAG 2.2, 2.3.1).
const flashPeriod = time.Second

// flash turns something on and off while a call rings, for those who do not hear
// it.
type flash struct {
	show func(on bool)
	anim *fyne.Animation
	runs bool
	on   bool
}

// newFlash returns a flash at rest; show paints it, and rests with false.
func newFlash(show func(on bool)) *flash {
	f := &flash{show: show}
	f.anim = fyne.NewAnimation(flashPeriod, func(phase float32) { f.set(f.runs && phase < 0.5) })
	f.anim.Curve = fyne.AnimationLinear
	f.anim.RepeatCount = fyne.AnimationRepeatForever
	return f
}

// run starts or stops it.
func (f *flash) run(on bool) {
	if f.runs == on {
		return
	}
	f.runs = on
	if on {
		f.anim.Start()
		return
	}
	f.anim.Stop()
	f.set(false)
}

func (f *flash) set(on bool) {
	if f.on != on {
		f.on = on
		f.show(on)
	}
}
