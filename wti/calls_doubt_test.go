package wti_test

import (
	"context"
	"strings"
	"testing"

	"offhook/wti"
)

// What makes, moves or joins calls is sent once: after silence it may have been
// carried out, so the calls are read instead (protocol notes §10.2).
func TestSilenceIsNeverAnsweredByRepeating(t *testing.T) {
	held, active := wti.Connection{Call: "871", Device: ownDevice}, wti.Connection{Call: "872", Device: ownDevice}
	for op, do := range map[string]func(context.Context, *wti.Client) error{
		"MakeCall": func(ctx context.Context, c *wti.Client) error {
			_, err := c.MakeCall(ctx, "5550107", wti.CallOptions{})
			return err
		},
		"ConsultationCall": func(ctx context.Context, c *wti.Client) error {
			_, err := c.Consult(ctx, held, "4751", wti.ConsultOptions{})
			return err
		},
		"TransferCall":   func(ctx context.Context, c *wti.Client) error { return c.Transfer(ctx, held, active) },
		"ConferenceCall": func(ctx context.Context, c *wti.Client) error { _, err := c.Conference(ctx, held, active); return err },
		"SingleStepTransferCall": func(ctx context.Context, c *wti.Client) error {
			return c.SingleStepTransfer(ctx, active, "4751", "")
		},
	} {
		inBubble(t, nil, nil, func(t *testing.T, a *aes, c *wti.Client, _ *sink) {
			a.when(op, func(request) any { return silent{} })
			before := a.count("SnapshotDevice")
			err := do(t.Context(), c)
			if wti.KindOf(err) != wti.KindTimeout || wti.AdviceOf(err) != wti.AdviceNoAnswer {
				t.Errorf("%s = %v, advice %q, want a time-out and %q", op, err, wti.AdviceOf(err), wti.AdviceNoAnswer)
			}
			pass(soon)
			if n := a.count(op); n != 1 {
				t.Errorf("%s sent %d times, want once", op, n)
			}
			if n := a.count("SnapshotDevice"); n == before {
				t.Errorf("%s: calls were not read after the silence", op)
			}
		})
	}
}

func TestDigitsArePressedWhereTheSwitchDoesNotSendThem(t *testing.T) {
	for _, code := range []string{"serviceNotSupported", "invalidFeature", "securityViolation", "privilegeViolationSpecifiedDevice"} {
		inBubble(t, nil, nil, func(t *testing.T, a *aes, c *wti.Client, _ *sink) {
			var pressed strings.Builder
			for _, op := range []string{"GenerateDigits", "GenerateDigitsRequest"} { // either spelling
				a.when(op, func(request) any { return refuse("operation", code) })
			}
			a.when("ButtonPress", func(r request) any {
				pressed.WriteString(r.payload["button"].(string))
				return object{}
			})
			if err := c.SendDigits(t.Context(), wti.Connection{Call: "871", Device: ownDevice}, "4711"); err != nil {
				t.Errorf("%s: %v", code, err)
			}
			if got := pressed.String(); got != "4711" {
				t.Errorf("%s: pressed %q, want the digits", code, got)
			}
		})
	}
	inBubble(t, nil, nil, func(t *testing.T, a *aes, c *wti.Client, _ *sink) {
		a.when("GenerateDigits", func(request) any { return refuse("stateIncompatibility", "noActiveCall") })
		if err := c.SendDigits(t.Context(), wti.Connection{Call: "871", Device: ownDevice}, "4711"); wti.AdviceOf(err) != wti.AdviceNoActiveCall {
			t.Errorf("digits into no call = %v, want the refusal", err)
		}
		if n := a.count("ButtonPress"); n != 0 {
			t.Errorf("%d digits were dialled instead", n)
		}
	})
}

// What others do in our call changes nothing of our own state (protocol notes
// §7.3).
func TestOthersActInOurCall(t *testing.T) {
	e, err := decode(t, "HeldEvent", `{"heldConnection":{"callID":"871","deviceID":"4751:CM55::0"},"holdingDevice":"4751:CM55::0","localConnectionInfo":"connected"}`)
	if held, ok := e.(wti.Held); err != nil || !ok || held.Own || held.Local != wti.StateConnected {
		t.Errorf("far end's hold = %+v, %v, want ours still connected", e, err)
	}
	for _, cause := range []string{"silentParticipation", "singleStepConference"} {
		e, err := decode(t, "ConferencedEvent", `{"primaryOldCall":{"callID":"871","deviceID":"4750:CM55:0.0.0.0:0"},"conferencingDevice":"4799:CM55::1","addedParty":"4799:CM55::1",
 "conferenceConnections":[{"newConnection":{"callID":"871","deviceID":"4750:CM55:0.0.0.0:0"}},{"newConnection":{"callID":"871","deviceID":"T1#1"},"endpoint":{"deviceID":"15551234567:::0"}},
 {"newConnection":{"callID":"871","deviceID":"4799:CM55::1"}}],"localConnectionInfo":"connected","cause":"`+cause+`"}`)
		c, ok := e.(wti.Conferenced)
		if err != nil || !ok || c.Own || c.NewCall != "871" || c.Cause != cause || c.Local != wti.StateConnected || len(c.Parties) != 2 {
			t.Errorf("a recorder joins (%s): %+v, %v, want somebody else's doing", cause, e, err)
		}
	}
}

// A call that we made and transferred into a queue may come back to us: we are
// not the caller then.
func TestOurOwnCallComesBackFromAQueue(t *testing.T) {
	const ours = `"calledDevice":"4751:CM55::0","callingDevice":"4750:CM55:0.0.0.0:0"}`
	for name, payload := range map[string]string{
		"DeliveredEvent":   `{"connection":{"callID":"871","deviceID":"4750:CM55:0.0.0.0:0"},"alertingDevice":"4750:CM55:0.0.0.0:0",` + ours,
		"EstablishedEvent": `{"establishedConnection":{"callID":"871","deviceID":"4750:CM55:0.0.0.0:0"},"answeringDevice":"4750:CM55:0.0.0.0:0",` + ours,
	} {
		e, err := decode(t, name, payload)
		if c, ok := e.(interface{ Caller() wti.Party }); err != nil || !ok || c.Caller() != (wti.Party{}) {
			t.Errorf("%s = %+v, %v, want an unknown caller", name, e, err)
		}
	}
	e, err := decode(t, "EstablishedEvent", `{"establishedConnection":{"callID":"871","deviceID":"4751:CM55::0"},"answeringDevice":"4751:CM55::0",`+ours)
	if c, ok := e.(wti.Established); err != nil || !ok || c.Calling.Number != "4750" {
		t.Errorf("our own call answered = %+v, %v, want us as the caller", e, err)
	}
}

// User-to-user data leaves in the dialect's form and comes back as the same
// text (protocol notes §7.1, §12.2).
func TestUserDataInEveryEncoding(t *testing.T) {
	const text = "ORDER=7;ÜBER"
	for encoding, want := range map[string]string{"hex": "4F524445523D373BC39C424552", "base64": "T1JERVI9NzvDnEJFUg==", "text": text} {
		inBubble(t, func(o *wti.Options) { o.Dialect.BinaryEncoding, o.AgentID = encoding, "" }, nil, func(t *testing.T, a *aes, c *wti.Client, k *sink) {
			var sent any
			a.when("MakeCall", func(r request) any {
				sent = r.get("userData", "string")
				return object{"callingDevice": object{"callID": "880", "deviceID": ownDevice}}
			})
			if _, err := c.MakeCall(t.Context(), "5550107", wti.CallOptions{UserData: text}); err != nil || sent != want {
				t.Errorf("%s: sent %v, %v, want %q", encoding, sent, err, want)
			}
			p := offered()
			p["userData"] = object{"string": sent}
			a.emit("DeliveredEvent", p)
			pass(1)
			if e := lastOf[wti.Delivered](t, k); e.UserData != text {
				t.Errorf("%s: received %q, want %q", encoding, e.UserData, text)
			}
		})
	}
}
