package testdesk_test

import (
	"os"
	"testing"
	"time"

	"offhook/internal/testdesk"
)

func TestAProcessCosts(t *testing.T) {
	pid, before := os.Getpid(), testdesk.RanFor(os.Getpid())
	if r := testdesk.Resident(pid); r < 1<<20 || r > 64<<30 {
		t.Errorf("this test has %d bytes in memory", r)
	}
	for end := time.Now().Add(20 * time.Second); testdesk.RanFor(pid) < before+20*time.Millisecond; {
		if time.Now().After(end) {
			t.Fatal("after 20 s of work, 20 ms of it were not counted")
		}
	}
	if ran, resident := testdesk.RanFor(1<<30), testdesk.Resident(1<<30); ran != 0 || resident != 0 {
		t.Errorf("a process that is none has run for %v and has %d bytes", ran, resident)
	}
}
