package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"offhook/app/control"
	"offhook/wti/simulator"
)

// TestALinkIsHandedToTheRunningApp: it is offered, and dials nothing by itself.
func TestALinkIsHandedToTheRunningApp(t *testing.T) {
	f := newOffice(t, simulator.Options{})
	f.offhook(exitOK, "tel:5550100;ext=12")
	f.offhook(exitOK, "dial", "callto:5550101")
	f.offhook(exitOK, "run", "--", "tel:555-0102") // as Windows does
	offer, err := f.app.State().Offer.Get()
	for end := time.Now().Add(soon); offer.Number != "5550102" && time.Now().Before(end); {
		time.Sleep(time.Millisecond)
		offer, err = f.app.State().Offer.Get()
	}
	if err != nil || offer.ID != 3 {
		t.Errorf("the offer is %+v, %v", offer, err)
	}
	if st := f.status(); len(st.Calls) != 0 {
		t.Errorf("a link made calls: %+v", st.Calls)
	}
	f.offhook(exitOK, "dial", "5550100") // what is typed is dialled
	f.until("the call", func(s control.Status) bool { return len(s.Calls) == 1 })
}

func TestWhatIsNoLinkIsAWrongArgument(t *testing.T) {
	t.Setenv("XDG_RUNTIME_DIR", t.TempDir())
	for _, args := range [][]string{
		{"bogus"}, {"tel:"}, {"tel:1;rm -rf /"}, {"dial", "tel:$(id)"}, {"http://example.com"}, {"run", "5550100"},
		{"run", "--", "tel:1", "--server", "ws://evil.example"}, {"run", "--", "--server=ws://evil.example"}, // a link with quotes in it
		{"dial"}, {"dial", "--clipboard", "1"}, {"dial", "--clipboard", "--dry-run"}, {"dial", "--dry-run", "anna"},
	} {
		var out, errs bytes.Buffer
		if code := run(args, "test", &out, &errs); code != exitUsage || !strings.HasPrefix(errs.String(), "offhook: ") {
			t.Errorf("offhook %q: exit code %d, %s%s", args, code, out.String(), errs.String())
		}
	}
	var out, errs bytes.Buffer
	if code := run([]string{"dial", "5550100"}, "test", &out, &errs); code != exitNotRunning {
		t.Errorf("a number with no running app: exit code %d, %s", code, errs.String())
	}
}

func TestWhatWouldBeDialledIsPrinted(t *testing.T) {
	file := filepath.Join(t.TempDir(), "settings.toml")
	text := "[dial]\ncountry = \"49\"\noutside_line = \"0\"\ninternal_lengths = [4]\n[[dial.rewrite]]\nname = \"Head office\"\nmatch = '\\+4930123(\\d{4})'\nreplace = \"${1}\"\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	for number, want := range map[string]string{
		"tel:+49-30-901820": "tel:+49-30-901820\n  number  +49 30 901820\n  dialled 0 030 901820\n  rule    national number\n",
		"+49 30 123 4751":   "+49 30 123 4751\n  number  +49 30 1234751\n  dialled 4751\n  rule    rewrite \"Head office\"\n",
		"112":               "112\n  number  112\n  dialled 112\n  rule    emergency number, never changed\n",
	} {
		var out, errs bytes.Buffer
		if code := run([]string{"--config", file, "dial", "--dry-run", number}, "test", &out, &errs); code != exitOK || out.String() != want {
			t.Errorf("%s: exit code %d, printed %q %s, want %q", number, code, out.String(), errs.String(), want)
		}
	}
}
