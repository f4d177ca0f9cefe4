package modelcheck

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"offhook/app"
	"offhook/wti"
	"offhook/wti/simulator"
)

// setting is all that can be different between two worlds.
type setting struct {
	simulator.Options
	// client are the settings without which this server cannot be spoken to: what
	// an administrator has to find out, because the client may not try it.
	client  wti.Dialect
	encrypt bool // the client offers SRTP
	here    bool // the voice is on this computer
	watch   bool // the agent sees colleagues
	latency time.Duration
	seed    uint64 // of what is random in the client
	diary   *diary // nil: none is kept
}

func (o setting) String() string {
	return fmt.Sprintf("dialect %+v, client %+v, no agent events %v, link loss delay %v, monitor limit %d, SRTP offered %v, voice here %v, colleagues %v, latency %v",
		o.Dialect, o.client, o.NoAgentEvents, o.LinkLossDelay, o.MonitorLimit, o.encrypt, o.here, o.watch, o.latency)
}

// dialect draws one server of the many that the protocol notes leave open.
func dialect(t *rapid.T) setting {
	flag := func(name string) bool { return rapid.Bool().Draw(t, name) }
	o := setting{
		here:    flag("voice here"),
		watch:   rapid.IntRange(0, 3).Draw(t, "watch") == 3,
		latency: rapid.SampledFrom([]time.Duration{0, 0, odd, 150*time.Millisecond + odd, 600*time.Millisecond + odd}).Draw(t, "latency"),
		seed:    rapid.Uint64().Draw(t, "jitter"),
	}
	o.NoAgentEvents = flag("no agent events")
	o.LinkLossDelay = rapid.SampledFrom([]time.Duration{0, 0, 90 * time.Second}).Draw(t, "link loss delay")
	o.MonitorLimit = rapid.SampledFrom([]int{0, 0, 1}).Draw(t, "monitor limit")
	d := &o.Dialect
	d.FilterSense = rapid.SampledFrom([]simulator.FilterSense{simulator.FilterByRequest, simulator.FilterTrueSends, simulator.FilterTrueSuppresses}).Draw(t, "filter sense")
	d.PayloadStrings = rapid.SampledFrom([]simulator.PayloadStrings{simulator.StringsSessionOnly, simulator.StringsAlways, simulator.StringsNever}).Draw(t, "strings")
	d.Naming = simulator.Naming{
		ResponseSuffix: flag("response suffix"), BareEvents: flag("bare events"), NoVersion: flag("no version"), NoEventID: flag("no event id"),
		Case: rapid.SampledFrom([]simulator.NameCase{simulator.CaseDMCC, simulator.CasePascal, simulator.CaseLower}).Draw(t, "case"),
	}
	d.OldAES = rapid.IntRange(0, 49).Draw(t, "old AES") == 49
	d.Token = rapid.SampledFrom([]simulator.TokenPlacement{simulator.TokenSocket, simulator.TokenHeader, simulator.TokenQuery, simulator.TokenReconnect}).Draw(t, "token")
	d.RESTStart = rapid.IntRange(0, 3).Draw(t, "REST start") == 3
	d.RequestSuffix, d.EventsFirst = flag("request suffix"), flag("events first")
	d.TransferKeepsActive, d.AutoHold = flag("transfer keeps active"), flag("auto hold")
	d.NoReestablish, d.NoTargetURL = flag("no reestablish"), flag("no target URL")
	d.Reset = rapid.SampledFrom([]simulator.ResetMembers{simulator.ResetAny, simulator.ResetDMCC, simulator.ResetPascal, simulator.ResetEmpty}).Draw(t, "reset")
	d.Errors = rapid.SampledFrom([]simulator.ErrorShape{simulator.ErrorsInPayload, simulator.ErrorsException, simulator.ErrorsNegative, simulator.ErrorsType, simulator.ErrorsStatus, simulator.ErrorsText}).Draw(t, "errors")
	d.RegisterCode = rapid.SampledFrom([]string{"", "1", "0"}).Draw(t, "register code")
	d.LastCallID = rapid.SampledFrom([]int{0, 5}).Draw(t, "last call id")
	drawSettled(t, &o)
	drawVoice(t, &o)
	drawRows(t, &o)
	return o
}

// drawSettled draws what has a setting on both sides.
func drawSettled(t *rapid.T, o *setting) {
	d := &o.Dialect
	d.Binary = rapid.SampledFrom([]simulator.Binary{simulator.BinaryHex, simulator.BinaryText, simulator.BinaryBase64}).Draw(t, "binary")
	o.client.BinaryEncoding = map[simulator.Binary]string{simulator.BinaryHex: "hex", simulator.BinaryText: "text", simulator.BinaryBase64: "base64"}[d.Binary]
	d.AvayaFilter = rapid.SampledFrom([]simulator.FilterPlace{simulator.FilterAnywhere, simulator.FilterExtensions, simulator.FilterInside}).Draw(t, "Avaya's filter")
	places := []string{"both", "extensions", "filter"}
	switch d.AvayaFilter {
	case simulator.FilterExtensions:
		places = places[:2]
	case simulator.FilterInside:
		places = []string{"both", "filter"}
	}
	o.client.AvayaFilterPlacement = rapid.SampledFrom(places).Draw(t, "Avaya's filter here")
	o.client.Payload = rapid.SampledFrom([]string{"object", "string"}).Draw(t, "payload of requests")
	o.client.InvokeID = rapid.SampledFrom([]string{"number", "string"}).Draw(t, "invokeId of requests")
}

// drawVoice draws what the voice is made of, which the client is told.
func drawVoice(t *rapid.T, o *setting) {
	d := &o.Dialect
	o.encrypt = rapid.Bool().Draw(t, "SRTP")
	d.ForceCodec = rapid.SampledFrom([]string{"", "g711U", "g711A"}).Draw(t, "codec")
	d.MediaKeys = rapid.SampledFrom([]simulator.KeyEncoding{simulator.KeysHex, simulator.KeysBase64, simulator.KeysJoined}).Draw(t, "keys")
	d.SwapKeys, d.NoSRTP = rapid.Bool().Draw(t, "swap keys"), rapid.Bool().Draw(t, "no SRTP")
	o.client.SwapKeys = d.SwapKeys
	d.TelephoneEvent = rapid.SampledFrom([]uint8{0, 101, 127}).Draw(t, "telephone event")
	o.client.TelephoneEvent = int(d.TelephoneEvent)
}

// TestEveryDialectIsDrawn fails when the simulator gets an option that the random
// shifts never play with.
func TestEveryDialectIsDrawn(t *testing.T) {
	seen := map[string]bool{}
	gen := rapid.Custom(dialect)
	for seed := range 400 {
		changed("", reflect.ValueOf(gen.Example(seed).Dialect), seen)
	}
	for _, name := range members("", reflect.TypeFor[simulator.Dialect]()) {
		if !seen[name] {
			t.Errorf("no sequence is ever played with %s", name)
		}
	}
}

// changed notes the members that are not zero.
func changed(prefix string, v reflect.Value, seen map[string]bool) {
	for i := range v.NumField() {
		name := prefix + v.Type().Field(i).Name
		if v.Field(i).Kind() == reflect.Struct {
			changed(name+".", v.Field(i), seen)
		} else if !v.Field(i).IsZero() {
			seen[name] = true
		}
	}
}

func members(prefix string, t reflect.Type) (names []string) {
	for f := range t.Fields() {
		if f.Type.Kind() == reflect.Struct {
			names = append(names, members(prefix+f.Name+".", f.Type)...)
		} else {
			names = append(names, prefix+f.Name)
		}
	}
	return names
}

// tooOld says what is wrong with how a sign-in to a server of before release 10.2
// ends; empty when nothing is.
func tooOld(o setting) string {
	w, err := newWorld(o)
	if err == nil {
		w.stop()
		return "signed in to a server that refuses every upgrade"
	}
	failed, ok := err.(*notSignedIn)
	p := failed.view.Problem
	if !ok || failed.view.Phase != app.PhaseSignedOut || p.Field != app.FieldCTIPassword || !strings.Contains(p.Meaning, "10.2") || !strings.Contains(p.Details, "401") {
		return fmt.Sprintf("a server of before release 10.2 is explained by %+v", p)
	}
	return ""
}

// TestAServerThatIsTooOldIsNamed wants the advice that names both reasons of a
// refused upgrade (protocol notes §1.2).
func TestAServerThatIsTooOldIsNamed(t *testing.T) {
	test.NewTempApp(t)
	synctest.Test(t, func(t *testing.T) {
		if d := tooOld(setting{Options: simulator.Options{Dialect: simulator.Dialect{OldAES: true}}}); d != "" {
			t.Error(d)
		}
	})
}
