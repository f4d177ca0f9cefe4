package widgets

import (
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"
)

// Motion is something that moves over and over for as long as it runs.
type Motion struct {
	anim *fyne.Animation
	runs bool
}

// moving counts the motions that run.
var moving atomic.Int32

// Moving reports whether a motion runs somewhere, so that pictures are wanted
// though nothing happens. It is safe for concurrent use.
func Moving() bool { return moving.Load() > 0 }

// NewMotion returns a motion at rest; paint shows its phase of 0 to 1.
func NewMotion(period time.Duration, paint func(phase float32)) *Motion {
	m := &Motion{anim: fyne.NewAnimation(period, paint)}
	m.anim.Curve = fyne.AnimationLinear
	m.anim.RepeatCount = fyne.AnimationRepeatForever
	return m
}

// Run starts or ends it.
func (m *Motion) Run(on bool) {
	if m.runs == on {
		return
	}
	m.runs = on
	if on {
		moving.Add(1)
		m.anim.Start()
		return
	}
	moving.Add(-1)
	m.anim.Stop()
}
