package device_test

import (
	"testing"
	"time"

	"offhook/media/device"
)

func TestGapsSayHowTheLoudspeakerIsDriven(t *testing.T) {
	startPulse(t)
	var heard recorder
	v := openVoice(t, device.Options{Source: device.NewToneSource(1015, -12), Sink: &heard})
	eventually(t, 20*time.Second, "the loudspeaker has a period", func() bool {
		p := v.Gaps().Period
		return p >= 5*time.Millisecond && p <= 20*time.Millisecond
	})
	before := v.Gaps()
	if err := v.Close(); err != nil {
		t.Fatal(err)
	}
	after := v.Gaps()
	if after.Period != 0 {
		t.Errorf("a closed loudspeaker has a period of %v", after.Period)
	}
	if after.RanDry < before.RanDry || after.Starved < before.Starved || after.Missed < before.Missed {
		t.Errorf("the figures went back from %+v to %+v", before, after)
	}
}
