package simulator_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"offhook/wti/simulator"
)

func FuzzRequest(f *testing.F) {
	f.Add([]byte(`{"header":{"invokeId":1,"request":"StartApplicationSession","headerType":"request","version":"v2"},"payload":{"SessionDuration":"180","ProtocolVersionList":["10.2.0","10.1.0"],"ApplicationID":"TestTool Proxy"}}`))
	f.Add([]byte(`{"payload":{},"header":{"headerType":"request","request":"X"}}`))
	f.Add([]byte(`{"header":{"headerType":"request","request":"X"},"payload":null,"header":2}`))
	f.Add([]byte(`{"header":{"headerType":"request","request":"X"}} trailing`))
	f.Fuzz(func(t *testing.T, data []byte) {
		name, err := simulator.ParseRequest(data)
		if err != nil {
			return
		}
		if name == "" {
			t.Errorf("accepted %q without a command", data)
		}
		if !json.Valid(data) {
			t.Errorf("accepted %q, which is not JSON", data)
		}
		if !strings.HasPrefix(strings.TrimLeft(string(data), "{ \t\r\n"), `"`) {
			t.Errorf("accepted %q, which does not begin with a member", data)
		}
	})
}

// FuzzPayload sends every command with any payload: none may bring the switch
// into contradiction or to a panic.
func FuzzPayload(f *testing.F) {
	f.Add("MakeCall", `{"callingDevice":"4750:CM1::0","calledDirectoryNumber":"7000"}`)
	f.Add("SetAgentState", `{"device":"4750","requestedAgentState":"loggedOn","agentID":"2001","password":"1234"}`)
	f.Add("MonitorStart", `{"monitorObject":{"deviceObject":"4750:CM1::0"},"requestedMonitorFilter":{"callcontrol":7,"private":[]}}`)
	f.Add("RegisterTerminal", `{"device":{"deviceIdentifier":"4750:CM1::0"},"loginInfo":{"mediaMode":"CLIENT","password":123456},"localMediaInfo":{"rtpAddress":{"address":"::1","port":-1}}}`)
	f.Add("SnapshotCall", `{"snapshotObject":{"callID":101,"deviceID":":"}}`)
	f.Add("ButtonPress", `{"device":"4750","button":-1}`)
	f.Fuzz(func(t *testing.T, name, payload string) {
		var o object
		if json.Unmarshal([]byte(payload), &o) != nil {
			return
		}
		d := simulator.NewDirect(t, simulator.Options{})
		occupy(d)
		d.Do(name, o)
		if err := d.Check(); err != nil {
			t.Error(err)
		}
	})
}

// occupy registers both stations, logs agents in and lets callers wait.
func occupy(d *simulator.Direct) {
	for i, ext := range []string{"4750", "4751"} {
		device := d.Do("GetDeviceId", object{"switchName": "CM1", "extension": ext})["device"]
		d.Do("MonitorStart", object{"monitorObject": object{"deviceObject": device}})
		d.Do("RegisterTerminal", object{"device": device, "loginInfo": object{"password": "123456", "mediaMode": "NONE"}})
		d.Do("SetAgentState", object{
			"device": device, "requestedAgentState": "loggedOn", "agentID": []string{"2001", "2002"}[i], "password": "1234",
			"extensions": private("SetAgentStatePrivateData", object{"workMode": "autoIn"}),
		})
	}
	if _, err := d.Call(simulator.Caller{Number: "15550001", VDN: "7000"}); err != nil {
		panic(err)
	}
}

// FuzzCallControl plays any sequence of call control and agent requests at two
// stations; after each the switch must be free of contradictions.
func FuzzCallControl(f *testing.F) {
	f.Add([]byte{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
	f.Add([]byte{40, 1, 5, 41, 21, 9, 10, 3, 3})
	f.Add([]byte{1, 33, 5, 6, 2, 7, 8})
	f.Fuzz(func(t *testing.T, steps []byte) {
		d := simulator.NewDirect(t, simulator.Options{Logger: verboseLog(t)})
		occupy(d)
		var log []string
		for _, step := range steps[:min(len(steps), 60)] {
			log = append(log, move(d, step))
			if err := d.Check(); err != nil {
				t.Fatalf("after %v: %v", log, err)
			}
		}
		for _, ext := range []string{"4750", "4751"} {
			d.Do("UnregisterTerminal", object{"device": ext + ":CM1::0", "forceLogout": true})
			if err := d.Check(); err != nil {
				t.Fatalf("after %v and unregistering: %v", log, err)
			}
		}
	})
}

// move carries out one step; it returns what it did.
func move(d *simulator.Direct, step byte) string {
	ext := []string{"4750", "4751"}[step>>5&1]
	device := ext + ":CM1:0.0.0.0:0"
	var live []*simulator.Call
	for _, c := range slices.Backward(d.Calls()) {
		if c.State() != simulator.CallEnded {
			live = append(live, c)
		}
	}
	at := func(i int) object {
		if len(live) == 0 {
			return object{}
		}
		return object{"callID": live[i%len(live)].ID(), "deviceID": device}
	}
	i := int(step >> 6)
	var name string
	var p object
	switch step & 31 {
	case 0, 1:
		name, p = "MakeCall", object{"callingDevice": device, "calledDirectoryNumber": []string{"4750", "4751", "7000", "5550100"}[i]}
	case 2, 3:
		name, p = "AnswerCall", object{"callToBeAnswered": at(i)}
	case 4:
		name, p = "ClearConnection", object{"connectionToBeCleared": at(i)}
	case 5:
		name, p = "HoldCall", object{"callToBeHeld": at(i)}
	case 6:
		name, p = "RetrieveCall", object{"callToBeRetrieved": at(i)}
	case 7, 8:
		name, p = "ConsultationCall", object{"existingCall": at(i), "consultedDevice": []string{"4750", "4751", "7000", "5550102"}[i]}
	case 9:
		name, p = "TransferCall", object{"heldCall": at(i + 1), "activeCall": at(i)}
	case 10:
		name, p = "ConferenceCall", object{"heldCall": at(i + 1), "activeCall": at(i)}
	case 11:
		name, p = "AlternateCall", object{"heldCall": at(i + 1), "activeCall": at(i)}
	case 12:
		name, p = "ReconnectCall", object{"heldCall": at(i + 1), "activeCall": at(i)}
	case 13:
		name, p = "DeflectCall", object{"callToBeDiverted": at(i), "newDestination": []string{"4750", "4751", "7000", "123"}[i]}
	case 14:
		name, p = "SingleStepTransferCall", object{"activeCall": at(i), "transferredTo": []string{"4750", "4751", "7000", "5550102"}[i]}
	case 15:
		name, p = "ClearCall", object{"callToBeCleared": at(i)}
	case 16:
		name, p = "SetHookswitchStatus", object{"device": device, "hookswitchOnhook": i%2 == 0}
	case 17, 18, 19:
		name = "SetAgentState"
		p = object{"device": device, "requestedAgentState": []string{"ready", "notReady", "workingAfterCall", "loggedOff"}[i],
			"extensions": private("SetAgentStatePrivateData", object{"enablePending": true})}
	case 20:
		name, p = "SetDoNotDisturb", object{"device": device, "doNotDisturbOn": i%2 == 0}
	case 21:
		name, p = "SetForwarding", object{"device": device, "activateForward": i%2 == 0, "forwardDN": "4750"}
	case 22, 23:
		if _, err := d.Call(simulator.Caller{Number: "15550002", VDN: []string{"7000", "7001", "4750", "4751"}[i]}); err != nil {
			panic(err)
		}
		return "caller"
	case 24:
		if len(live) > 0 {
			live[i%len(live)].Hangup()
		}
		return "hangup"
	case 25:
		name, p = "SingleStepConferenceCall", object{"activeCall": at(i), "deviceToJoin": device, "participationType": []string{"silent", "active"}[i%2]}
	default:
		name, p = "ButtonPress", object{"device": device, "button": 256 + int(step)%16}
	}
	answer := d.Do(name, p)
	text := name + " " + ext
	if answer["CSTAErrorCode"] != nil {
		text += " (refused)"
	}
	return text
}
