package wti_test

import (
	"testing"
	"time"

	"offhook/wti"
)

// agentEvent is an agent event of our agent.
func agentEvent(members object, private string, data object) object {
	p := object{"monitorCrossRefID": "101", "agentDevice": object{"deviceIdentifier": ownDevice}, "agentID": "2001"}
	for k, v := range members {
		p[k] = v
	}
	if private != "" {
		p["extensions"] = priv(private, data)
	}
	return p
}

// The server cannot be polled here, so only the events tell.
func TestAgentEventsChangeTheState(t *testing.T) {
	inBubble(t, func(o *wti.Options) { o.InitialMode = wti.AgentManualIn }, nil, func(t *testing.T, a *aes, c *wti.Client, k *sink) {
		a.when("GetAgentState", func(request) any { return refuse("operation", "serviceNotSupported") })
		for _, step := range []struct {
			event   string
			payload object
			want    wti.Agent
		}{
			{"AgentBusyEvent", agentEvent(nil, "", nil), wti.Agent{Mode: wti.AgentManualIn, OnCall: true}},
			{"AgentBusyEvent", agentEvent(object{"pendingAgentState": "agentNotReady"}, "AgentBusyEventPrivateData", object{"pendingReasonCode": 5}),
				wti.Agent{Mode: wti.AgentManualIn, OnCall: true, Pending: wti.AgentAux, PendingReason: 5}},
			{"AgentWorkingAfterCallEvent", agentEvent(object{"pendingAgentState": "null"}, "", nil), wti.Agent{Mode: wti.AgentAfterCall}},
			{"AgentReadyEvent", agentEvent(nil, "", nil), wti.Agent{Mode: wti.AgentManualIn}},
			{"AgentNotReadyEvent", notReady(7), wti.Agent{Mode: wti.AgentAux, Reason: 7}},
			{"AgentReadyEvent", agentEvent(nil, "AgentReadyEventPrivateData", object{"workMode": "autoIn"}), wti.Agent{Mode: wti.AgentAutoIn}},
			{"AgentLoggedOffEvent", agentEvent(nil, "AgentLoggedOffEventPrivateData", object{"reasonCode": 2}), wti.Agent{Mode: wti.AgentLoggedOut, Reason: 2}},
			{"AgentLoggedOnEvent", agentEvent(nil, "", nil), wti.Agent{Mode: wti.AgentAux}},
		} {
			a.emit(step.event, step.payload)
			pass(time.Second)
			step.want.ID = "2001"
			if e := lastOf[wti.AgentChanged](t, k); e.Agent != step.want || e.Own {
				t.Errorf("after %s: %+v, want %+v by the system", step.event, e, step.want)
			}
		}
		n := len(of[wti.AgentChanged](k))
		other := notReady(1)
		other["agentID"], other["agentDevice"] = "2002", object{"deviceIdentifier": "4751:CM55::0"}
		a.emit("AgentNotReadyEvent", other)
		pass(time.Second)
		if len(of[wti.AgentChanged](k)) != n {
			t.Error("another agent's event changed our state")
		}
	})
}

func TestAgentLogsInAgainFromLoggedOut(t *testing.T) {
	a := newAES(t, wireForm{})
	c := signIn(t, a, nil)
	if err := c.SetAgent(t.Context(), wti.AgentLoggedOut, 0); err != nil {
		t.Fatal(err)
	}
	nextWhere(t, c, func(e wti.AgentChanged) bool { return e.Agent.Mode == wti.AgentLoggedOut && e.Own })
	if err := c.SetAgent(t.Context(), wti.AgentAutoIn, 0); err != nil {
		t.Fatal(err)
	}
	nextWhere(t, c, func(e wti.AgentChanged) bool { return e.Agent.Mode == wti.AgentAutoIn && e.Own })
	if r, _ := a.last("SetAgentState"); r.payload["requestedAgentState"] != "loggedOn" {
		t.Errorf("asked for %v, want a login", r.payload["requestedAgentState"])
	}
}
