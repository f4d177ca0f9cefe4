package cli

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"offhook/wti/simulator"
)

// The headers of a call of the running app arrive in the file of another
// process, which ends it by going.
func TestTraceWritesTheRTPHeadersOfTheRunningApp(t *testing.T) {
	f := newOffice(t, simulator.Options{})
	path := filepath.Join(t.TempDir(), "rtp.pcap")
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var out, errs bytes.Buffer
	e := &environment{ctx: ctx, globals: globals{Profile: f.profile}, stdout: &out, stderr: &errs}
	done := make(chan error, 1)
	go func() { done <- (&traceCommand{RTP: path}).Run(e) }()
	f.offhook(exitOK, "dial", "4751")
	const header, packet = 24, 56
	size := func() int64 {
		info, err := os.Stat(path)
		if err != nil {
			return 0
		}
		return info.Size()
	}
	for end := time.Now().Add(30 * time.Second); size() < header+50*packet; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("after 30 s the file has %d bytes", size())
		}
	}
	cancel()
	select {
	case err := <-done:
		if err != nil {
			t.Errorf("interrupted: %v", err)
		}
	case <-time.After(30 * time.Second):
		t.Fatal("it does not end")
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(data, []byte{0xd4, 0xc3, 0xb2, 0xa1}) || (len(data)-header)%packet != 0 {
		t.Errorf("%d bytes that begin with % x are no capture file of RTP headers", len(data), data[:4])
	}
}
