package screens

import (
	"testing"
	"time"
)

func TestElapsed(t *testing.T) {
	for d, want := range map[time.Duration]string{
		-time.Second: "0:00", 0: "0:00", 59 * time.Second: "0:59", 60 * time.Second: "1:00",
		59*time.Minute + 59*time.Second: "59:59", time.Hour + 2*time.Minute + 3*time.Second: "1:02:03",
		980 * time.Millisecond: "0:01", // a tick comes a little early
	} {
		if got := elapsed(noon.Add(d), noon); got != want {
			t.Errorf("elapsed(%v) = %q, want %q", d, got, want)
		}
	}
	if got := elapsed(noon, time.Time{}); got != "" {
		t.Errorf("elapsed since never = %q, want nothing", got)
	}
}

func FuzzPlain(f *testing.F) {
	f.Add("a\u202eb\nc")
	f.Add("\xff\xfe")
	f.Fuzz(func(t *testing.T, s string) {
		got := plain(s)
		n := 0
		for _, r := range got {
			n++
			if r < ' ' || r == 0x7f || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
				t.Fatalf("plain(%q) = %q keeps %U", s, got, r)
			}
		}
		if n > 161 {
			t.Fatalf("plain keeps %d characters", n)
		}
	})
}
