package policy_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/sys/windows/registry"

	"offhook/app/policy"
)

// TestGroupPoliciesAreRead writes what a group policy would, which takes an
// administrator, and never where there is one already.
func TestGroupPoliciesAreRead(t *testing.T) {
	if m := policy.Read(shape); m.Policy.Text != nil || m.Policy.Err != nil || m.Defaults.Text != nil || m.Defaults.Err != nil {
		t.Fatalf("this computer has a policy: %+v", m)
	}
	key := func(path string) registry.Key {
		k, there, err := registry.CreateKey(registry.LOCAL_MACHINE, path, registry.ALL_ACCESS|registry.WOW64_64KEY)
		if err != nil || there {
			t.Fatalf("%s: there already: %v, %v", path, there, err)
		}
		t.Cleanup(func() {
			if err := errors.Join(k.Close(), registry.DeleteKey(registry.LOCAL_MACHINE, path)); err != nil {
				t.Error(err)
			}
		})
		return k
	}
	mandatory := key(`Software\Policies\Offhook`)
	recommended := key(`Software\Policies\Offhook\Recommended`)
	if err := errors.Join(
		mandatory.SetStringsValue("servers", []string{"wss://aes1/x", "aes2"}),
		mandatory.SetDWordValue("insecure_ws", 0),
		mandatory.SetStringValue("voice.ring_volume", "0.5"),
		mandatory.SetStringsValue("toml", []string{"[services]", `7000 = "Aufträge"`}),
		mandatory.SetStringValue("", "the key's own value is no setting"),
		recommended.SetQWordValue("history.keep_days", 30),
		recommended.SetExpandStringValue("extension", "4750"),
	); err != nil {
		t.Fatal(err)
	}
	m := policy.Read(shape)
	if d := cmp.Diff(map[string]any{
		"servers": []any{"wss://aes1/x", "aes2"}, "insecure_ws": false, "voice": map[string]any{"ring_volume": 0.5},
		"services": map[string]any{"7000": "Aufträge"},
	}, tables(t, m.Policy)); d != "" {
		t.Errorf("the policy differs (-want +got):\n%s", d)
	}
	if d := cmp.Diff(map[string]any{"history": map[string]any{"keep_days": int64(30)}, "extension": "4750"}, tables(t, m.Defaults)); d != "" {
		t.Errorf("the defaults differ (-want +got):\n%s", d)
	}
	if err := mandatory.SetBinaryValue("agent", []byte{1, 2}); err != nil {
		t.Fatal(err)
	}
	if m := policy.Read(shape); m.Policy.Err == nil {
		t.Error("a value of a kind that no setting has is left out in silence")
	}
}
