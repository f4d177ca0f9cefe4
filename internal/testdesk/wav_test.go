package testdesk_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"offhook/internal/testdesk"
)

// ffprobe, which knows nothing of this program, must find two channels of the
// longer direction's length, and each direction in its channel.
func TestBothDirectionsOfACallAreInOneFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "calls.wav")
	said := testdesk.Tone(500, -20, time.Second)
	heard := testdesk.Tone(1000, -20, 2*time.Second)
	if err := testdesk.WriteCallWAV(path, said, heard); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("ffprobe", "-v", "error", "-show_entries", "stream=codec_name,sample_rate,channels,duration", "-of", "csv=p=0", path).CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if got := strings.TrimSpace(string(out)); got != "pcm_s16le,48000,2,2.000000" {
		t.Errorf("ffprobe finds %q", got)
	}
	for channel, want := range [][]int16{said, heard} {
		raw, err := exec.Command("ffmpeg", "-v", "error", "-i", path, "-af", fmt.Sprint("pan=mono|c0=c", channel), "-f", "s16le", "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		got := make([]int16, len(raw)/2)
		if err := binary.Read(bytes.NewReader(raw), binary.LittleEndian, got); err != nil {
			t.Fatal(err)
		}
		if len(got) != 2*testdesk.SampleRate {
			t.Fatalf("channel %d has %d samples", channel, len(got))
		}
		for i, s := range got {
			if i < len(want) && s != want[i] || i >= len(want) && s != 0 {
				t.Fatalf("channel %d, sample %d is %d", channel, i, s)
			}
		}
	}
}
