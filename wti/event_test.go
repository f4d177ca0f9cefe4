package wti_test

import (
	"encoding/json"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"offhook/wti"
)

func party(number, device string) wti.Party { return wti.Party{Number: number, Device: device} }

var us = party("4750", ownDevice)

// decode reads one event as it stands on the wire.
func decode(t *testing.T, name string, payload any) (wti.Event, error) {
	t.Helper()
	text, ok := payload.(string)
	if !ok {
		text = marshal(payload)
	}
	d, err := wti.Decode(`{"header":{"invokeId":9999,"headerType":"event","event":"`+name+`","version":"v2"},"payload":`+text+`}`, ownDevice)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if !d.Event {
		t.Fatalf("%s is not read as an event", name)
	}
	return d.Result, d.Err
}

func TestEventsSayWhatHappened(t *testing.T) {
	own := wti.Connection{Call: "871", Device: ownDevice}
	far := wti.Connection{Call: "871", Device: "4751:CM55:0.0.0.0:0"}
	for _, c := range []struct {
		name    string
		event   string
		payload any
		want    wti.Event
	}{
		{"off-hook", "ServiceInitiatedEvent", `{"initiatedConnection":{"callID":"871","deviceID":"4750:CM55:0.0.0.0:0"},"initiatingDevice":{"deviceIdentifier":"4750:CM55:0.0.0.0:0"}}`,
			wti.ServiceInitiated{Connection: own, CallInfo: wti.CallInfo{Local: wti.StateInitiated}}},
		{"dialled", "OriginatedEvent", `{"originatedConnection":{"callID":871,"deviceID":"4750:CM55:0.0.0.0:0"},"callingDevice":"4750:CM55:0.0.0.0:0","calledDevice":{"deviceIdentifier":"15550001:::0"},"localConnectionInfo":"connected","cause":"makeCall"}`,
			wti.Originated{Connection: own, CallInfo: wti.CallInfo{Calling: us, Called: party("15550001", "15550001:::0"), Local: wti.StateConnected, Cause: "makeCall"}}},
		{"left by a trunk", "NetworkReachedEvent", `{"outboundConnection":{"callID":"871","deviceID":"T3#1"},"networkInterfaceUsed":{"notKnown":{}},"localConnectionInfo":"connected"}`,
			wti.NetworkReached{Connection: wti.Connection{Call: "871", Device: "T3#1"}, CallInfo: wti.CallInfo{Local: wti.StateConnected}}},
		{"ringback is not our alerting", "DeliveredEvent", `{"connection":{"callID":"871","deviceID":"4751:CM55:0.0.0.0:0"},"alertingDevice":{"deviceIdentifier":"4751:CM55:0.0.0.0:0"},"localConnectionInfo":"connected"}`,
			wti.Delivered{Connection: far, Alerting: party("4751", "4751:CM55:0.0.0.0:0"), CallInfo: wti.CallInfo{Local: wti.StateConnected}}},
		{"ours whatever the case and the middle parts", "DeliveredEvent", `{"connection":{"callID":"871","deviceID":"4750:cm55::0"},"alertingDevice":"4750"}`,
			wti.Delivered{Connection: wti.Connection{Call: "871", Device: "4750:cm55::0"}, Alerting: party("4750", "4750"), Own: true, CallInfo: wti.CallInfo{Local: wti.StateAlerting}}},
		{"not ours on another switch", "DeliveredEvent", `{"connection":{"callID":"871","deviceID":"4750:CM66::0"},"alertingDevice":"4750:CM66::0"}`,
			wti.Delivered{Connection: wti.Connection{Call: "871", Device: "4750:CM66::0"}, Alerting: party("4750", "4750:CM66::0")}},
		{"alerting device only in the connection", "DeliveredEvent", `{"connection":{"callID":"871","deviceID":"4750:CM55:0.0.0.0:0"},"alertingDevice":null,"callingDevice":{"restricted":{}}}`,
			wti.Delivered{Connection: own, Alerting: us, Own: true, CallInfo: wti.CallInfo{Calling: wti.Party{Restricted: true}, Local: wti.StateAlerting}}},
		{"restricted as a word", "DeliveredEvent", `{"connection":{"callID":"871","deviceID":"4750:CM55:0.0.0.0:0"},"alertingDevice":"4750:CM55:0.0.0.0:0","callingDevice":"restricted"}`,
			wti.Delivered{Connection: own, Alerting: us, Own: true, CallInfo: wti.CallInfo{Calling: wti.Party{Restricted: true}, Local: wti.StateAlerting}}},
		{"tel: caller", "DeliveredEvent", `{"connection":{"callID":"871","deviceID":"4750:CM55:0.0.0.0:0"},"alertingDevice":"4750:CM55:0.0.0.0:0","callingDevice":{"deviceIdentifier":"tel:+4930123;ext=4"}}`,
			wti.Delivered{Connection: own, Alerting: us, Own: true, CallInfo: wti.CallInfo{Calling: party("+4930123", "tel:+4930123;ext=4"), Local: wti.StateAlerting}}},
		{"far end answered", "EstablishedEvent", `{"establishedConnection":{"callID":"871","deviceID":"4751:CM55:0.0.0.0:0"},"answeringDevice":{"deviceIdentifier":"4751:CM55:0.0.0.0:0"},"localConnectionInfo":"connected"}`,
			wti.Established{Connection: far, Answering: party("4751", "4751:CM55:0.0.0.0:0"), CallInfo: wti.CallInfo{Local: wti.StateConnected}}},
		{"held by the far end", "HeldEvent", `{"heldConnection":{"callID":"871","deviceID":"4751:CM55:0.0.0.0:0"},"holdingDevice":{"deviceIdentifier":"4751:CM55:0.0.0.0:0"},"localConnectionInfo":"connected"}`,
			wti.Held{Connection: far, CallInfo: wti.CallInfo{Local: wti.StateConnected}}},
		{"retrieved", "RetrievedEvent", retrievedByUs(), wti.Retrieved{Connection: own, Own: true, CallInfo: wti.CallInfo{Local: wti.StateConnected, Cause: "keyOperation"}}},
		{"queued", "QueuedEvent", `{"queuedConnection":{"callID":"871","deviceID":"500:CM55::0"},"queue":{"deviceIdentifier":"500:CM55::0"},"callsInFront":"3"}`,
			wti.Queued{Connection: wti.Connection{Call: "871", Device: "500:CM55::0"}, InFront: 3}},
		{"RONA", "DivertedEvent", `{"connection":{"callID":"871","deviceID":"4750:CM55:0.0.0.0:0"},"divertingDevice":{"deviceIdentifier":"4750:CM55:0.0.0.0:0"},"newDestination":{"deviceIdentifier":"500:CM55::0"},"localConnectionInfo":"null","cause":"callNotAnswered"}`,
			wti.Diverted{Connection: own, Destination: party("500", "500:CM55::0"), Own: true, CallInfo: wti.CallInfo{Local: wti.StateNull, Cause: "callNotAnswered"}}},
		{"busy", "FailedEvent", `{"failedConnection":{"callID":"871","deviceID":"4751:CM55:0.0.0.0:0"},"failingDevice":{"deviceIdentifier":"4751:CM55:0.0.0.0:0"},"localConnectionInfo":"fail","cause":"busy"}`,
			wti.Failed{Connection: far, Failing: party("4751", "4751:CM55:0.0.0.0:0"), CallInfo: wti.CallInfo{Local: wti.StateFailed, Cause: "busy"}}},
		{"far end hung up, we are still on", "ConnectionClearedEvent", cleared("T12#3", "connected"),
			wti.ConnectionCleared{Connection: wti.Connection{Call: "871", Device: "T12#3"}, Releasing: party("T12#3", "T12#3"), CallInfo: wti.CallInfo{Local: wti.StateConnected, Cause: "normalClearing"}}},
		{"we are off the call", "ConnectionClearedEvent", cleared(ownDevice, "null"),
			wti.ConnectionCleared{Connection: own, Releasing: us, Own: true, CallInfo: wti.CallInfo{Local: wti.StateNull, Cause: "normalClearing"}}},
		{"abandoned: the state null is JSON null", "ConnectionClearedEvent", `{"droppedConnection":{"callID":"871","deviceID":"T12#3"},"localConnectionInfo":null}`,
			wti.ConnectionCleared{Connection: wti.Connection{Call: "871", Device: "T12#3"}, Own: true, CallInfo: wti.CallInfo{Local: wti.StateNull}}},
		{"the state is missing", "ConnectionClearedEvent", `{"droppedConnection":{"callID":"871","deviceID":"T12#3"}}`,
			wti.ConnectionCleared{Connection: wti.Connection{Call: "871", Device: "T12#3"}, Own: true, CallInfo: wti.CallInfo{Local: wti.StateNull}}},
		{"call over", "CallClearedEvent", `{"clearedCall":{"callID":"871","deviceID":""}}`, wti.CallCleared{Call: "871"}},
		{"call over, bare id", "CallCleared", `{"clearedCall":"871"}`, wti.CallCleared{Call: "871"}},
		{"we transferred", "TransferedEvent", transferredByUs(), wti.Transferred{
			Primary: "871", Secondary: "872", NewCall: "871", Own: true,
			Connections: []wti.Connection{{Call: "871", Device: "T12#3"}, {Call: "871", Device: "4751:CM55:0.0.0.0:0"}},
			Parties:     []wti.Party{party("15551234567", "15551234567:::0"), party("4751", "4751:CM55:0.0.0.0:0")},
			CallInfo:    wti.CallInfo{Local: wti.StateNull, Cause: "transfer"},
		}},
		{"transferred to us, two r", "TransferredEvent", `{"primaryOldCall":{"callID":"1"},"secondaryOldCall":{"callID":"2"},"transferringDevice":{"deviceIdentifier":"4751:CM55::0"},
			"transferredConnections":{"connectionListItem":[{"newConnection":{"callID":"3","deviceID":"T12#3"},"endpoint":{"deviceID":"15551234567:::0"}},{"newConnection":{"callID":"3","deviceID":"4750:CM55:0.0.0.0:0"},"endpoint":{"deviceID":"4750:CM55:0.0.0.0:0"}}]},
			"localConnectionInfo":"connected","callLinkageDataList":{"newCallLinkageData":{"globalCallData":{"globalCallLinkageID":{"globallyUniqueCallLinkageID":"00001000021428242051"}}}},
			"extensions":{"privateData":{"private":{"TransferredEventPrivateData":{"originalCallInfo":{"reason":"3","networkCallingDevice":{"deviceIdentifier":"15551234567:::0"},"userData":{"string":"3432"},"trunkGroup":12,"trunkMember":3}}}}}}`,
			wti.Transferred{Primary: "1", Secondary: "2", NewCall: "3", Connections: []wti.Connection{{Call: "3", Device: "T12#3"}}, Parties: []wti.Party{party("15551234567", "15551234567:::0")},
				CallInfo: wti.CallInfo{UCID: "00001000021428242051", Local: wti.StateConnected, UserData: "42", Trunk: "12/3", OriginalCalling: party("15551234567", "15551234567:::0"),
					Original: &wti.OriginalCall{Reason: wti.OriginalTransferred, NetworkCalling: party("15551234567", "15551234567:::0"), UserData: "42", Trunk: "12/3"}}}},
		{"conference", "ConferencedEvent", `{"primaryOldCall":{"callID":"1"},"secondaryOldCall":{"callID":"2"},"conferencingDevice":{"deviceIdentifier":"4750:CM55::0"},"conferenceConnections":[{"newConnection":{"callID":"1","deviceID":"T1#1"},"endpoint":{"restricted":{}}},{"newConnection":{"callID":"1","deviceID":"4752:CM55::0"},"endpoint":{"notKnown":{}}}],"localConnectionInfo":"connected"}`,
			wti.Conferenced{Primary: "1", Secondary: "2", NewCall: "1", Own: true, Connections: []wti.Connection{{Call: "1", Device: "T1#1"}, {Call: "1", Device: "4752:CM55::0"}}, Parties: []wti.Party{{Restricted: true}, party("4752", "4752:CM55::0")}, CallInfo: wti.CallInfo{Local: wti.StateConnected}}},
		{"media without rtcp, port as text", "MediaStartedEvent", `{"rtpAddress":{"address":"198.51.100.20","port":"2050"},"codec":"G711U","packetSize":"30"}`,
			wti.MediaStarted{RTP: netip.MustParseAddrPort("198.51.100.20:2050"), RTCP: netip.MustParseAddrPort("198.51.100.20:2051"), Codec: "G711U", PacketSize: 30 * time.Millisecond}},
		{"media to nowhere is stop", "MediaStartEvent", `{"rtpAddress":{"address":"0.0.0.0","port":2050}}`, wti.MediaStopped{}},
		{"media to port 0 is stop", "MediaStartEvent", `{"rtpAddress":{"address":"198.51.100.20","port":0}}`, wti.MediaStopped{}},
		{"media as one text", "MediaStart", `{"rtpAddress":"[2001:db8::1]:2050"}`,
			wti.MediaStarted{RTP: netip.MustParseAddrPort("[2001:db8::1]:2050"), RTCP: netip.MustParseAddrPort("[2001:db8::1]:2051")}},
		{"ringing", "RingerStatusEvent", `{"ringer":"1","ringMode":"ringing"}`, wti.RingerStatus{Ringing: true}},
		{"silent", "RingerStatusEvent", `{"ringMode":"notRinging"}`, wti.RingerStatus{}},
		{"on-hook", "HookswitchEvent", `{"hookswitchOnhook":"true"}`, wti.Hookswitch{OnHook: true}},
		{"lamp", "LampModeEvent", `{"lamp":263,"lampMode":"7"}`, wti.LampMode{Lamp: "263", Mode: 7}},
		{"display", "DisplayUpdatedEvent", `{"contentsOfDisplay":" a=MILLER "}`, wti.DisplayUpdated{Text: "a=MILLER"}},
		{"taken over", "TerminalUnregisteredEvent", `{"code":"FORCE_LOGIN","reason":"x"}`, wti.TerminalUnregistered{Code: "FORCE_LOGIN", Reason: "x", Forced: true}},
		{"busied out", "TerminalUnregisteredEvent", `{"code":"STATION_MTC","reason":"reason=2018 text=2018-Rebooting Ext released"}`, wti.TerminalUnregistered{Code: "STATION_MTC", Reason: "reason=2018 text=2018-Rebooting Ext released"}},
		{"AES registered again", "TerminalReregisteredEvent", `{"code":"1"}`, wti.TerminalRegistered{}},
		{"session over", "ApplicationSessionTerminated", `{"sessionTermReason":{"serverTermReason":"maintenance"}}`, wti.SessionTerminated{Reason: "maintenance"}},
		{"known, of no interest", "ButtonPressEvent", `{"button":"5"}`, nil},
		{"unknown", "NewFangledEvent", `{"x":1}`, wti.Unknown{Name: "NewFangledEvent"}},
		{"no payload at all", "NewFangledEvent", `null`, wti.Unknown{Name: "NewFangledEvent"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := decode(t, c.event, c.payload)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(c.want, got, cmpopts.EquateComparable(netip.AddrPort{})); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

func TestUnreadableEventsAreReportedAndNotFatal(t *testing.T) {
	a := newAES(t, wireForm{})
	c := signIn(t, a, nil)
	write := func(text string) {
		a.mu.Lock()
		p := a.conns[0]
		a.mu.Unlock()
		p.write(text)
	}
	for _, text := range []string{
		"", "garbage", "[]", "17", `{"header":{"headerType":"event","event":"DeliveredEvent"},"payload":{}}`,
		`{"header":{"headerType":"event","event":"MediaStartEvent"},"payload":{"rtpAddress":{"address":"nonsense","port":2050}}}`,
		`{"a":1,"b":2}`, strings.Repeat(`[`, 5000), `{"header":{"x":"` + strings.Repeat("x", 1<<20) + `"}}`,
	} {
		write(text)
		if e := next[wti.BadMessage](t, c); e.Err == nil {
			t.Errorf("frame %.60q: no reason", text)
		}
	}
	takeCall(t, a, c)
}

func TestEventsOfOtherMonitorsAreIgnored(t *testing.T) {
	a := newAES(t, wireForm{})
	c := signIn(t, a, nil)
	other := offered()
	other["monitorCrossRefID"] = "102"
	a.emit("DeliveredEvent", other)
	takeCall(t, a, c) // sees one Delivered first: ours
}

func TestUserDataIsShownReadable(t *testing.T) {
	for raw, want := range map[string]string{
		"435553544F4D45523D3432": "CUSTOMER=42", "CUSTOMER=42": "CUSTOMER=42", "00FF": "00FF", "Q1VTVE9NRVI9NDI=": "CUSTOMER=42", "": "", "abc": "abc",
	} {
		p := offered()
		p["userData"] = object{"string": raw}
		e, _ := decode(t, "DeliveredEvent", p)
		if got := e.(wti.Delivered).UserData; got != want {
			t.Errorf("user data %q shown as %q, want %q", raw, got, want)
		}
	}
}

func FuzzDecodeFrame(f *testing.F) {
	f.Add(wireForm{}.event("DeliveredEvent", offered()))
	f.Add(wireForm{payload: "always", twice: true}.event("TransferedEvent", transferredByUs()))
	f.Add(`{"header":{"invokeId":1,"headerType":"response","response":"X"},"payload":{"CSTAErrorCode":{"operation":"generic"}}}`)
	f.Add(`{"x\ud83d\ude00\ud800":[1e5,-0.5,true,null,"\u0000"]}`)
	f.Add("{\"\xff\":\"\xff\"}")
	f.Fuzz(func(t *testing.T, text string) {
		ok, deep := wti.ParseJSON(text)
		if valid := json.Valid([]byte(text)); ok != valid && !deep {
			t.Errorf("ParseJSON(%q) = %v, json.Valid = %v", text, ok, valid)
		}
		_, _ = wti.Decode(text, ownDevice)
		if masked := wti.MaskFrame(text, "secret-1"); !json.Valid([]byte(masked)) {
			t.Errorf("MaskFrame(%q) = %q is not JSON", text, masked)
		}
	})
}

func FuzzEvent(f *testing.F) {
	for name, p := range map[string]any{
		"DeliveredEvent": offered(), "MediaStartEvent": mediaStart(), "EstablishedEvent": answered(),
		"TransferedEvent": transferredByUs(), "AgentNotReadyEvent": notReady(3), "ConnectionClearedEvent": cleared(ownDevice, "null"),
	} {
		f.Add(name, marshal(p))
	}
	f.Fuzz(func(t *testing.T, name, payload string) {
		text := `{"header":{"headerType":"event","event":` + marshal(name) + `},"payload":` + payload + `}`
		d, err := wti.Decode(text, ownDevice)
		if err != nil || d.Err != nil {
			return
		}
		switch e := d.Result.(type) {
		case wti.Delivered:
			if e.Connection.Call == "" {
				t.Errorf("delivered without a call: %s", text)
			}
		case wti.MediaStarted:
			if !e.RTP.IsValid() || e.RTP.Port() == 0 || e.RTP.Addr().IsUnspecified() || e.PacketSize < 0 {
				t.Errorf("media to nowhere: %+v from %s", e, text)
			}
		}
	})
}

func BenchmarkDecodeDelivered(b *testing.B) {
	text := wireForm{}.event("DeliveredEvent", offered())
	b.ReportAllocs()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if d, err := wti.Decode(text, ownDevice); err != nil || d.Result == nil {
			b.Fatal(err)
		}
	}
}

func TestDecodingADeliveredEventIsCheap(t *testing.T) {
	text := wireForm{}.event("DeliveredEvent", offered())
	allocs := testing.AllocsPerRun(100, func() { _, _ = wti.Decode(text, ownDevice) })
	if allocs > 25 {
		t.Errorf("%v allocations, want at most 25", allocs)
	}
}

func TestPartyLeavingAConferenceDoesNotEndIt(t *testing.T) {
	a := newAES(t, wireForm{})
	c := signIn(t, a, nil)
	a.emit("ConferencedEvent", object{
		"primaryOldCall": object{"callID": "871"}, "secondaryOldCall": object{"callID": "872"}, "conferencingDevice": ownDevice,
		"conferenceConnections": []any{
			object{"newConnection": object{"callID": "871", "deviceID": "T1#1"}, "endpoint": object{"deviceID": "15550001:::0"}},
			object{"newConnection": object{"callID": "871", "deviceID": "4751:CM55::0"}, "endpoint": object{"deviceID": "4751:CM55::0"}},
			object{"newConnection": object{"callID": "871", "deviceID": ownDevice}, "endpoint": object{"deviceID": ownDevice}},
		},
	})
	if e := next[wti.Conferenced](t, c); !e.Own || len(e.Parties) != 2 {
		t.Errorf("conferenced = %+v, want ours with two others", e)
	}
	gone := cleared("T1#1", "")
	delete(gone, "localConnectionInfo")
	a.emit("ConnectionClearedEvent", gone)
	if e := next[wti.ConnectionCleared](t, c); e.Own {
		t.Error("the conference ended for us when one party left")
	}
	gone = cleared("4751:CM55::0", "")
	delete(gone, "localConnectionInfo")
	a.emit("ConnectionClearedEvent", gone)
	if e := next[wti.ConnectionCleared](t, c); !e.Own {
		t.Error("the call goes on with nobody else on it")
	}
}

func TestAgentStatesInEveryForm(t *testing.T) {
	for name, c := range map[string]struct {
		answer string
		want   wti.Agent
	}{
		"list of entries":      {`{"agentStateList":[{"agentID":"2001","loggedOnState":true,"agentInfo":[{"agentState":"agentReady"}]}],"extensions":{"privateData":{"private":{"GetAgentStateResponsePrivateData":{"workMode":"manualIn","talkState":"idle"}}}}}`, wti.Agent{Mode: wti.AgentManualIn}},
		"items named":          {`{"agentStateList":{"agentStateEntry":[{"agentID":2001,"loggedOnState":"true","agentInfo":{"agentInfoItem":{"agentState":"agentNotReady"}}}]},"GetAgentStateResponsePrivateData":{"reasonCode":"7","workMode":"auxWork"}}`, wti.Agent{Mode: wti.AgentAux, Reason: 7}},
		"one entry":            {`{"agentStateList":{"agentStateEntry":{"agentID":"2001","loggedOnState":1,"agentInfo":{"agentState":"agentWorkingAfterCall"}}}}`, wti.Agent{Mode: wti.AgentAfterCall}},
		"no list":              {`{"agentID":"2001:CM55::0","loggedOnState":true,"agentInfo":{"agentState":"agentBusy"},"extensions":{"workMode":"AUTO_IN"}}`, wti.Agent{Mode: wti.AgentAutoIn, OnCall: true}},
		"ready and on a call":  {`{"agentStateList":[{"loggedOnState":true,"agentInfo":[{"agentState":"agentReady","pendingAgentState":"agentNotReady"}]}],"extensions":{"privateData":{"private":{"GetAgentStateResponsePrivateData":{"workMode":"autoIn","talkState":"onCall","pendingReasonCode":4}}}}}`, wti.Agent{Mode: wti.AgentAutoIn, OnCall: true, Pending: wti.AgentAux, PendingReason: 4}},
		"ready, mode not said": {`{"agentStateList":[{"agentID":"2001","loggedOnState":true,"agentInfo":[{"agentState":"agentReady"}]}]}`, wti.Agent{Mode: wti.AgentAutoIn}},
		"logged out":           {`{"agentStateList":[{"agentID":"2001","loggedOnState":false,"agentInfo":[{"agentState":"agentNull"}]}]}`, wti.Agent{Mode: wti.AgentLoggedOut}},
		"nobody here":          {`{"agentStateList":[]}`, wti.Agent{Mode: wti.AgentLoggedOut}},
		"several agents":       {`{"agentStateList":[{"agentID":"2002","loggedOnState":true,"agentInfo":[{"agentState":"agentReady"}]},{"agentID":"2001","loggedOnState":true,"agentInfo":[{"agentState":"agentNotReady"}]}]}`, wti.Agent{Mode: wti.AgentAux}},
	} {
		t.Run(name, func(t *testing.T) {
			got, ok := wti.ReadAgent(c.answer, "2001")
			c.want.ID = "2001"
			if !ok || got != c.want {
				t.Errorf("agent = %+v, %v; want %+v", got, ok, c.want)
			}
		})
	}
	for _, nothing := range []string{`{}`, `{"result":"ok"}`, `{"agentStateList":null}`} {
		if got, ok := wti.ReadAgent(nothing, "2001"); ok {
			t.Errorf("%s read as %+v, want nothing known", nothing, got)
		}
	}
}

func TestWaitsGrowToACapWithJitter(t *testing.T) {
	different := map[time.Duration]bool{}
	for range 50 {
		w := wti.ReconnectWaits(12)
		for i, want := range []time.Duration{0, 1, 2, 4, 8, 15, 30, 30, 30, 30, 30, 30} {
			if low := want * time.Second; w[i] < low || w[i] > low*12/10 {
				t.Fatalf("wait %d is %v, want %v and up to a fifth more", i, w[i], low)
			}
		}
		different[w[6]] = true
	}
	if len(different) < 10 {
		t.Errorf("only %d different waits of 30 s in 50, want jitter", len(different))
	}
}
