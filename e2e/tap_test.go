package e2e_test

import (
	"testing"

	"offhook/internal/story"
)

// newTap relays to the server of a ws:// URL until the test ends, and returns the
// URL to use.
func newTap(t *testing.T, url string) (*story.Tap, string) {
	t.Helper()
	tp, url, err := story.NewTap(url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(tp.Close)
	return tp, url
}
