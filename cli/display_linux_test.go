package cli

import (
	"net"
	"path/filepath"
	"testing"
)

// TestADisplayThatIsGoneIsNone: variables survive in sessions whose display is gone.
func TestADisplayThatIsGoneIsNone(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("XDG_RUNTIME_DIR", dir)
	there, err := net.Listen("unix", filepath.Join(dir, "wayland-7"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = there.Close() }()
	for _, c := range []struct {
		wayland, x11 string
		want         bool
	}{
		{"", "", false},
		{"wayland-7", "", true},
		{filepath.Join(dir, "wayland-7"), "", true},
		{"wayland-8", "", false},
		{"", ":64999", false},
		{"", "nonsense", false},
		{"", "127.0.0.1:58999.0", false}, // port 64999, where nobody is
	} {
		t.Setenv("WAYLAND_DISPLAY", c.wayland)
		t.Setenv("DISPLAY", c.x11)
		if got := hasDisplay(); got != c.want {
			t.Errorf("WAYLAND_DISPLAY %q, DISPLAY %q: %v, want %v", c.wayland, c.x11, got, c.want)
		}
	}
}
