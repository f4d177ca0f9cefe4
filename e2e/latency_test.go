package e2e_test

import (
	"context"
	"fmt"
	"image"
	"math"
	"slices"
	"testing"
	"time"

	"offhook/app/control"
	"offhook/internal/story"
	"offhook/internal/testdesk"
	"offhook/wti/simulator"
)

// The budgets of what an agent feels.
const (
	eventBudget  = 50 * time.Millisecond  // event on the socket to changed pixels, p99
	answerBudget = 150 * time.Millisecond // answer click to first sound, p99
)

// TestLatencyEventToWindow measures from the moment that the event of a ringing
// call is handed to the program's socket to the moment that the pixels at the
// place of its card change.
func TestLatencyEventToWindow(t *testing.T) {
	s := newStage(t, testdesk.Options{Keyring: testdesk.KeyringAbsent, Unheard: true}, simulator.Options{})
	s.program = shipped
	tp, url := newTap(t, s.aes.URL())
	p := s.start(story.Launch{Args: unattended(url), Env: secrets()})
	s.must(p.WaitStatus(s.ctx, "to be signed in", isSignedIn))
	s.expect(0, "state", "ready")
	card := s.cardPlace(p)
	best(t, "event on the socket to the window", eventBudget, 100, func() time.Duration {
		return s.eventToPixels(p, tp, card)
	})
}

// cardPlace rings once to learn where a call's card appears.
func (s *stage) cardPlace(p *story.Program) image.Rectangle {
	s.t.Helper()
	call := s.ring(simulator.Silence())
	e, err := p.WaitElement(s.ctx, "call.*.card", nil)
	if err != nil {
		s.t.Fatal(err)
	}
	s.end(p, call)
	return e.Area(p.Window().Inside)
}

func (s *stage) ring(far simulator.FarEnd) *simulator.Call {
	s.t.Helper()
	call, err := s.aes.Call(simulator.Caller{Number: "15551234567", VDN: "7000", Digits: "42", FarEnd: far})
	if err != nil {
		s.t.Fatal(err)
	}
	return call
}

// end lets the caller hang up and waits until the window shows no call and
// nothing moves any more.
func (s *stage) end(p *story.Program, call *simulator.Call) {
	s.t.Helper()
	call.Hangup()
	s.must(p.WaitStatus(s.ctx, "no call", func(st control.Status) bool { return len(st.Calls) == 0 }))
	if err := p.WaitGone(s.ctx, "call.*.card"); err != nil {
		s.t.Fatal(err)
	}
}

func (s *stage) eventToPixels(p *story.Program, tp *story.Tap, card image.Rectangle) time.Duration {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.ctx, 5*time.Second)
	defer cancel()
	screen := s.desk.Screen()
	if err := screen.WaitStill(ctx, card, 50*time.Millisecond); err != nil {
		s.t.Fatal(err)
	}
	before := screen.Snapshot(card)
	passed := tp.Expect("Delivered")
	call := s.ring(simulator.Silence())
	seen, err := screen.WaitChanged(ctx, before)
	if err != nil {
		s.t.Fatal(err)
	}
	sent, err := story.Received(ctx, passed)
	if err != nil {
		s.t.Fatal(err)
	}
	s.end(p, call)
	return seen.Sub(sent)
}

// TestLatencyAnswerToSound measures from the press of the mouse button on
// "answer" to the first sample of the caller at the loudspeaker.
func TestLatencyAnswerToSound(t *testing.T) {
	s := newStage(t, quiet(), simulator.Options{})
	s.program = shipped
	p := s.signedIn()
	s.expect(0, "state", "ready")
	best(t, "answer click to the first sound", answerBudget, 20, func() time.Duration {
		return s.answerToSound(p)
	})
}

// callerHz is what the caller sends: no ring tone has it.
const callerHz = 1300

func (s *stage) answerToSound(p *story.Program) time.Duration {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(s.ctx, 10*time.Second)
	defer cancel()
	call := s.ring(simulator.Tone(callerHz))
	clicked, err := story.Mouse{}.Answer(ctx, p)
	if err != nil {
		s.t.Fatal(err)
	}
	heard, err := s.desk.Speaker().Wait(ctx, clicked, 10*time.Millisecond, func(samples []int16) bool {
		tone := testdesk.ToneLevel(samples, testdesk.SampleRate, callerHz)
		return tone > -40 && tone > testdesk.Level(samples)-6
	})
	if err != nil {
		s.t.Fatal(err)
	}
	s.end(p, call)
	return heard.Sub(clicked)
}

// best measures up to three rounds and passes when the 99th percentile of one
// is within the budget: whatever else the machine does only ever adds, so the
// best round is the nearest to what the program costs. Each round is printed.
func best(t *testing.T, what string, budget time.Duration, runs int, measure func() time.Duration) {
	t.Helper()
	for range 3 {
		took := make([]time.Duration, runs)
		for i := range took {
			took[i] = measure()
		}
		slices.Sort(took)
		at := func(q float64) time.Duration {
			rank := int(math.Ceil(q * float64(runs))) // nearest rank
			return took[rank-1].Round(100 * time.Microsecond)
		}
		fmt.Fprintf(t.Output(), "measured: %s: median %v, p90 %v, p99 %v over %d (budget %v)\n",
			what, at(0.5), at(0.9), at(0.99), runs, budget)
		if at(0.99) <= budget {
			return
		}
	}
	t.Errorf("%s: p99 is over the budget of %v in each of three rounds", what, budget)
}
