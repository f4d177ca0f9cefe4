package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"offhook/wti/simulator"
)

func TestTheDirectoryIsImportedAndListed(t *testing.T) {
	f := newOffice(t, simulator.Options{})
	file := filepath.Join(t.TempDir(), "people.vcf")
	cards := "BEGIN:VCARD\nFN:Anna\nTEL;TYPE=cell:+49 30 1\nCATEGORIES:Favourite\nEND:VCARD\nBEGIN:VCARD\nFN:Bob\nTEL:x\nEND:VCARD\n"
	if err := os.WriteFile(file, []byte(cards), 0o600); err != nil {
		t.Fatal(err)
	}
	out, errs := f.offhook(exitFailed, "directory", "import", file)
	if out != "1 new, 0 updated\n" || !strings.Contains(errs, "line 8: \"x\" is not a number") {
		t.Errorf("import printed %q and %q", out, errs)
	}
	if out, _ := f.offhook(exitOK, "directory", "--json"); out != `{"name":"Anna","label":"mobile","number":"+49301","favourite":true}`+"\n" {
		t.Errorf("directory --json printed %q", out)
	}
	if out, _ := f.offhook(exitOK, "directory", "--search", "anna"); !strings.HasPrefix(out, "* +49301") {
		t.Errorf("directory printed %q", out)
	}
	if out, _ := f.offhook(exitOK, "directory", "--search", "bob"); out != "" {
		t.Errorf("directory printed %q", out)
	}
	if out, _ := f.offhook(exitOK, "directory", "--vcard"); !strings.Contains(out, "TEL;TYPE=cell:+49301\r\n") {
		t.Errorf("directory --vcard printed %q", out)
	}
	if out, _ := f.offhook(exitOK, "directory", "--csv"); !strings.Contains(out, "Anna,,mobile,+49301,yes\r\n") {
		t.Errorf("directory --csv printed %q", out)
	}
	f.offhook(exitUsage, "directory", "import", filepath.Join(t.TempDir(), "nowhere"))
}
