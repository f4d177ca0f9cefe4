package wti_test

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"offhook/wti"
)

// restLog is a REST twin that takes one form of body.
type restLog struct {
	mu       sync.Mutex // guards seen
	seen     []string   // op, authorization and body
	envelope bool
	answer   string
}

func (l *restLog) serve(op, authorization, body string) (int, string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.seen = append(l.seen, op+" "+authorization+" "+body)
	if strings.Contains(body, `"header"`) != l.envelope {
		return 400, "bad request"
	}
	return 200, l.answer
}

func (l *restLog) all() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.seen)
}

func TestKeepAliveGoesByRESTWhenTheSocketDoesNotDoIt(t *testing.T) {
	for name, l := range map[string]*restLog{
		"bare payload": {answer: `{"actualSessionDuration":90}`},
		"envelope":     {answer: `{"header":{"headerType":"response","response":"ResetApplicationSessionTimer"},"payload":"{\"actualSessionDuration\":\"90\"}"}`, envelope: true},
	} {
		inBubble(t, nil, func(a *aes) {
			a.rest = l.serve
			a.when("ResetApplicationSessionTimer", func(request) any { return refuse("operation", "generic") })
		}, func(t *testing.T, a *aes, c *wti.Client, k *sink) {
			pass(56 * time.Second)
			seen := l.all()
			if len(seen) == 0 || !strings.HasPrefix(seen[0], `ResetApplicationSessionTimer Bearer tok-1 {"sessionID":"469421A9-0"`) {
				t.Fatalf("%s: REST requests %q", name, seen)
			}
			pass(31 * time.Second) // a third of what the answer said
			if n := len(l.all()) - len(seen); n != 1 {
				t.Errorf("%s: %d more keep-alives after a third of the session, want one in the form that worked", name, n)
			}
			pass(10 * time.Minute)
			if n := len(of[wti.ConnectionChanged](k)); n != 1 {
				t.Errorf("%s: connection changed %d times", name, n)
			}
		})
	}
}

func TestRESTKeepAliveSettings(t *testing.T) {
	l := &restLog{answer: `{"actualSessionDuration":180}`}
	inBubble(t, func(o *wti.Options) { o.Dialect.RESTKeepAlive = "always" }, func(a *aes) { a.rest = l.serve },
		func(t *testing.T, a *aes, c *wti.Client, k *sink) {
			pass(2 * time.Minute)
			if n := a.count("ResetApplicationSessionTimer"); n != 0 || len(l.all()) != 2 {
				t.Errorf("always: %d keep-alives on the socket and %d by REST", n, len(l.all()))
			}
		})
	l = &restLog{answer: `{}`}
	inBubble(t, func(o *wti.Options) { o.Dialect.RESTKeepAlive = "off" }, func(a *aes) {
		a.rest = l.serve
		a.when("ResetApplicationSessionTimer", func(request) any { return refuse("operation", "generic") })
	}, func(t *testing.T, a *aes, c *wti.Client, k *sink) {
		pass(3 * time.Minute)
		if n := len(l.all()); n != 0 {
			t.Errorf("off: %d keep-alives by REST", n)
		}
	})
}

func TestSessionStartsByRESTWhenTheSocketWantsTheTokenFirst(t *testing.T) {
	for setting, starts := range map[string]int{"": 1, "rest": 0} {
		l := &restLog{answer: `{"token":"tok-rest","sessionID":"R-0","actualSessionDuration":180}`}
		inBubble(t, func(o *wti.Options) { o.Dialect.SessionStart = setting }, func(a *aes) {
			a.rest, a.bearer = l.serve, true
			a.when("StartApplicationSession", func(request) any { return refused{object{"status": 401, "error": "Unauthorized"}} })
		}, func(t *testing.T, a *aes, c *wti.Client, k *sink) {
			seen := l.all()
			if len(seen) != 1 || !strings.HasPrefix(seen[0], `StartApplicationSession Basic `) {
				t.Fatalf("setting %q: REST requests %q", setting, seen)
			}
			if n := a.count("StartApplicationSession"); n != starts {
				t.Errorf("setting %q: %d session starts on the socket, want %d", setting, n, starts)
			}
			a.set(func() {
				if h := a.upgrades[len(a.upgrades)-1].Get("Authorization"); h != "Bearer tok-rest" {
					t.Errorf("setting %q: last upgrade with %q", setting, h)
				}
			})
			if err := c.SignOut(t.Context(), 0); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestPasswordThatRESTRefusesIsNotTriedAgain(t *testing.T) {
	a := newAES(t, wireForm{})
	tries := 0
	a.rest = func(_, authorization, _ string) (int, string) { tries++; return 401, "" }
	o := options(a)
	o.Dialect.SessionStart = "rest"
	err := newClient(t, o).SignIn(t.Context())
	if wti.KindOf(err) != wti.KindUnauthorized || tries != 1 {
		t.Errorf("SignIn = %v after %d tries, want unauthorized after one", err, tries)
	}
	var step *wti.StepError
	if !errors.As(err, &step) || step.Step != wti.StepSession {
		t.Errorf("failed at %v, want the session step", err)
	}
}

// A session's token can expire before the socket is opened with it, and the 401
// says nothing about the password, which was taken a moment ago.
func TestATokenThatIsNotTakenIsReplacedAndNotThePasswordsFault(t *testing.T) {
	for name, taken := range map[string]bool{"the second is taken": true, "none is": false} {
		t.Run(name, func(t *testing.T) {
			a := newAES(t, wireForm{})
			starts := 0
			a.bearer = true
			a.rest = func(op, _, _ string) (int, string) {
				starts++
				if taken && starts == 2 {
					return 200, `{"token":"tok-rest","sessionID":"R-0","actualSessionDuration":180}`
				}
				return 200, `{"token":"expired","sessionID":"R-0","actualSessionDuration":180}`
			}
			o := options(a)
			o.Dialect.SessionStart = "rest"
			err := newClient(t, o).SignIn(t.Context())
			if (err == nil) != taken || starts != 2 {
				t.Errorf("SignIn = %v after %d session starts, want two", err, starts)
			}
			if errors.Is(err, wti.ErrUnauthorized) || wti.KindOf(err) == wti.KindUnauthorized {
				t.Errorf("%v blames the password", err)
			}
		})
	}
}
