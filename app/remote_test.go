package app_test

import (
	"context"
	"encoding/json"
	"net/netip"
	"testing"
	"testing/synctest"
	"time"

	"offhook/app/control"
	"offhook/wti"
)

// ask sends a command as the command line does and returns its response.
func (d *desk) ask(req control.Request) control.Response {
	d.t.Helper()
	var got control.Response
	d.app.Handle(context.Background(), req, func(r control.Response) bool { got = r; return false })
	return got
}

func TestStatusIsTheContract(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.signIn()
		d.emit(wti.ConnectionChanged{Link: wti.LinkConnected, Server: "wss://aes.example/x"},
			wti.AgentChanged{Agent: wti.Agent{ID: "2001", Mode: wti.AgentAutoIn, OnCall: true, Pending: wti.AgentAux, PendingReason: 2}, By: wti.BySystem},
			offered, wti.MediaStarted{RTP: netip.MustParseAddrPort("127.0.0.1:2050"), Codec: "g711U"}, answered)
		r := d.ask(control.Request{Command: "status"})
		got, err := json.Marshal(r.Status)
		if err != nil {
			t.Fatal(err)
		}
		since := time.Now().UTC().Format(time.RFC3339Nano)
		want := `{"signedIn":true,"connection":"connected","extension":"4750",` +
			`"agent":{"id":"2001","state":"autoIn","pending":"aux","reason":null,"since":"` + since + `","changedBy":"system"},` +
			`"calls":[{"id":"871","ucid":"00001008711428242051","direction":"in","state":"connected","remote":"15551234567","service":"Orders","since":"` + since + `","collected":"42"}],` +
			`"media":{"active":true,"codec":"g711U","muted":false,"packetsSent":0,"packetsReceived":0,"lost":0,"jitterMs":0,"mos":0}}`
		if string(got) != want {
			t.Errorf("status\n got %s\nwant %s", got, want)
		}
	})
}

func TestACommandReturnsWhenTheEventHasCome(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.signIn()
		d.emit(offered)
		answer := make(chan control.Response, 1)
		go func() { answer <- d.ask(control.Request{Command: "answer"}) }()
		synctest.Wait()
		select {
		case r := <-answer:
			t.Fatalf("answered with %+v before the call was established", r)
		default:
		}
		d.emit(answered)
		if r := <-answer; r.Code != control.OK {
			t.Errorf("response = %+v", r)
		}
	})
}

func TestCommandsThatCannotBeDoneSayWhy(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		if r := d.ask(control.Request{Command: "answer"}); r.Code != control.NotSignedIn {
			t.Errorf("signed out: %+v", r)
		}
		d.signIn()
		for name, c := range map[string]struct {
			req  control.Request
			want control.Code
		}{
			"nothing rings":    {control.Request{Command: "answer"}, control.Failed},
			"not a number":     {control.Request{Command: "dial", Text: "javascript:alert(1)"}, control.BadRequest},
			"no digits":        {control.Request{Command: "dtmf", Text: "12a"}, control.BadRequest},
			"unknown state":    {control.Request{Command: "state", Text: "coffee"}, control.BadRequest},
			"unknown command":  {control.Request{Command: "explode"}, control.BadRequest},
			"unknown mute arg": {control.Request{Command: "mute", Text: "maybe"}, control.BadRequest},
		} {
			if r := d.ask(c.req); r.Code != c.want {
				t.Errorf("%s: %+v, want code %s", name, r, c.want)
			}
		}
	})
}

func TestFollowersGetEachChangeOnce(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.signIn()
		ctx, cancel := context.WithCancel(t.Context())
		states := make(chan string, 16)
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			d.app.Handle(ctx, control.Request{Command: "status", Follow: true}, func(r control.Response) bool {
				s := "idle"
				if len(r.Status.Calls) > 0 {
					s = r.Status.Calls[0].State
				}
				states <- s
				return true
			})
		}()
		synctest.Wait()
		d.emit(offered)
		d.emit(answered)
		time.Sleep(5 * time.Second)
		cancel()
		<-ended
		close(states)
		var got []string
		for s := range states {
			got = append(got, s)
		}
		if len(got) != 3 || got[0] != "idle" || got[1] != "alerting" || got[2] != "connected" {
			t.Errorf("states = %v", got)
		}
	})
}
