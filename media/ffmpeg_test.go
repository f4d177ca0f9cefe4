package media_test

import (
	"bytes"
	"encoding/binary"
	"os/exec"
	"testing"
)

// ffmpeg runs the reference program on input and returns what it writes. Its
// absence is a failure: packaging/install-deps.sh test installs it.
func ffmpeg(t testing.TB, input []byte, args ...string) []byte {
	t.Helper()
	var problems bytes.Buffer
	all := append([]string{"-nostdin", "-hide_banner", "-loglevel", "error"}, args...)
	cmd := exec.Command("ffmpeg", all...)
	cmd.Stdin, cmd.Stderr = bytes.NewReader(input), &problems
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("ffmpeg %v: %v: %s", args, err, problems.String())
	}
	return out
}

// toBytes and fromBytes turn samples into the bytes of s16le and back.
func toBytes(pcm []int16) []byte {
	out := make([]byte, 0, 2*len(pcm))
	for _, s := range pcm {
		out = binary.LittleEndian.AppendUint16(out, uint16(s))
	}
	return out
}

func fromBytes(b []byte) []int16 {
	out := make([]int16, len(b)/2)
	for i := range out {
		out[i] = int16(binary.LittleEndian.Uint16(b[2*i:]))
	}
	return out
}
