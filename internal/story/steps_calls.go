package story

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"offhook/app/control"
	"offhook/internal/testdesk"
	"offhook/wti/simulator"
)

// caller is who calls in the story.
var caller = simulator.Caller{
	Number: "15551234567", Name: "M KELLER", VDN: "7000", Digits: "42", UserData: "CUSTOMER=42",
	FarEnd: simulator.Speech(callerSays),
}

// ring lets the caller call and waits until the call is at the agent.
func (t *Teller) ring(ctx context.Context) (control.Call, error) {
	call, err := t.Switch.Call(caller)
	if err != nil {
		return control.Call{}, err
	}
	t.call = call
	c, err := t.haveCall(ctx, "alerting")
	if err != nil {
		return c, err
	}
	if c.Direction != "in" || c.UCID == "" {
		return c, fmt.Errorf("the call is %+v", c)
	}
	return c, nil
}

func rings(ctx context.Context, t *Teller) (string, error) {
	if err := hearSilence(ctx, t.Desk, 200*time.Millisecond); err != nil {
		return "", err
	}
	before, err := t.Program.focused(ctx)
	if err != nil {
		return "", err
	}
	from := time.Now()
	if _, err := t.ring(ctx); err != nil {
		return "", err
	}
	shown := map[string]string{
		"call.*.remote":    caller.Number,
		"call.*.collected": caller.Digits,
	}
	for name, want := range shown {
		if _, err := t.Program.WaitElement(ctx, name, func(e Element) bool {
			return strings.Contains(plain(e.Text), want)
		}); err != nil {
			return "", err
		}
	}
	service, err := t.Program.WaitElement(ctx, "call.*.service", func(e Element) bool { return e.Text != "" })
	if err != nil {
		return "", err
	}
	at, err := hearSomething(ctx, t.Desk, from)
	if err != nil {
		return "", fmt.Errorf("the ring tone: %w", err)
	}
	if after, err := t.Program.focused(ctx); err != nil || after != before {
		return "", errors.Join(err, fmt.Errorf("the typing focus went from %q to %q", before, after))
	}
	return fmt.Sprintf("%s for %s with digits %s shown; ring tone heard %d ms after the call",
		caller.Number, service.Text, caller.Digits, at.Sub(from).Milliseconds()), nil
}

// plain is a number without the marks that group it.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" -()/.\u00a0\u202f\u2009", r) {
			return -1
		}
		return r
	}, text)
}

func answer(ctx context.Context, t *Teller) (string, error) {
	at, err := t.Hands.Answer(ctx, t.Program)
	if err != nil {
		return "", err
	}
	if _, err := t.haveCall(ctx, "connected"); err != nil {
		return "", err
	}
	if err := t.callIs(ctx, simulator.CallConnected); err != nil {
		return "", err
	}
	level, err := hearSentence(ctx, t.Desk, callerSays)
	if err != nil {
		return "", fmt.Errorf("the caller's speech: %w", err)
	}
	st, err := t.Program.WaitStatus(ctx, "voice", func(st control.Status) bool {
		return st.Media.Active && st.Media.PacketsReceived > 50 && st.Media.PacketsSent > 50
	})
	if err != nil {
		return "", err
	}
	if st.Media.Lost > 0 {
		return "", fmt.Errorf("%d packets were lost on loopback", st.Media.Lost)
	}
	return fmt.Sprintf("the caller's words recognised at the loudspeaker (%.0f dBFS), %s, %.1f s after the %s",
		level, st.Media.Codec, time.Since(at).Seconds(), t.Hands.Name()), nil
}

func heard(ctx context.Context, t *Teller) (string, error) {
	stop, err := t.Desk.Speak(ctx, voice())
	if err != nil {
		return "", err
	}
	defer stop()
	level, err := t.callerHears(ctx, true)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%d Hz from the microphone at the caller's end (%.0f dBFS)", voiceHz, level), nil
}

func mute(ctx context.Context, t *Teller) (string, error)   { return t.toggleMute(ctx, true) }
func unmute(ctx context.Context, t *Teller) (string, error) { return t.toggleMute(ctx, false) }

func (t *Teller) toggleMute(ctx context.Context, on bool) (string, error) {
	stop, err := t.Desk.Speak(ctx, voice())
	if err != nil {
		return "", err
	}
	defer stop()
	if _, err := t.callerHears(ctx, on); err != nil { // as before, so that the change is seen
		return "", err
	}
	if _, err := t.Hands.Mute(ctx, t.Program); err != nil {
		return "", err
	}
	if _, err := t.Program.WaitStatus(ctx, fmt.Sprint("muted ", on), func(st control.Status) bool { return st.Media.Muted == on }); err != nil {
		return "", err
	}
	level, err := t.callerHears(ctx, !on)
	if err != nil {
		return "", err
	}
	if on {
		return fmt.Sprintf("the microphone is spoken into and the caller hears nothing (%.0f dBFS)", level), nil
	}
	return fmt.Sprintf("the caller hears the microphone again (%.0f dBFS)", level), nil
}

func hold(ctx context.Context, t *Teller) (string, error) {
	if _, err := t.Hands.Hold(ctx, t.Program); err != nil {
		return "", err
	}
	if _, err := t.haveCall(ctx, "held"); err != nil {
		return "", err
	}
	if err := t.callIs(ctx, simulator.CallHeld); err != nil {
		return "", err
	}
	// Longer than the caller's pauses between words and sentences.
	if err := hearSilence(ctx, t.Desk, 2500*time.Millisecond); err != nil {
		return "", err
	}
	return "held at the switch; the caller is not heard any more", nil
}

func retrieve(ctx context.Context, t *Teller) (string, error) {
	if _, err := t.Hands.Retrieve(ctx, t.Program); err != nil {
		return "", err
	}
	if _, err := t.haveCall(ctx, "connected"); err != nil {
		return "", err
	}
	if err := t.callIs(ctx, simulator.CallConnected); err != nil {
		return "", err
	}
	level, err := hearSentence(ctx, t.Desk, callerSays)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("the caller's words recognised again (%.0f dBFS)", level), nil
}

func hangUp(ctx context.Context, t *Teller) (string, error) {
	if err := t.endCall(ctx); err != nil {
		return "", err
	}
	if _, err := t.inState(ctx, "autoIn"); err != nil {
		return "", err
	}
	return "the call is over at both ends; available again at once", nil
}

func (t *Teller) endCall(ctx context.Context) error {
	if _, err := t.Hands.HangUp(ctx, t.Program); err != nil {
		return err
	}
	if err := t.noCall(ctx); err != nil {
		return err
	}
	return t.callIs(ctx, simulator.CallEnded)
}

func dialOut(ctx context.Context, t *Teller) (string, error) {
	at, err := t.Hands.Dial(ctx, t.Program, menuNumber)
	if err != nil {
		return "", err
	}
	if _, err := t.Program.WaitStatus(ctx, "a call out, dialing", func(st control.Status) bool {
		return len(st.Calls) == 1 && st.Calls[0].State == "dialing" && st.Calls[0].Direction == "out" &&
			strings.Contains(st.Calls[0].Remote, menuNumber)
	}); err != nil {
		return "", err
	}
	if t.call, err = t.callOut(ctx, menuNumber); err != nil {
		return "", err
	}
	tone, err := hearSomething(ctx, t.Desk, at)
	if err != nil {
		return "", fmt.Errorf("ringback: %w", err)
	}
	if _, err := t.haveCall(ctx, "connected"); err != nil {
		return "", err
	}
	level, err := hearSentence(ctx, t.Desk, menuSays)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("ringback after %d ms, then the menu's words (%.0f dBFS)", tone.Sub(at).Milliseconds(), level), nil
}

func sendDigits(ctx context.Context, t *Teller) (string, error) {
	const digits = "1"
	if _, err := t.Hands.Digits(ctx, t.Program, digits); err != nil {
		return "", err
	}
	if err := t.digitsArrive(ctx, digits); err != nil {
		return "", err
	}
	level, err := hearSentence(ctx, t.Desk, menuOneIs)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%q arrived and the menu answered it (%.0f dBFS)", digits, level), nil
}

func hangUpOut(ctx context.Context, t *Teller) (string, error) {
	if err := t.endCall(ctx); err != nil {
		return "", err
	}
	return "the call is over at both ends", nil
}

// manualCall shows what manual-in means: work follows each ACD call by itself.
func manualCall(ctx context.Context, t *Teller) (string, error) {
	if _, err := t.ring(ctx); err != nil {
		return "", err
	}
	if _, err := t.Hands.Answer(ctx, t.Program); err != nil {
		return "", err
	}
	if _, err := t.haveCall(ctx, "connected"); err != nil {
		return "", err
	}
	if _, err := hearSentence(ctx, t.Desk, callerSays); err != nil {
		return "", err
	}
	t.call.Hangup() // the caller does, this time
	if err := t.noCall(ctx); err != nil {
		return "", err
	}
	if _, err := t.inState(ctx, "acw"); err != nil {
		return "", err
	}
	return "after the caller hung up the agent is in after-call work by itself", nil
}

// callerHears waits until the far end hears the agent's voice, or does not, for
// 300 ms, and returns the level in dBFS of that stretch.
func (t *Teller) callerHears(ctx context.Context, voice bool) (level float64, err error) {
	err = t.Program.until(ctx, fmt.Sprint("the caller to hear the agent: ", voice), func(context.Context) (bool, error) {
		samples := t.lastHeard(300 * time.Millisecond)
		if samples == nil {
			return false, nil
		}
		tone := testdesk.ToneLevel(samples, recordingRate, voiceHz)
		level = testdesk.Level(samples)
		if voice {
			return tone > -30 && tone > level-3, nil
		}
		return level < testdesk.Silence, nil
	})
	if err != nil {
		err = fmt.Errorf("%w; it hears %.0f dBFS", err, level)
	}
	return level, err
}
