package main

import (
	"strings"
	"testing"
)

// stream is what go test -json says for: a test that passes and measures, one
// that fails, one that is skipped, a package that panics, one that does not
// compile, and one without tests.
const stream = `{"Action":"start","Package":"m/a"}
{"Action":"run","Package":"m/a","Test":"TestGood"}
{"Action":"output","Package":"m/a","Test":"TestGood","Output":"measured: 12 ms\n"}
{"Action":"output","Package":"m/a","Test":"TestGood","Output":"chatter\n"}
{"Action":"pass","Package":"m/a","Test":"TestGood","Elapsed":0.1}
{"Action":"output","Package":"m/a","Test":"TestBad","Output":"want 1, got 2\n"}
{"Action":"fail","Package":"m/a","Test":"TestBad","Elapsed":0.1}
{"Action":"output","Package":"m/a","Test":"TestLazy","Output":"no sound card\n"}
{"Action":"skip","Package":"m/a","Test":"TestLazy","Elapsed":0}
{"Action":"output","Package":"m/a","Output":"FAIL\n"}
{"Action":"fail","Package":"m/a","Elapsed":0.3}
{"Action":"output","Package":"m/b","Output":"panic: boom\n"}
{"Action":"fail","Package":"m/b","Elapsed":0.3}
{"ImportPath":"m/c [m/c.test]","Action":"build-output","Output":"c.go:1: syntax error\n"}
{"ImportPath":"m/c [m/c.test]","Action":"build-fail"}
{"Action":"fail","Package":"m/c","Elapsed":0,"FailedBuild":"m/c [m/c.test]"}
{"Action":"skip","Package":"m/d","Elapsed":0}
{"Action":"pass","Package":"m/e","Test":"TestFine","Elapsed":1}
{"Action":"pass","Package":"m/e","Elapsed":1.5}
a line that is not JSON
`

func TestEveryKindOfResultIsCounted(t *testing.T) {
	var out strings.Builder
	r := newReport(&out)
	if err := countTests(strings.NewReader(stream), r); err != nil {
		t.Fatal(err)
	}
	if status := r.finish(); status != 1 {
		t.Errorf("exit status = %d, want 1", status)
	}
	for _, want := range []string{
		"12 ms", "FAIL m/a TestBad\n    want 1, got 2", "skipped:\n    no sound card",
		"FAIL m/b\n    panic: boom", "FAIL m/c\n    c.go:1: syntax error",
		"ok   m/e ", "a line that is not JSON", "failed: m/a TestLazy",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the report does not show %q:\n%s", want, out.String())
		}
	}
	if strings.Contains(out.String(), "chatter") {
		t.Errorf("a passing test's output is shown")
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if last := lines[len(lines)-1]; last != "2 passed, 4 failed" {
		t.Errorf("last line = %q, want 2 passed, 4 failed", last)
	}
}

func TestNothingRunIsAFailure(t *testing.T) {
	var out strings.Builder
	if status := newReport(&out).finish(); status != 1 {
		t.Errorf("exit status = %d, want 1", status)
	}
}

func TestAllPassedIsASuccess(t *testing.T) {
	var out strings.Builder
	r := newReport(&out)
	r.pass()
	if status := r.finish(); status != 0 || !strings.HasSuffix(out.String(), "\n1 passed, 0 failed\n") {
		t.Errorf("exit status %d, report %q", status, out.String())
	}
}

func TestNewerThan(t *testing.T) {
	tests := []struct {
		a    string
		want bool
	}{
		{"v0.4.1", false}, {"v0.5.0", false}, {"v0.5.1", true}, {"v0.10.0", true}, {"v1.0.0", true},
	}
	for _, tt := range tests {
		if got, err := newerThan(tt.a, "v0.5.0"); err != nil || got != tt.want {
			t.Errorf("newerThan(%q) = %v, %v, want %v", tt.a, got, err, tt.want)
		}
	}
	if _, err := newerThan("latest", "v0.5.0"); err == nil {
		t.Error("a version that is none was compared")
	}
}

func TestChoose(t *testing.T) {
	all := []check{{name: "a"}, {name: "b"}, {name: "c"}}
	got, err := choose(all, "c,a")
	if err != nil || len(got) != 2 || got[0].name != "c" || got[1].name != "a" {
		t.Errorf("choose = %v, %v", got, err)
	}
	if _, err := choose(all, "x"); err == nil {
		t.Error("an unknown check was chosen")
	}
	if got, _ := choose(all, ""); len(got) != 3 {
		t.Errorf("without a choice %d of 3 run", len(got))
	}
}
