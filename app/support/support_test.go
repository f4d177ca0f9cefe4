package support_test

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"offhook/app/support"
)

var private = support.Private{
	Secrets: []string{"84720391", "Geheim&Wort", "1234", ""},
	Numbers: []string{"+49 30 1234567", "15559876543", "52525", "12"},
	Names:   []string{"Zoë O'Hara", "CUSTOMER=Ünal", "Al"},
}

// unpacked writes a bundle and reads it again.
func unpacked(t *testing.T, parts ...support.Part) map[string]string {
	t.Helper()
	var b bytes.Buffer
	if err := support.Write(&b, time.Now(), private, parts...); err != nil {
		t.Fatal(err)
	}
	r, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range r.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		files[f.Name] = string(data)
	}
	return files
}

func TestWhatIsPrivateIsMaskedInEveryForm(t *testing.T) {
	for text, want := range map[string]string{
		"password 84720391 refused":                   "password ••• refused",
		"x84720391y":                                  "x•••y",
		"hex 3834373230333931":                        "hex •••",
		"basic " + b64("Geheim&Wort") + " sent":       "basic ••• sent",
		"q=Geheim%26Wort":                             "q=•••",
		"pin 1234, port 12345, 12:34":                 "pin •••, port 12345, 12:34",
		"call from +49301234567":                      "call from +•••",
		"dialled 9 0049 30 123-45 67 now":             "dialled ••• now",
		"(030) 1234567":                               "(•••",
		"15559876543:CM1:0.0.0.0:0":                   "•••:CM1:0.0.0.0:0",
		"at 915559876543":                             "at •••",
		"service 52525 and 525251":                    "service ••• and 525251",
		"with ZOË O’HARA, zoë o'hara":                 "with •••, •••",
		"Zoë only":                                    "Zoë only",
		"uui customer=ünal!":                          "uui •••!",
		"2026-11-24T06:16:47.677Z 10.20.0.9:443 2050": "2026-11-24T06:16:47.677Z 10.20.0.9:443 2050",
		"12 calls, Al":                                "12 calls, Al",
	} {
		if got := unpacked(t, support.Part{Name: "a.txt", Data: []byte(text)})["a.txt"]; got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}

func b64(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }

func TestJSONStaysJSON(t *testing.T) {
	files := unpacked(t,
		support.Part{Name: "a.json", Data: []byte(`{"who":"Zo\u00eb O'Hara & <x>","n":15559876543,"port":40000,"list":["1234",true,null]}`)},
		support.Part{Name: "b.jsonl", Data: []byte("{\"a\":\"\\u0038\\u0034720391\"}\n\n{\"b\":2.50}\n")})
	if want := `{"list":["•••",true,null],"n":"•••","port":40000,"who":"••• & <x>"}` + "\n"; files["a.json"] != want {
		t.Errorf("a.json is %s, want %s", files["a.json"], want)
	}
	if want := "{\"a\":\"•••\"}\n{\"b\":2.50}\n"; files["b.jsonl"] != want {
		t.Errorf("b.jsonl is %s, want %s", files["b.jsonl"], want)
	}
}

// TestABundleWithSomethingPrivateIsNotWritten: what was not masked is found again
// in the packed file, and told without its value.
func TestABundleWithSomethingPrivateIsNotWritten(t *testing.T) {
	var out bytes.Buffer
	err := support.Write(&out, time.Now(), private, support.Part{Name: "x.json", Data: []byte(`{"key-84720391":1}`)}) // names of members are not masked
	if leak, ok := errors.AsType[*support.LeakError](err); !ok || leak.File != "x.json" || leak.Kind != support.Secret || out.Len() > 0 {
		t.Errorf("%v, %d bytes written", err, out.Len())
	}
	for content, kind := range map[string]support.Kind{
		"84720391": support.Secret, "x +49 (30) 123 45 67": support.Number, "zoë o'hara": support.Name, "fine": "",
	} {
		for name, data := range map[string]string{"a.txt": content, "b.json": fmt.Sprintf("{%q:%q}", "who", content), "c.jsonl": fmt.Sprintf("{}\n%q\n", content)} {
			err := support.Check(zipped(t, name, data), private)
			leak, found := errors.AsType[*support.LeakError](err)
			if found != (kind != "") || found && (leak.File != name || leak.Kind != kind || strings.Contains(err.Error(), content)) {
				t.Errorf("%s with %q: %v", name, content, err)
			}
		}
	}
	if err := support.Check(zipped(t, "a.json", `{"a":`), private); err == nil {
		t.Error("a file that cannot be looked through is let pass")
	}
	if err := support.Check(zipped(t, "a.json", `{"name":"x"}`), support.Private{Names: []string{"Name"}}); err != nil {
		t.Errorf("a member's name is taken for a person's: %v", err)
	}
}

// zipped is a file in a zip file, as somebody else packed it.
func zipped(t *testing.T, name, data string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	f, err := z.Create(name)
	if err == nil {
		_, err = f.Write([]byte(data))
	}
	if err = errors.Join(err, z.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestTheTraceTellsTheProtocolAndNobody(t *testing.T) {
	frames := []string{
		`{"header":{"invokeId":9999,"headerType":"event","event":"DeliveredEvent","version":"v2"},"payload":{"monitorCrossRefID":"101",
		 "connection":{"callID":"871","deviceID":"4750:CM55:0.0.0.0:0"},"callingDevice":{"deviceIdentifier":"15551234567:::0"},
		 "calledDevice":{"deviceIdentifier":"7000:CM55:0.0.0.0:0"},"localConnectionInfo":"alerting","cause":"newCall","userData":{"string":"CUSTOMER=42"},
		 "callLinkageData":{"globalCallData":{"globalCallLinkageID":{"globallyUniqueCallLinkageID":"00001008711428242051"}}},
		 "callingName":"Meyer","userEnteredCode":{"data":4711,"userEnteredCodeIndicator":"entered"},"rtpAddress":{"address":"198.51.100.20","port":2050}}}`,
		`{"header":{"invokeId":1,"headerType":"response","response":"X"},"payload":"{\"callingDevice\":\"15551234567:::0\",\"cause\":\"5551234567\",\"note\":\"call Meyer\"}"}`,
	}
	var lines strings.Builder
	for _, f := range frames {
		var one bytes.Buffer
		if err := json.Compact(&one, []byte(f)); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&lines, `{"time":"2026-11-24T06:16:47.677Z","dir":"in","kind":"event","name":"DeliveredEvent","calls":["871"],"frame":%s}`+"\n", one.String())
	}
	lines.WriteString("broken\n{\"time\":\"x\",\"name\":\"Call +49301234567 back\",\"frame\":\"unreadable frame: Meyer\"}\n")
	got := string(support.Trace([]byte(lines.String()), "4750"))
	for _, gone := range []string{"15551234567", "5551234567", "CUSTOMER", "42\"", "Meyer", "4711", "7000", "49301234567", "broken"} {
		if strings.Contains(got, gone) {
			t.Errorf("the trace has %q:\n%s", gone, got)
		}
	}
	for _, kept := range []string{
		`"deviceID":"4750:CM55:0.0.0.0:0"`, `"cause":"newCall"`, `"localConnectionInfo":"alerting"`, `"callID":"871"`, "00001008711428242051", `"userEnteredCodeIndicator":"entered"`, `"address":"198.51.100.20"`,
		`"event":"DeliveredEvent"`, `"invokeId":9999`, `"time":"2026-11-24T06:16:47.677Z"`,
	} {
		if !strings.Contains(got, kept) {
			t.Errorf("the trace lacks %q:\n%s", kept, got)
		}
	}
	var first, second struct{ Frame map[string]any }
	parts := strings.Split(got, "\n")
	if json.Unmarshal([]byte(parts[0]), &first) != nil || json.Unmarshal([]byte(parts[1]), &second) != nil {
		t.Fatalf("lines are no JSON:\n%s", got)
	}
	caller := first.Frame["payload"].(map[string]any)["callingDevice"].(map[string]any)["deviceIdentifier"].(string)
	if !strings.HasPrefix(caller, "value-") || !strings.HasSuffix(caller, ":::0") || !strings.Contains(second.Frame["payload"].(string), `"callingDevice":"`+caller+`"`) {
		t.Errorf("the caller cannot be followed: %q in\n%s", caller, got)
	}
}

func TestTheLogsEndHasNoNumbers(t *testing.T) {
	path := filepath.Join(t.TempDir(), "default.log")
	text := "time=1 level=INFO msg=first\n" +
		"time=2026-11-24T06:16:47.677Z level=INFO msg=call number=+49301234567 port=40000\n" +
		"time=3 level=DEBUG msg=dial to=4711 name=Meyer\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := support.LogTail(path, int64(len(text)-5))
	if want := "time=2026-11-24T06:16:47.677Z level=INFO msg=call number=••• port=40000\n"; err != nil || string(got) != want {
		t.Errorf("the tail is %q, %v; want %q", got, err, want)
	}
	if got, err := support.LogTail(path+".none", 10); err != nil || got != nil {
		t.Errorf("no log: %q, %v", got, err)
	}
}

// A log that has just been put aside for a new one is most of what support needs.
func TestTheLogsEndGoesBackIntoTheOneBefore(t *testing.T) {
	folder := t.TempDir()
	for name, text := range map[string]string{
		"default.log":                              "time=4 level=INFO msg=newest\n",
		"default-2026-11-28T09-00-00.000.log":      "time=2 level=INFO msg=middle\ntime=3 level=INFO msg=before\n",
		"default-2026-11-27T09-00-00.000.log":      "time=1 level=INFO msg=oldest\n",
		"default-desk-2026-11-28T10-00-00.000.log": "time=1 level=INFO msg=another\n", // of the profile default-desk
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for most, want := range map[int64]string{
		1000: "time=2 level=INFO msg=middle\ntime=3 level=INFO msg=before\ntime=4 level=INFO msg=newest\n",
		60:   "time=3 level=INFO msg=before\ntime=4 level=INFO msg=newest\n",
		29:   "time=4 level=INFO msg=newest\n",
	} {
		got, err := support.LogTail(filepath.Join(folder, "default.log"), most)
		if err != nil || string(got) != want {
			t.Errorf("%d bytes: %q, %v; want %q", most, got, err, want)
		}
	}
}

func FuzzTrace(f *testing.F) {
	f.Add(`{"name":"X","frame":{"callingDevice":"15551234567:::0","payload":"{}"}}`, "4750")
	f.Fuzz(func(t *testing.T, line, extension string) {
		for _, l := range strings.SplitAfter(string(support.Trace([]byte(line), extension)), "\n") {
			if l != "" && !json.Valid([]byte(l)) {
				t.Errorf("no JSON: %q", l)
			}
		}
	})
}
