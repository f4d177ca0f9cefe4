package cli

import (
	"sync"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"

	"offhook/screens/widgets"
)

// eventLoop makes Fyne's loop wait for something to happen. By itself the loop looks
// sixty times a second whether something has, which is most of what a window costs
// that nobody touches. Here an animation, which the loop calls at each look before it
// paints, waits until the desktop tells something or the app has a change.
type eventLoop struct {
	mu      sync.Mutex
	changes []func() // that the loop has not made yet
	looking bool     // it does, and makes them then
	waiting bool     // it does, and looks when it is woken

	painting atomic.Int64 // what a picture costs, in nanoseconds

	// keyboard reports whether a window has the keyboard; nil means that one has. It and
	// what follows are the loop's own.
	keyboard func() bool
	gone     func() // ends the program when the compositor is gone
	desktop  desktopWait
	pointers pointers
	looks    int       // since the last change
	lively   time.Time // until when it looks as often as Fyne has it
	beat     *fyne.Animation
	measured time.Time     // when the cost of pictures was last measured
	dearest  time.Duration // picture since then
}

const (
	// longestWait is for what nobody tells of, such as the desktop's new colours.
	longestWait = time.Second
	// blinkWait is the time between two pictures of a cursor that blinks.
	blinkWait = 250 * time.Millisecond
	// movingWait is the time between two pictures of what moves without being touched.
	movingWait = 50 * time.Millisecond
	// touched is how long something may move after the agent has touched something.
	touched = 400 * time.Millisecond
	// settling is how many looks there are after a change: a window that comes up is
	// moved into its place when its first picture is out.
	settling = 2
	// oneStep is how long the app takes to tell all that has changed at once, so that
	// it is one picture.
	oneStep = time.Millisecond
	// costMemory is over how many measurements the cost of a picture is a mean: where
	// the system counts a process's time in steps, one alone says little.
	costMemory = 4
)

// start begins to wait. It is for the loop to call.
func (l *eventLoop) start() {
	l.desktop = newDesktopWait()
	l.beat = fyne.NewAnimation(time.Hour, func(float32) { l.look() })
	l.beat.RepeatCount = fyne.AnimationRepeatForever
	l.beat.Start()
	l.mu.Lock()
	defer l.mu.Unlock()
	l.looking = true
}

// end lets the loop be as Fyne has it, so that it can end. It is for the loop to
// call.
func (l *eventLoop) end() {
	l.beat.Stop()
	l.mu.Lock()
	defer l.mu.Unlock()
	l.looking = false
	l.desktop.close()
	l.desktop = &glfwWait{}
}

// do has the loop make a change, after those that were given before. Changes wait for
// the look before the next picture, so that a thousand a second wake nobody more often.
func (l *eventLoop) do(change func()) {
	l.mu.Lock()
	l.changes = append(l.changes, change)
	looking := l.looking
	if l.waiting {
		l.desktop.wake()
	}
	l.mu.Unlock()
	if !looking {
		fyne.Do(l.change)
	}
}

// change makes the changes that are wanted.
func (l *eventLoop) change() {
	l.mu.Lock()
	changes := l.changes
	l.changes = nil
	l.mu.Unlock()
	for _, f := range changes {
		f()
		l.looks = 0
	}
}

// paintCost is what a picture of the windows costs of late: the processor's time, of
// all its cores. It may be called from any goroutine.
func (l *eventLoop) paintCost() time.Duration { return time.Duration(l.painting.Load()) }

// look makes the changes that are wanted, and waits, unless something has changed or
// was touched a moment ago. Just before, Fyne has looked where the pointer is.
func (l *eventLoop) look() {
	if compositorGone() {
		l.gone() // GLFW would ask to close the windows again and again
	}
	now := time.Now()
	l.looks++
	if l.pointers.noted(fyne.CurrentApp().Driver().AllWindows()) {
		l.looks, l.lively = 0, now.Add(touched)
	}
	l.change()
	if l.looks > settling && !now.Before(l.lively) {
		l.rest()
	}
	if l.looks <= settling && l.front() { // else there may be no picture
		l.measure(time.Now())
	}
}

func (l *eventLoop) front() bool { return l.keyboard == nil || l.keyboard() }

// rest waits for something to happen.
func (l *eventLoop) rest() {
	longest := longestWait
	if widgets.Moving() {
		longest = movingWait
	} else if l.front() {
		longest = blinkWait
	}
	began := time.Now()
	switch desktop := l.wait(longest); {
	case !desktop:
		time.Sleep(oneStep)
		l.change()
	case time.Since(began) < longest:
		l.looks, l.lively = 0, time.Now().Add(touched)
	}
}

// wait waits until the desktop tells something or the app has a change, and reports
// whether it was the desktop, as far as can be told.
func (l *eventLoop) wait(longest time.Duration) bool {
	l.mu.Lock()
	if len(l.changes) > 0 {
		l.mu.Unlock()
		return false
	}
	l.waiting = true
	l.desktop.until(time.Now().Add(longest)) // before anybody can wake it
	l.mu.Unlock()
	l.desktop.wait()
	l.mu.Lock()
	defer l.mu.Unlock()
	l.waiting = false
	return len(l.changes) == 0
}

// measure takes, once a second, what the pictures after a change cost: that of the
// dearest one, since not each look has one.
func (l *eventLoop) measure(now time.Time) {
	if now.Sub(l.measured) < time.Second {
		return
	}
	before, last := processTime(), l.looks == settling
	fyne.Do(func() { // the loop does this once it has painted
		l.dearest = max(l.dearest, processTime()-before)
		if last {
			l.measured = now
			if is := l.painting.Load(); is == 0 {
				l.painting.Store(int64(l.dearest))
			} else {
				l.painting.Add((int64(l.dearest) - is) / costMemory)
			}
			l.dearest = 0
		}
	})
}
