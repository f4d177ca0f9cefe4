package wti_test

import (
	"maps"
	"strconv"
	"sync"
	"testing"
	"time"

	"offhook/wti"
)

func TestCallsAppearAndEndWithoutAnyCallEvent(t *testing.T) {
	inBubble(t, nil, nil, func(t *testing.T, a *aes, c *wti.Client, k *sink) {
		a.when("SnapshotCall", func(request) any {
			return object{"crossRefIDorSnapshotData": object{"snapshotData": object{"snapshotCallResponseInfo": []any{
				object{"deviceOnCall": object{"deviceIdentifier": ownDevice}, "localConnectionInfo": "alerting"},
				object{"deviceOnCall": object{"deviceIdentifier": "15551234567:::0"}, "localConnectionInfo": "connected"},
			}}}}
		})
		pass(time.Minute)
		show := func(calls ...object) {
			a.set(func() { a.calls = calls })
			pass(5 * time.Second)
		}
		show(snapshotEntry("871", "alerting", "connected"))
		d := of[wti.Delivered](k)
		if len(d) != 1 || !d[0].Own || d[0].Connection != (wti.Connection{Call: "871", Device: ownDevice}) || d[0].Caller().Number != "15551234567" {
			t.Fatalf("delivered = %+v, want the ringing call once, with its caller", d)
		}
		show(snapshotEntry("871", "connected", "connected"))
		if e := of[wti.Established](k); len(e) != 1 || !e[0].Own {
			t.Errorf("established = %+v, want once, answered by us", e)
		}
		show(snapshotEntry("871", "hold", "connected"))
		if e := of[wti.Held](k); len(e) != 1 || !e[0].Own {
			t.Errorf("held = %+v, want once, by us", e)
		}
		show(snapshotEntry("871", "connected", "connected"))
		if e := of[wti.Retrieved](k); len(e) != 1 || !e[0].Own {
			t.Errorf("retrieved = %+v, want once, by us", e)
		}
		show()
		if e := of[wti.ConnectionCleared](k); len(e) != 1 || !e[0].Own || e[0].Connection.Call != "871" {
			t.Errorf("cleared = %+v, want once, ours", e)
		}
		pass(time.Minute)
		if n := len(of[wti.Delivered](k)) + len(of[wti.ConnectionCleared](k)); n != 2 {
			t.Errorf("%d events for one call, want 2", n)
		}
	})
}

func TestOwnCallIsFollowedWithoutAnyCallEvent(t *testing.T) {
	inBubble(t, nil, nil, func(t *testing.T, a *aes, c *wti.Client, k *sink) {
		entry := snapshotEntry("900", "", "")
		entry["localCallState"] = object{"simpleCallState": "callDelivered"}
		a.set(func() { a.calls = []object{entry} })
		if made, err := c.MakeCall(t.Context(), "4751", wti.CallOptions{}); err != nil || made.Call != "900" {
			t.Fatalf("MakeCall = %+v, %v", made, err)
		}
		pass(3 * time.Second)
		if e := of[wti.Originated](k); len(e) != 1 || e[0].Connection.Call != "900" {
			t.Errorf("originated = %+v, want once", e)
		}
		if e := of[wti.Established](k); len(e) != 0 {
			t.Errorf("established = %+v while the far end rings", e)
		}
		a.set(func() { a.calls = []object{snapshotEntry("900", "connected", "connected")} })
		pass(5 * time.Second)
		if e := of[wti.Established](k); len(e) != 1 || e[0].Own {
			t.Errorf("established = %+v, want once, by the far end", e)
		}
	})
}

// A server may know nothing of snapshots and yet answer. Calls known by events
// must survive that.
func TestCallsByEventsSurviveServersWithoutSnapshots(t *testing.T) {
	for name, answer := range map[string]any{
		"empty payload":    object{},
		"empty list":       object{"crossRefIDorSnapshotData": object{"snapshotData": []any{}}},
		"refusal":          refuse("operation", "serviceNotSupported"),
		"generic refusal":  refuse("operation", "generic"),
		"silence":          silent{},
		"unrelated answer": object{"result": "ok"},
	} {
		inBubble(t, nil, func(a *aes) {
			a.when("SnapshotDevice", func(request) any { return answer })
		}, func(t *testing.T, a *aes, c *wti.Client, k *sink) {
			a.emit("DeliveredEvent", offered())
			a.emit("EstablishedEvent", answered())
			pass(10 * time.Minute)
			if e := of[wti.ConnectionCleared](k); len(e) != 0 {
				t.Errorf("%s: call was ended: %+v", name, e)
			}
			if n := len(of[wti.ConnectionChanged](k)); n != 1 {
				t.Errorf("%s: connection changed %d times", name, n)
			}
			a.emit("ConnectionClearedEvent", cleared(ownDevice, "null"))
			pass(time.Second)
			if e := of[wti.ConnectionCleared](k); len(e) != 1 {
				t.Errorf("%s: cleared = %+v, want once", name, e)
			}
		})
	}
}

func TestLostEndOfACallIsNoticed(t *testing.T) {
	inBubble(t, nil, nil, func(t *testing.T, a *aes, c *wti.Client, k *sink) {
		a.set(func() { a.calls = []object{snapshotEntry("871", "connected", "connected")} })
		a.emit("DeliveredEvent", offered())
		a.emit("EstablishedEvent", answered())
		pass(time.Minute)
		a.set(func() { a.calls = nil }) // and no event
		pass(time.Minute)
		if e := of[wti.ConnectionCleared](k); len(e) != 1 || e[0].Connection.Call != "871" {
			t.Errorf("cleared = %+v, want the call ended by snapshot", e)
		}
	})
}

// Where no snapshot ever listed a call, an empty one proves nothing by itself;
// that the switch does not know the call, or has it elsewhere, does.
func TestLostEndOfTheFirstCallIsNoticed(t *testing.T) {
	elsewhere := object{"crossRefIDorSnapshotData": object{"snapshotData": []any{object{
		"deviceOnCall":   object{"deviceIdentifier": "4751:CM1:0.0.0.0:0"},
		"callIdentifier": object{"callID": "871", "deviceID": "4751:CM1:0.0.0.0:0"}, "localConnectionInfo": "alerting",
	}}}}
	for name, answer := range map[string]any{
		"unknown": refuse("operation", "invalidCallID"), "at another station": elsewhere,
	} {
		inBubble(t, nil, func(a *aes) {
			a.when("SnapshotCall", func(request) any { return answer })
		}, func(t *testing.T, a *aes, c *wti.Client, k *sink) {
			a.emit("DeliveredEvent", offered()) // and then it is gone without a word
			pass(time.Minute)
			if e := of[wti.ConnectionCleared](k); len(e) != 1 || e[0].Connection.Call != "871" {
				t.Errorf("%s: cleared = %+v, want the call ended", name, e)
			}
		})
	}
}

// filtering makes a server that sends events to those monitors only whose filter
// lets them pass. It returns how to send one.
func filtering(a *aes, sends func(r request) bool, oneOnly bool) func(name string, payload object) {
	var mu sync.Mutex
	open := map[string]bool{}
	next := 100
	a.when("MonitorStart", func(r request) any {
		mu.Lock()
		defer mu.Unlock()
		if next++; oneOnly {
			next = 101
		}
		ref := strconv.Itoa(next)
		open[ref] = sends(r)
		return object{"monitorCrossRefID": ref}
	})
	a.when("MonitorStop", func(r request) any {
		mu.Lock()
		defer mu.Unlock()
		delete(open, r.payload["monitorCrossRefID"].(string))
		return object{}
	})
	return func(name string, payload object) {
		mu.Lock()
		defer mu.Unlock()
		for ref, pass := range open {
			if pass {
				p := maps.Clone(payload)
				p["monitorCrossRefID"] = ref
				a.emit(name, p)
			}
		}
	}
}

func TestFilterSenseIsFoundBeforeTheFirstCallIsAnswered(t *testing.T) {
	inverted := func(r request) bool {
		return r.get("extensions", "privateData", "private", "AvayaEvents", "invertFilter") == true
	}
	bits := func(r request) bool { return r.get("requestedMonitorFilter", "callcontrol", "delivered") == true }
	for name, c := range map[string]struct {
		sends   func(r request) bool
		oneOnly bool
	}{
		"true suppresses, invertFilter unknown": {func(r request) bool { return !bits(r) && r.payload["extensions"] == nil }, false},
		"true sends, invertFilter turns it":     {func(r request) bool { return bits(r) && !inverted(r) }, false},
		"as the notes have it":                  {func(r request) bool { return bits(r) == inverted(r) && bits(r) }, false},
		"one monitor, invertFilter turns":       {func(r request) bool { return bits(r) && !inverted(r) }, true},
	} {
		t.Run(name, func(t *testing.T) {
			var send func(string, object)
			inBubble(t, nil, func(a *aes) { send = filtering(a, c.sends, c.oneOnly) }, func(t *testing.T, a *aes, client *wti.Client, k *sink) {
				pass(time.Minute)
				send("DeliveredEvent", offered())
				a.set(func() { a.calls = []object{snapshotEntry("871", "alerting", "connected")} })
				pass(5 * time.Second)
				if n := len(of[wti.Delivered](k)); n != 1 {
					t.Fatalf("%d calls offered, want one", n)
				}
				a.when("AnswerCall", func(request) any {
					a.set(func() { a.calls = []object{snapshotEntry("871", "connected", "connected")} })
					send("MediaStartEvent", mediaStart())
					send("EstablishedEvent", answered())
					return nil
				})
				if err := client.Answer(t.Context(), of[wti.Delivered](k)[0].Connection); err != nil {
					t.Fatal(err)
				}
				pass(10 * time.Second)
				if m, e := of[wti.MediaStarted](k), of[wti.Established](k); len(m) != 1 || len(e) != 1 {
					t.Errorf("media started %d times, established %d times, want once", len(m), len(e))
				}
				if d := a.count("MonitorStart") - a.count("MonitorStop"); d != 1 && !c.oneOnly {
					t.Errorf("%d monitors are open, want one", d)
				}
			})
		})
	}
}

func TestEventsNotAskedForShowTheFilterSenseBeforeAnyCall(t *testing.T) {
	var send func(string, object)
	suppressing := func(r request) bool {
		f, _ := r.get("requestedMonitorFilter").(object)
		return len(f) == 0
	}
	inBubble(t, nil, func(a *aes) { send = filtering(a, suppressing, false) }, func(t *testing.T, a *aes, c *wti.Client, k *sink) {
		a.emit("EndpointRegisteredEvent", object{"monitorCrossRefID": "101", "device": ownDevice})
		pass(time.Second)
		send("DeliveredEvent", offered())
		pass(time.Second)
		if n := len(of[wti.Delivered](k)); n != 1 {
			t.Errorf("%d calls offered, want one", n)
		}
	})
}

func TestMonitorStaysWhileEventsCome(t *testing.T) {
	inBubble(t, nil, nil, func(t *testing.T, a *aes, c *wti.Client, k *sink) {
		pass(20 * time.Second)
		a.emit("LampModeEvent", object{"lamp": "263", "lampMode": 2})
		a.set(func() { a.calls = []object{snapshotEntry("871", "alerting", "connected")} })
		pass(10 * time.Second)
		if n := a.count("MonitorStart"); n != 1 {
			t.Errorf("monitor changed although events come: %d starts", n)
		}
	})
}

func TestRefreshReportsEverything(t *testing.T) {
	inBubble(t, nil, nil, func(t *testing.T, a *aes, c *wti.Client, k *sink) {
		a.set(func() { a.calls = []object{snapshotEntry("5", "hold", "connected")} })
		if err := c.Refresh(t.Context()); err != nil {
			t.Fatal(err)
		}
		pass(time.Millisecond)
		r := lastOf[wti.Resynced](t, k)
		if len(r.Calls) != 1 || r.Calls[0].State != wti.StateHeld || r.Agent.Mode != wti.AgentAux || !r.Registered || !r.MediaKept {
			t.Errorf("resynced = %+v", r)
		}
	})
}

// A snapshot that an event overtook is from before it: it is asked for again, and
// where events come faster than answers they are believed.
func TestASnapshotThatAnEventOvertookIsNotTheTruth(t *testing.T) {
	for name, overtaken := range map[string]int{"once": 1, "each time": 1000} {
		t.Run(name, func(t *testing.T) {
			asked := 0
			event := func(a *aes, name, connection string) {
				a.emit(name, object{
					"monitorCrossRefID": "101", connection: object{"callID": "900", "deviceID": "4751:CM55::0"},
					"alertingDevice": "4751:CM55::0", "answeringDevice": "4751:CM55::0",
					"callingDevice": object{"deviceIdentifier": ownDevice}, "calledDevice": object{"deviceIdentifier": "4751:CM55::0"},
					"localConnectionInfo": "connected",
				})
			}
			inBubble(t, nil, func(a *aes) {
				a.when("SnapshotDevice", func(request) any {
					states := []string{"connected", "connected"}
					if asked++; asked <= overtaken {
						states[1] = "alerting"
						event(a, "EstablishedEvent", "establishedConnection")
					}
					return object{"crossRefIDorSnapshotData": object{"snapshotData": []any{object{
						"connectionIdentifier": object{"callID": "900", "deviceID": ownDevice},
						"endpointDevice":       object{"deviceIdentifier": ownDevice},
						"localCallState":       object{"compoundCallState": states},
					}}}}
				})
			}, func(t *testing.T, a *aes, c *wti.Client, k *sink) {
				event(a, "DeliveredEvent", "connection")
				asked = 0
				if err := c.Refresh(t.Context()); err != nil {
					t.Fatal(err)
				}
				pass(time.Millisecond)
				r := lastOf[wti.Resynced](t, k)
				if len(r.Calls) != 1 || r.Calls[0].RemoteState != wti.StateConnected {
					t.Errorf("after %d snapshots the calls are %+v, want one that was answered", asked, r.Calls)
				}
				if want := min(overtaken+1, 3); asked != want {
					t.Errorf("%d snapshots, want %d", asked, want)
				}
			})
		})
	}
}
