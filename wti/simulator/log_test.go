package simulator_test

import (
	"log/slog"
	"strings"
	"testing"

	"offhook/internal/testdesk"
	"offhook/wti/simulator"
)

func TestLogTellsTheStoryWithoutSecretsAndNumbers(t *testing.T) {
	sc := quick()
	sc.Users[0].Password = "ctisecret"
	var log testdesk.Log
	s := start(t, simulator.Options{Scenario: sc, Logger: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))})
	p := dial(t, s, basic("demo", "ctisecret"))
	p.start("60")
	p.station("4750")
	wrong := p.registration(0, true)
	member(wrong, "loginInfo")["password"] = "777888"
	p.must("RegisterTerminal", wrong)
	p.register(0)
	p.refused("SetAgentState", object{"device": p.device, "requestedAgentState": "loggedOn", "agentID": "2001", "password": "39393939"},
		"operation", "invalidAgentPassword")
	p.logIn("2001", "autoIn")
	call := ring(t, s, p)
	p.must("AnswerCall", object{"callToBeAnswered": p.connection(call)})
	call.Hangup()
	p.event("AgentReadyEvent")
	p.call(s, "915557654321")
	text := log.String()
	for _, secret := range []string{"ctisecret", "777888", "123456", "39393939", "9999", "31323334", p.token, "5557654321", "15550001"} {
		if strings.Contains(text, secret) {
			t.Errorf("the log contains %q", secret)
		}
	}
	for _, line := range []string{"session started", "agent logged in", "caller arrives", "call rings at an agent", "call answered", "call made"} {
		if !strings.Contains(text, line) {
			t.Errorf("the log does not tell: %s", line)
		}
	}
}
