package wti_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"offhook/wti"
)

// nest writes JSON as a string in JSON, as often as told.
func nest(text string, times int) string {
	for range times {
		text = marshal(text)
	}
	return text
}

// FuzzNesting writes a payload as a string, up to three times over, as AES does
// with some answers (protocol notes §1.4): what is read must not depend on it.
// Deeper nesting may be refused, but must not panic, hang or grow.
func FuzzNesting(f *testing.F) {
	for name, p := range map[string]any{
		"DeliveredEvent": offered(), "EstablishedEvent": answered(), "TransferedEvent": transferredByUs(),
		"MediaStartEvent": mediaStart(), "ConnectionClearedEvent": cleared(ownDevice, "null"),
	} {
		for depth := range byte(5) {
			f.Add(name, marshal(p), depth)
		}
	}
	f.Add("HeldEvent", `{"heldConnection":"{\"callID\":\"\\u0031\"}"}`, byte(2))
	f.Fuzz(func(t *testing.T, name, payload string, depth byte) {
		payload = strings.TrimSpace(payload)
		if len(payload) > 4096 || !utf8.ValidString(payload) || !strings.HasPrefix(payload, "{") || !json.Valid([]byte(payload)) {
			return
		}
		head := `{"header":{"headerType":"event","event":` + marshal(name) + `},"payload":`
		plain, err := wti.Decode(head+payload+`}`, ownDevice)
		if err != nil {
			return // nested too deep by itself
		}
		times := int(depth % 8)
		nested, err := wti.Decode(head+nest(payload, times)+`}`, ownDevice)
		if times > 3 {
			return
		}
		if err != nil || (plain.Err == nil) != (nested.Err == nil) {
			t.Fatalf("%s as a string %d times: %v, %v; plain %v\n%s", name, times, err, nested.Err, plain.Err, payload)
		}
		if !reflect.DeepEqual(plain.Result, nested.Result) {
			t.Errorf("%s as a string %d times = %+v, want %+v\n%s", name, times, nested.Result, plain.Result, payload)
		}
	})
}
