package wti_test

import (
	"testing"
	"time"

	"offhook/wti"
)

func TestLinkDownAndUpIsToldAndEverythingReadAnew(t *testing.T) {
	inBubble(t, nil, nil, func(t *testing.T, a *aes, c *wti.Client, k *sink) {
		if q, ok := a.last("CallInformationEventsStart"); !ok || q.payload["linkUp"] != true || q.payload["linkDown"] != true {
			t.Errorf("asked for link events with %v", q.payload)
		}
		if q, ok := a.last("SystemRegister"); !ok || q.get("extensions", "privateData", "private", "SystemRegisterPrivateData", "switchName") != "CM55" {
			t.Errorf("asked for system events with %v", q.payload)
		}
		a.emit("LinkDownEvent", object{"eventListenerId": "1", "linkName": "OTHER", "autoReconnect": true})
		pass(time.Second)
		if c.SwitchLink() == wti.LinkDown {
			t.Error("another switch's link counts as ours")
		}
		resynced := len(of[wti.Resynced](k))
		a.emit("LinkDownEvent", object{"eventListenerId": "1", "linkName": "CM55", "autoReconnect": true})
		pass(time.Second)
		if e := lastOf[wti.SystemStatus](t, k); e.Link != wti.LinkDown || e.Switch != "CM55" || c.SwitchLink() != wti.LinkDown {
			t.Errorf("status = %+v, want the link down", e)
		}
		if n := len(of[wti.ConnectionChanged](k)); n != 1 || len(of[wti.TerminalUnregistered](k)) != 0 {
			t.Errorf("connection changed %d times, want session and phone kept", n)
		}
		a.emit("LinkUpEvent", object{"eventListenerId": "1", "linkName": "CM55"})
		a.emit("LinkUpEvent", object{"eventListenerId": "1", "linkName": "CM55"})
		pass(time.Second)
		if e := lastOf[wti.SystemStatus](t, k); e.Link != wti.LinkUp {
			t.Errorf("status = %+v, want the link up", e)
		}
		if n := len(of[wti.Resynced](k)); n != resynced+1 {
			t.Errorf("resynced %d times after the link came up, want once", n-resynced)
		}
	})
}

func TestSystemStatusIsReadInBothForms(t *testing.T) {
	links := func(state string) object {
		return priv("SystemStatusPrivateData", object{"switchTlinkStatus": []any{
			object{"switchName": "CM99", "tlinkStatus": "tlinkUp"}, object{"switchName": "CM55", "tlinkStatus": state}}})
	}
	inBubble(t, nil, func(a *aes) {
		a.when("RequestSystemStatus", func(request) any { return object{"systemStatus": "normal", "extensions": links("tlinkUp")} })
	}, func(t *testing.T, a *aes, c *wti.Client, k *sink) {
		if e := lastOf[wti.SystemStatus](t, k); e != (wti.SystemStatus{Link: wti.LinkUp, Switch: "CM55", Status: "normal"}) {
			t.Errorf("at first %+v", e)
		}
		a.emit("SystemStatus", object{"sysStatRegisterID": "1", "systemStatus": "partiallyDisabled", "extensions": links("tlinkUnavailable")})
		pass(time.Second)
		if e := lastOf[wti.SystemStatus](t, k); e != (wti.SystemStatus{Link: wti.LinkDown, Switch: "CM55", Status: "partiallyDisabled"}) {
			t.Errorf("then %+v", e)
		}
	})
}

// unsupported makes the server not know a command, by either name.
func unsupported(a *aes, op string) {
	for _, name := range []string{op, op + "Request"} {
		a.when(name, func(request) any { return refuse("operation", "serviceNotSupported") })
	}
}

func TestLinkIsPolledWhereNoEventTells(t *testing.T) {
	inBubble(t, nil, func(a *aes) {
		for _, op := range []string{"CallInformationEventsStart", "SystemRegister", "RequestSystemStatus"} {
			unsupported(a, op)
		}
		a.when("GetLinkStatus", func(request) any {
			return object{"linkList": []any{object{"linkName": "S8300", "isLinkUp": true, "autoReconnect": true}}}
		})
	}, func(t *testing.T, a *aes, c *wti.Client, k *sink) {
		a.when("GetLinkStatus", func(request) any {
			return object{"linkList": object{"linkListItem": object{"linkName": "S8300", "isLinkUp": "false"}}}
		})
		pass(31 * time.Second)
		if e := lastOf[wti.SystemStatus](t, k); e.Link != wti.LinkDown || e.Switch != "S8300" {
			t.Errorf("status = %+v, want the only link down", e)
		}
	})
}

func TestServerWithoutSystemServicesIsLeftAlone(t *testing.T) {
	ops := []string{"CallInformationEventsStart", "SystemRegister", "RequestSystemStatus", "GetLinkStatus"}
	inBubble(t, nil, func(a *aes) {
		for _, op := range ops {
			unsupported(a, op)
		}
	}, func(t *testing.T, a *aes, c *wti.Client, k *sink) {
		pass(10 * time.Minute)
		a.drop()
		pass(10 * time.Minute)
		for _, op := range ops {
			if n := a.count(op); n != 1 {
				t.Errorf("%s was sent %d times to a server that does not know it", op, n)
			}
		}
		if n := len(of[wti.SystemStatus](k)); n != 0 {
			t.Errorf("%d system states made up", n)
		}
	})
}
