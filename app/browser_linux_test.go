package app_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"offhook/app"
	"offhook/app/pop"
	"offhook/app/trigger"
)

// TestTheBrowserGetsTheAddressAsOneArgument has a program in the browser's place
// that writes down what it was given.
func TestTheBrowserGetsTheAddressAsOneArgument(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "out")
	script := "#!/bin/sh\nprintf '%s\\n' \"$#\" \"$@\" > " + out + ".new && mv " + out + ".new " + out + "\n"
	if err := os.WriteFile(filepath.Join(dir, "xdg-open"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+":"+os.Getenv("PATH"))
	p, err := pop.New([]pop.Rule{{On: []trigger.Trigger{trigger.Ring}, URL: "https://crm.example/?n={name}"}})
	if err != nil {
		t.Fatal(err)
	}
	page := p.For(trigger.Ring, trigger.Call{Direction: trigger.In, Name: "$(touch " + dir + "/ran); `id`\n'\"&x=1"})[0].URL
	if err := app.OpenPage(t.Context(), page); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(out)
	if err != nil || string(got) != "1\n"+page+"\n" {
		t.Errorf("the browser was given %q (%v), want %q", got, err, page)
	}
	if _, err := os.Stat(filepath.Join(dir, "ran")); !errors.Is(err, os.ErrNotExist) {
		t.Error("a caller's name was run")
	}
}

// TestABrowserThatStaysIsNotWaitedFor: where no browser runs, xdg-open becomes it.
func TestABrowserThatStaysIsNotWaitedFor(t *testing.T) {
	dir := t.TempDir()
	stop := filepath.Join(dir, "stop")
	script := "#!/bin/sh\nn=0\nwhile [ ! -e " + stop + " ] && [ $n -lt 600 ]; do sleep 0.1; n=$((n+1)); done\n"
	if err := os.WriteFile(filepath.Join(dir, "xdg-open"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.WriteFile(stop, nil, 0o600) })
	t.Setenv("PATH", dir+":"+os.Getenv("PATH"))
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- app.OpenPage(ctx, "https://crm.example/") }()
	cancel() // Offhook ends
	select {
	case err := <-ended:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(30 * time.Second):
		t.Error("Offhook waits for the browser")
	}
}
