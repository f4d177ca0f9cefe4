package simulator_test

import (
	"testing"

	"offhook/wti/simulator"
)

// watchCall monitors one call.
func (p *peer) watchCall(call any) string {
	p.t.Helper()
	m := everything()
	m["monitorObject"] = object{"callObject": call}
	return p.must("MonitorStart", m)["monitorCrossRefID"].(string)
}

// own waits for an event of one monitor.
func (p *peer) own(monitor, name string) object {
	p.t.Helper()
	for {
		if e := p.event(name); e["monitorCrossRefID"] == monitor {
			return e
		}
	}
}

// A monitor of a call tells of that call alone, at whatever station, through a
// transfer, until it ends.
func TestMonitorOfACallFollowsItToItsEnd(t *testing.T) {
	s := start(t, simulator.Options{Scenario: quick()})
	p := phone(t, s, "4750", 0)
	q := phone(t, s, "4751", 0)
	c := p.call(s, "5550107")
	w := session(t, s) // monitors no station
	id := w.watchCall(object{"callID": c.ID(), "deviceID": p.device})
	other := q.call(s, "5550101")
	q.must("ClearConnection", object{"connectionToBeCleared": q.connection(other)})
	if got := w.names(callEvents...); len(got) != 0 {
		t.Errorf("events of another call: %v", got)
	}
	p.must("HoldCall", object{"callToBeHeld": p.connection(c)})
	if e := w.own(id, "HeldEvent"); member(e, "heldConnection")["callID"] != c.ID() || e["localConnectionInfo"] != nil {
		t.Errorf("held: %v", e)
	}
	p.must("RetrieveCall", object{"callToBeRetrieved": p.connection(c)})
	second := p.must("ConsultationCall", object{"existingCall": p.connection(c), "consultedDevice": q.device})["initiatedCall"].(object)
	also := w.watchCall(second["callID"]) // the bare id will do
	d := q.event("DeliveredEvent")
	q.must("AnswerCall", object{"callToBeAnswered": member(d, "connection")})
	w.own(also, "EstablishedEvent")
	p.must("TransferCall", object{"heldCall": p.connection(c), "activeCall": second})
	w.own(id, "TransferedEvent")
	w.own(also, "TransferedEvent")
	c.Hangup()
	w.own(id, "CallClearedEvent")
	w.own(also, "CallClearedEvent")
	w.refused("MonitorStop", object{"monitorCrossRefID": id}, "operation", "invalidCrossRefID")
}

func TestMonitorOfACallIsListedStoppedAndRefused(t *testing.T) {
	s := start(t, simulator.Options{Scenario: quick()})
	p := phone(t, s, "4750", 0)
	c := p.call(s, "5550107")
	w := session(t, s)
	w.services()
	id := w.watchCall(object{"callID": c.ID()})
	w.must("GetMonitorList", object{"sessionID": w.id})
	list := w.event("GetMonitorListEvent")["monitorObjectDataList"].([]any)
	if len(list) != 1 || member(list[0].(object), "monitorObject", "callObject")["callID"] != c.ID() {
		t.Errorf("monitors: %v", list)
	}
	w.must("MonitorStop", object{"monitorCrossRefID": id})
	p.must("HoldCall", object{"callToBeHeld": p.connection(c)})
	if got := w.names("HeldEvent"); len(got) != 0 {
		t.Errorf("events after the stop: %v", got)
	}
	m := everything()
	m["monitorObject"] = object{"callObject": object{"callID": "77777"}}
	w.refused("MonitorStart", m, "operation", "invalidCallID")

	s = start(t, simulator.Options{Scenario: quick(), NoTSAPILicence: true})
	c, err := s.Call(simulator.Caller{Number: "15550001", VDN: "7000"})
	if err != nil {
		t.Fatal(err)
	}
	w = session(t, s)
	m["monitorObject"] = object{"callObject": object{"callID": c.ID()}}
	w.refused("MonitorStart", m, "systemResourceAvailibility", "resourceLimitExceeded")
}
