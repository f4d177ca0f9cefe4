package cli

import (
	"bytes"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

func TestTextIsAFlagWithAValueOrWithout(t *testing.T) {
	for _, c := range []struct {
		args []string
		env  string
		want textChoice
		link string
	}{
		{nil, "", textNone, ""},
		{[]string{"--text"}, "", textAuto, ""},
		{[]string{"--text=plain"}, "", textPlain, ""},
		{[]string{"--text", "tel:5550100"}, "", textAuto, "tel:5550100"},
		{nil, "plain", textPlain, ""},
		{[]string{"--text=full"}, "plain", textFull, ""},
	} {
		t.Setenv("OFFHOOK_TEXT", c.env)
		var line commandLine
		parser, err := kong.New(&line, kong.Vars{"version": ""})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := parser.Parse(c.args); err != nil {
			t.Errorf("%q, %q: %v", c.args, c.env, err)
		}
		if line.Run.Text != c.want || line.Run.Link != c.link {
			t.Errorf("%q, %q: text %q, link %q", c.args, c.env, line.Run.Text, line.Run.Link)
		}
	}
	var out, problems bytes.Buffer
	if code := run([]string{"demo", "--text=fancy"}, "test", &out, &problems); code != exitUsage || !strings.Contains(problems.String(), "auto, full or plain") {
		t.Errorf("exit code %d: %s", code, problems.String())
	}
}

// TestTheComplaintAboutOpenGLHasAWayOut: Fyne's own words stay, for whoever knows
// them, and ours are said once.
func TestTheComplaintAboutOpenGLHasAWayOut(t *testing.T) {
	var out bytes.Buffer
	w := &noOpenGL{to: &out}
	lines := []string{"Fyne error:  other\n", "  At: x.go:1\n", "Fyne error:  window creation error\n", "  Cause: APIUnavailable\n", "  At: x.go:2\n", "Fyne error:  window creation error\n", "  At: x.go:3\n"}
	for i, line := range lines {
		if n, err := w.Write([]byte(line)); n != len(line) || err != nil {
			t.Errorf("wrote %d of %d, %v", n, len(line), err)
		}
		if advised := strings.HasSuffix(out.String(), "offhook --text\n"); advised != (i == 4) {
			t.Errorf("after %q it ends with the advice: %v", line, advised)
		}
		if w.failed() != (i >= 2) {
			t.Errorf("after %q it has failed: %v", line, w.failed())
		}
	}
	if strings.Count(out.String(), "offhook --text") != 1 {
		t.Errorf("it says:\n%s", out.String())
	}
}
