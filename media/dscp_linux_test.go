//go:build amd64 || arm64

package media_test

import (
	"testing"

	"offhook/media"
)

func TestPacketsAreMarkedForExpeditedForwarding(t *testing.T) {
	if got, err := media.TrafficClass(open(t, media.Config{})); err != nil || got != 0xb8 {
		t.Errorf("traffic class %#x, %v, want 0xb8", got, err)
	}
	if got, err := media.TrafficClass(open(t, media.Config{NoDSCP: true})); err != nil || got != 0 {
		t.Errorf("traffic class %#x, %v although switched off", got, err)
	}
}
