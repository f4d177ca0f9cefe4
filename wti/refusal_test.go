package wti_test

import (
	"context"
	"crypto/x509"
	"errors"
	"net"
	"net/http/httptest"
	"testing"

	"offhook/wti"
)

func TestFailedSignInNamesStepAndCauseAndTheNextOneWorks(t *testing.T) {
	for name, c := range map[string]struct {
		op     string
		answer any
		step   wti.Step
		kind   wti.Kind
	}{
		"AES is full":             {"StartApplicationSession", refused{object{"errorCode": object{"definedError": "maxNumberSessions"}}}, wti.StepSession, wti.KindServerBusy},
		"session refused":         {"StartApplicationSession", refused{object{"errorCode": object{"definedError": "invalidApplicationInfo"}}}, wti.StepSession, wti.KindUnauthorized},
		"version":                 {"StartApplicationSession", refused{object{"errorCode": object{"definedError": "requestedProtocolVersionNotSupported"}}}, wti.StepSession, wti.KindVersion},
		"unknown extension":       {"GetDeviceId", refuse("operation", "invalidDeviceID"), wti.StepDevice, wti.KindWrongExtension},
		"device held":             {"GetDeviceId", refuse("systemResourceAvailibility", "resourceBusy"), wti.StepDevice, wti.KindDeviceBusy},
		"no monitor right":        {"MonitorStart", refuse("operation", "privilegeViolationSpecifiedDevice"), wti.StepMonitor, wti.KindNotPermitted},
		"no TSAPI licence":        {"MonitorStart", refuse("systemResourceAvailability", "resourceLimitExceeded"), wti.StepMonitor, wti.KindLicence},
		"monitor in words":        {"MonitorStart", refused{object{"error": "Unknown extension 4750"}}, wti.StepMonitor, wti.KindWrongExtension},
		"wrong station code":      {"RegisterTerminal", object{"code": "3", "reason": "Access Code invalid"}, wti.StepRegister, wti.KindWrongStationCode},
		"extension in use":        {"RegisterTerminal", object{"code": 5, "reason": "Extension in use"}, wti.StepRegister, wti.KindExtensionInUse},
		"extension in use, caps":  {"RegisterTerminal", object{"code": 5, "reason": "EXTENSION_IN_USE"}, wti.StepRegister, wti.KindExtensionInUse},
		"not a softphone":         {"RegisterTerminal", object{"code": "7", "reason": "Station is not softphone enabled"}, wti.StepRegister, wti.KindNotSoftphone},
		"no DMCC licence":         {"RegisterTerminal", object{"code": "8", "reason": "no license available"}, wti.StepRegister, wti.KindLicence},
		"code 403 is no status":   {"RegisterTerminal", object{"code": "403", "reason": "securityDenial"}, wti.StepRegister, wti.KindWrongStationCode},
		"wrong agent":             {"SetAgentState", refuse("operation", "invalidAgentIdentifier"), wti.StepAgent, wti.KindWrongAgentID},
		"wrong agent password":    {"SetAgentState", refuse("operation", "invalidAgentPassword"), wti.StepAgent, wti.KindWrongAgentPassword},
		"agent password in words": {"SetAgentState", refused{object{"error": object{"message": "Invalid agent password"}}}, wti.StepAgent, wti.KindWrongAgentPassword},
		"nine categories alone":   {"SetAgentState", refused{object{"operation": "invalidAgentPassword"}}, wti.StepAgent, wti.KindWrongAgentPassword},
		"agent elsewhere":         {"SetAgentState", refuse("systemResourceAvailibility", "resourceBusy"), wti.StepAgent, wti.KindAgentElsewhere},
		"reason required":         {"SetAgentState", refuse("operation", "valueOutOfRange"), wti.StepAgent, wti.KindReasonRequired},
	} {
		t.Run(name, func(t *testing.T) {
			a := newAES(t, wireForm{})
			a.when(c.op, func(request) any { return c.answer })
			client := newClient(t, options(a))
			err := client.SignIn(t.Context())
			step, ok := errors.AsType[*wti.StepError](err)
			if !ok || step.Step != c.step || wti.KindOf(err) != c.kind {
				t.Fatalf("SignIn = %#v, kind %d; want step %d, kind %d", err, wti.KindOf(err), c.step, c.kind)
			}
			e := nextWhere(t, client, func(e wti.StepChanged) bool { return e.State == wti.StepFailed })
			if e.Step != c.step || e.Err == nil {
				t.Errorf("reported %+v, want step %d failed", e, c.step)
			}
			released := a.count("StopApplicationSession")
			if want := 1; c.step > wti.StepSession && released != want {
				t.Errorf("session given back %d times, want %d: %v", released, want, a.ops())
			}
			if c.step > wti.StepRegister && a.count("UnregisterTerminal") != 1 {
				t.Errorf("phone not given back: %v", a.ops())
			}
			a.when(c.op, nil)
			if err := newClient(t, options(a)).SignIn(t.Context()); err != nil {
				t.Errorf("next SignIn on a new client: %v", err)
			}
			if err := client.SignIn(t.Context()); err != nil {
				t.Errorf("next SignIn on the same client: %v", err)
			}
		})
	}
}

func TestConnectErrorsByHTTPStatus(t *testing.T) {
	for status, kind := range map[int]wti.Kind{
		401: wti.KindUnauthorized, 403: wti.KindForbidden, 404: wti.KindNoWTI, 503: wti.KindServerBusy, 200: wti.KindNoWTI,
	} {
		a := newAES(t, wireForm{})
		a.set(func() { a.status = status })
		err := newClient(t, options(a)).SignIn(t.Context())
		e, ok := errors.AsType[*wti.ConnectError](err)
		if !ok || e.Kind != kind || e.Status != status || e.Server != a.url {
			t.Errorf("HTTP %d: SignIn = %#v, want kind %d", status, err, kind)
		}
		if (status == 401) != errors.Is(err, wti.ErrUnauthorized) {
			t.Errorf("HTTP %d: is ErrUnauthorized = %v", status, status != 401)
		}
	}
}

func TestWrongCTIPasswordIsUnauthorizedAtConnect(t *testing.T) {
	a := newAES(t, wireForm{})
	o := options(a)
	o.CTIPassword = "wrong-secret"
	err := newClient(t, o).SignIn(t.Context())
	step, _ := errors.AsType[*wti.StepError](err)
	if step == nil || step.Step != wti.StepConnect || wti.KindOf(err) != wti.KindUnauthorized {
		t.Errorf("SignIn = %v, want unauthorized at connect", err)
	}
}

func TestServerDownIsUnreachable(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	o := options(&aes{url: "ws://" + ln.Addr().String()})
	_ = ln.Close()
	if err := newClient(t, o).SignIn(t.Context()); wti.KindOf(err) != wti.KindUnreachable {
		t.Errorf("SignIn = %v, want unreachable", err)
	}
}

func TestUnencryptedServerNeedsPermission(t *testing.T) {
	a := newAES(t, wireForm{})
	o := options(a)
	o.AllowInsecure = false
	err := newClient(t, o).SignIn(t.Context())
	if wti.KindOf(err) != wti.KindInsecure || a.upgraded() != 0 {
		t.Errorf("SignIn = %v after %d connections, want a refusal without any", err, a.upgraded())
	}
}

func TestCertificateErrorsAreToldApart(t *testing.T) {
	a := newAES(t, wireForm{})
	srv := httptest.NewTLSServer(a.http.Handler)
	t.Cleanup(srv.Close)
	host, port, _ := net.SplitHostPort(srv.Listener.Addr().String())
	pool := x509.NewCertPool()
	pool.AddCert(srv.Certificate())
	for name, c := range map[string]struct {
		server string
		pool   *x509.CertPool
		kind   wti.Kind
	}{
		"unknown authority": {"wss://" + net.JoinHostPort(host, port), x509.NewCertPool(), wti.KindNotTrusted},
		"wrong name":        {"wss://" + net.JoinHostPort("localhost", port), pool, wti.KindWrongName},
		"good":              {net.JoinHostPort(host, port), pool, wti.KindOther},
	} {
		o := options(&aes{url: c.server})
		o.RootCAs, o.AllowInsecure = c.pool, false
		client := newClient(t, o)
		err := client.SignIn(t.Context())
		if c.kind == wti.KindOther {
			if err != nil {
				t.Errorf("%s: SignIn = %v", name, err)
			}
			if err := client.SignOut(t.Context(), 0); err != nil {
				t.Errorf("%s: SignOut = %v", name, err)
			}
			continue
		}
		if wti.KindOf(err) != c.kind {
			t.Errorf("%s: SignIn = %v, kind %d, want %d", name, err, wti.KindOf(err), c.kind)
		}
	}
}

func TestServersAreTriedInOrderUntilOneTakesUs(t *testing.T) {
	down, busy, good := newAES(t, wireForm{}), newAES(t, wireForm{}), newAES(t, wireForm{})
	down.set(func() { down.status = 503 })
	busy.when("StartApplicationSession", func(request) any {
		return refused{object{"errorCode": object{"definedError": "serverResourcesBusy"}}}
	})
	o := options(good)
	o.Servers = []string{down.url, busy.url, good.url}
	c := newClient(t, o)
	if err := c.SignIn(t.Context()); err != nil {
		t.Fatal(err)
	}
	if e := next[wti.ConnectionChanged](t, c); e.Server != good.url {
		t.Errorf("connected to %s, want %s", e.Server, good.url)
	}
	bad := newAES(t, wireForm{})
	bad.set(func() { bad.status = 401 })
	unused := newAES(t, wireForm{})
	o.Servers = []string{bad.url, unused.url}
	if err := newClient(t, o).SignIn(t.Context()); !errors.Is(err, wti.ErrUnauthorized) || unused.upgraded() != 0 {
		t.Errorf("SignIn = %v with %d more tries, want to stop at refused credentials", err, unused.upgraded())
	}
}

func TestDoubtfulRegistrationIsDecidedByItsState(t *testing.T) {
	for name, answer := range map[string]any{
		"code 0":       object{"code": "0", "reason": "NORMAL_REGISTER"},
		"another code": object{"code": "17", "reason": "multi-session"},
		"no code":      object{"device": ownDevice},
	} {
		a := newAES(t, wireForm{})
		a.set(func() { a.regState = "REGISTERED" })
		a.when("RegisterTerminal", func(request) any { return answer })
		if err := newClient(t, options(a)).SignIn(t.Context()); err != nil {
			t.Errorf("%s: SignIn = %v", name, err)
		}
	}
	a := newAES(t, wireForm{})
	a.when("RegisterTerminal", func(request) any { return object{"code": "17", "reason": "something else"} })
	if err := newClient(t, options(a)).SignIn(t.Context()); err == nil {
		t.Error("SignIn succeeded with code 17 and state IDLE")
	}
	if n := a.count("RegisterTerminalRequest"); n != 0 {
		t.Errorf("a command that the server knows was sent under another name %d times", n)
	}
}

func TestAlreadyInThatModeIsSuccess(t *testing.T) {
	a := newAES(t, wireForm{})
	c := signIn(t, a, nil)
	a.when("SetAgentState", func(request) any { return refuse("stateIncompatibility", "invalidObjectState") })
	if err := c.SetAgent(t.Context(), wti.AgentAux, 0); err != nil {
		t.Errorf("SetAgent(AUX) in AUX = %v", err)
	}
	if err := c.SetAgent(t.Context(), wti.AgentAutoIn, 0); wti.KindOf(err) != wti.KindAgentState {
		t.Errorf("SetAgent(auto-in) in AUX = %v, want the refusal", err)
	}
}

func TestAgentLoggedInHereAlreadyIsTakenOver(t *testing.T) {
	a := newAES(t, wireForm{})
	a.set(func() { a.mode = "manualIn" })
	a.when("SetAgentState", func(r request) any {
		if r.payload["requestedAgentState"] == "loggedOn" {
			return refuse("stateIncompatibility", "generic")
		}
		return nil
	})
	c := signIn(t, a, nil)
	nextWhere(t, c, func(e wti.AgentChanged) bool { return e.Agent.Mode == wti.AgentAux })
}

func TestLogoutGoesThroughAUXWhenTheServerWantsThat(t *testing.T) {
	a := newAES(t, wireForm{})
	c := signIn(t, a, func(o *wti.Options) { o.InitialMode = wti.AgentAutoIn })
	a.when("SetAgentState", func(r request) any {
		a.mu.Lock()
		defer a.mu.Unlock()
		if r.payload["requestedAgentState"] == "loggedOff" && a.mode != "auxWork" {
			return refuse("operation", "invalidAgentState")
		}
		return nil
	})
	if err := c.SignOut(t.Context(), 0); err != nil {
		t.Fatal(err)
	}
	nextWhere(t, c, func(e wti.AgentChanged) bool { return e.Agent.Mode == wti.AgentLoggedOut })
}

func TestRefusedLogoutStaysSignedIn(t *testing.T) {
	a := newAES(t, wireForm{})
	c := signIn(t, a, nil)
	a.when("SetAgentState", func(request) any { return refuse("operation", "valueOutOfRange") })
	if err := c.SignOut(t.Context(), 0); wti.KindOf(err) != wti.KindReasonRequired {
		t.Fatalf("SignOut = %v, want a reason required", err)
	}
	if err := c.Hold(t.Context(), wti.Connection{Call: "1"}); err != nil {
		t.Errorf("Hold after a refused logout: %v", err)
	}
	a.when("SetAgentState", nil)
	if err := c.SignOut(t.Context(), 4); err != nil {
		t.Errorf("SignOut with a reason: %v", err)
	}
}

func TestCallRefusalsAreClassified(t *testing.T) {
	a := newAES(t, wireForm{})
	c := signIn(t, a, nil)
	call := wti.Connection{Call: "871", Device: ownDevice}
	for _, r := range []struct {
		category, code string
		kind           wti.Kind
	}{
		{"operation", "invalidCallID", wti.KindCallGone},
		{"stateIncompatibility", "noCallToAnswer", wti.KindCallGone},
		{"stateIncompatibility", "invalidObjectState", wti.KindNotNow},
		{"operation", "invalidDestination", wti.KindWrongNumber},
		{"operation", "invalidCalledDeviceID", wti.KindWrongNumber},
		{"systemResourceAvailibility", "networkBusy", wti.KindNoTrunk},
		{"operation", "securityViolation", wti.KindNotPermitted},
		{"operation", "invalidFeature", wti.KindNotSupported},
		{"performanceManagement", "performanceLimitExceeded", wti.KindServerBusy},
		{"unspecified", "", wti.KindOther},
	} {
		a.when("AnswerCall", func(request) any { return refuse(r.category, r.code) })
		a.when("AnswerCallRequest", func(request) any { return refuse(r.category, r.code) })
		err := c.Answer(context.Background(), call)
		e, ok := errors.AsType[*wti.Error](err)
		if !ok || e.Kind != r.kind || e.Category != r.category || e.Code != r.code || e.Op != "AnswerCall" {
			t.Errorf("%s.%s: Answer = %#v, want kind %d", r.category, r.code, err, r.kind)
		}
	}
}
