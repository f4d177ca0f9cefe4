package modelcheck

import (
	"time"

	"pgregory.net/rapid"

	"offhook/wti"
	"offhook/wti/simulator"
)

// drawRows draws how a server spells the rarer things, and what it lacks. Whatever
// the client cannot find out by itself it is told.
func drawRows(t *rapid.T, o *setting) {
	d := &o.Dialect
	flag := func(name string) bool { return rapid.Bool().Draw(t, name) }
	d.Naming.TextIDs = flag("text ids")
	if d.RequestCase = rapid.SampledFrom([]simulator.NameCase{simulator.CaseDMCC, simulator.CaseDMCC, simulator.CasePascal}).Draw(t, "request case"); d.RequestCase == simulator.CasePascal {
		o.client.MemberCase = "pascal"
	}
	forms := []simulator.RESTForm{simulator.RESTAny, simulator.RESTPayload, simulator.RESTEnvelope, simulator.RESTNone}
	if d.RESTStart {
		forms = forms[:3]
	}
	d.REST = rapid.SampledFrom(forms).Draw(t, "REST body")
	d.NoThirdPartyID, d.NoTransferObjects = flag("no third party id"), flag("no transfer of objects")
	d.IdleTimeout = rapid.SampledFrom([]simulator.Duration{0, simulator.Duration(40 * time.Second)}).Draw(t, "idle timeout")
	d.CloseCode = rapid.SampledFrom([]int{0, 1011, 4001}).Draw(t, "close code")
	if flag("other dial pad") {
		d.StarButton, d.PoundButton = 14, 15
		o.client.StarButton, o.client.PoundButton = "14", "15"
	}
	d.NoButtonLabels = flag("no button labels")
	if flag("other button numbers") {
		d.ButtonShift = 1000
		o.client.ButtonFunctions = map[string]int{
			wti.ButtonAppearance: 1006, wti.ButtonAux: 1052, wti.ButtonAfterCall: 1091, wti.ButtonAutoIn: 1092,
			wti.ButtonManualIn: 1093, wti.ButtonRelease: 1094, wti.ButtonWorkCode: 1140,
		}
	}
	if d.NoWorkCodeLamp = flag("no work-code lamp"); d.NoWorkCodeLamp {
		o.client.WorkCodeLamp = "ignore"
	}
	d.SRTPName = rapid.SampledFrom([]string{"", "srtp-aescm128-hmac80"}).Draw(t, "one name of SRTP")
}
