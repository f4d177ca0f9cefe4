package testdesk

import (
	"testing"
)

// ForTest starts a desk that ends with the test. When the test fails, what the
// desk's programs wrote is shown.
func ForTest(t testing.TB, opts Options) *Desk {
	t.Helper()
	d, err := Start(t.Context(), opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if t.Failed() {
			d.Logs(t.Output())
		}
		if err := d.Close(); err != nil {
			t.Errorf("closing the desk: %v", err)
		}
	})
	return d
}

// InTest starts a desk without a display for the calling process itself: the
// test's environment is changed to the desk's D-Bus session, keychain, sound
// server and home, until the test ends. Not for parallel tests.
func InTest(t *testing.T, opts Options) *Desk {
	t.Helper()
	opts.NoDisplay = true
	d := ForTest(t, opts)
	for k, v := range d.env {
		t.Setenv(k, v)
	}
	return d
}
