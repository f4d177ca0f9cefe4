package policy_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pelletier/go-toml/v2"

	"offhook/app/policy"
)

var shape = policy.Shape{
	"servers": policy.Texts, "insecure_ws": policy.Switch, "extension": policy.Text, "services": policy.Table,
	"aux_reasons": policy.Table, "history.keep_days": policy.Whole, "voice.ring_volume": policy.Number, "voice.ring_cadence": policy.Numbers,
}

// tables reads a document's text.
func tables(t *testing.T, d policy.Document) map[string]any {
	t.Helper()
	if d.Err != nil {
		t.Fatal(d.Err)
	}
	var tree map[string]any
	if err := toml.Unmarshal(d.Text, &tree); err != nil {
		t.Fatalf("%v in %s", err, d.Text)
	}
	return tree
}

func TestRegistryValuesBecomeSettings(t *testing.T) {
	got := tables(t, policy.FromValues(shape, `HKLM\Software\Policies\Offhook`, map[string]any{
		"Servers":            []string{"wss://aes1/x", "aes2"},
		"insecure_ws":        uint64(0),
		"extension":          "4750",
		"history.keep_days":  uint64(30),
		"voice.ring_volume":  "0.5",
		"voice.ring_cadence": []string{"400", "200"},
		"later.unknown":      "kept, so that it can be named",
		"toml":               []string{"extension = \"none\"", "[services]", "7000 = \"Orders\"", "[history]", "mask = true"},
	}))
	want := map[string]any{
		"servers": []any{"wss://aes1/x", "aes2"}, "insecure_ws": false, "extension": "4750",
		"services": map[string]any{"7000": "Orders"},
		"history":  map[string]any{"keep_days": int64(30), "mask": true},
		"voice":    map[string]any{"ring_volume": 0.5, "ring_cadence": []any{int64(400), int64(200)}},
		"later":    map[string]any{"unknown": "kept, so that it can be named"},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("settings differ (-want +got):\n%s", d)
	}
}

func TestAWrongRegistryValueIsNamed(t *testing.T) {
	for name, v := range map[string]any{
		"insecure_ws": "perhaps", "history.keep_days": "ten", "voice.ring_volume": "loud", "voice.ring_cadence": []string{"x"},
		"services": "7000=Orders", "toml": []string{"services = ["}, "extension.x": "1",
	} {
		values := map[string]any{name: v, "extension": "4750"}
		d := policy.FromValues(shape, `HKLM\Software\Policies\Offhook`, values)
		if d.Err == nil || !strings.HasPrefix(d.Err.Error(), `HKLM\Software\Policies\Offhook: `+name) {
			t.Errorf("%s = %v: %v", name, v, d.Err)
		}
	}
}

const preferences = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict>
<key>servers</key><array><string>wss://aes1/x</string></array>
<key>voice.ring_volume</key><real>0.5</real>
<key>history</key><dict><key>keep_days</key><integer>30</integer></dict>
<key>services</key><dict><key>7000</key><string>Orders</string></dict>
<key>aux_reasons</key><array><dict><key>code</key><integer>2</integer><key>name</key><string>Lunch</string></dict></array>
<key>insecure_ws</key><false/>
</dict></plist>`

func TestManagedPreferencesBecomeSettings(t *testing.T) {
	folder := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	all := write("all.plist", preferences)
	mine := write("mine.plist", `<plist version="1.0"><dict><key>history.keep_days</key><integer>7</integer></dict></plist>`)
	got := tables(t, policy.FromPropertyLists(shape, all, mine, filepath.Join(folder, "none.plist")))
	want := map[string]any{
		"servers": []any{"wss://aes1/x"}, "insecure_ws": false, "services": map[string]any{"7000": "Orders"},
		"aux_reasons": []any{map[string]any{"code": int64(2), "name": "Lunch"}},
		"history":     map[string]any{"keep_days": int64(7)}, "voice": map[string]any{"ring_volume": 0.5},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("settings differ (-want +got):\n%s", d)
	}
	broken := write("broken.plist", "<plist><dict><key>servers</key>")
	if d := policy.FromPropertyLists(shape, broken); d.Err == nil || !strings.Contains(d.Err.Error(), broken) {
		t.Errorf("a broken file: %v", d.Err)
	}
	if d := policy.FromPropertyLists(shape, filepath.Join(folder, "none.plist")); d.Err != nil || d.Text != nil {
		t.Errorf("no file: %s, %v", d.Text, d.Err)
	}
}

func TestAPolicyFileThatCannotBeReadIsAnError(t *testing.T) {
	folder := t.TempDir()
	if d := policy.FromFile(filepath.Join(folder, "none.toml")); d.Err != nil || d.Text != nil {
		t.Errorf("no file: %+v", d)
	}
	if d := policy.FromFile(folder); d.Err == nil { // nobody reads a folder, not even root
		t.Error("a folder in place of the file sets nothing")
	}
	huge := filepath.Join(folder, "huge.toml")
	if err := os.WriteFile(huge, make([]byte, 2<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	if d := policy.FromFile(huge); d.Err == nil {
		t.Error("a file of 2 MB is taken")
	}
}

func FuzzValues(f *testing.F) {
	f.Add("voice.ring_volume", "0.5")
	f.Add("toml", "[history]\nkeep_days = 3")
	f.Fuzz(func(t *testing.T, name, value string) {
		d := policy.FromValues(shape, "x", map[string]any{name: value, "history.keep_days": uint64(3)})
		if d.Err != nil {
			return
		}
		var tree map[string]any
		if err := toml.Unmarshal(d.Text, &tree); err != nil {
			t.Fatalf("what was written cannot be read: %v in %s", err, d.Text)
		}
	})
}
