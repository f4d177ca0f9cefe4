package main

import (
	"cmp"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"offhook/wti"
	"offhook/wti/simulator"
)

// TestAThousandEventsASecond sends numbered events to one client, a thousand a
// second for as long as OFFHOOK_EVENTS says: each must arrive, in order, and the
// client's memory must not grow with them.
func TestAThousandEventsASecond(t *testing.T) {
	length, err := time.ParseDuration(cmp.Or(os.Getenv("OFFHOOK_EVENTS"), "5s"))
	if err != nil {
		t.Fatal(err)
	}
	s, err := simulator.New(simulator.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	c, err := wti.New(wti.Options{
		Servers: []string{s.URL()}, AllowInsecure: true, CTIUser: "demo", CTIPassword: "demo", SwitchName: "CM1",
		Extension: "4750", StationCode: "123456", Mode: wti.OtherPhone, OtherNumber: "5550107", AgentID: "2001", AgentPassword: "1234",
	})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	if err := c.SignIn(t.Context()); err != nil {
		t.Fatal(err)
	}
	total := int(length.Seconds() * 1000)
	start := time.Now()
	sentAt := make([]atomic.Int64, total) // since start
	go func() {
		for began, n := time.Now(), 0; n < total && t.Context().Err() == nil; time.Sleep(time.Millisecond) {
			for due := min(int(time.Since(began)/time.Millisecond), total); n < due; n++ {
				sentAt[n].Store(int64(time.Since(start)))
				s.Inject(fmt.Sprintf(`{"header":{"invokeId":9999,"headerType":"event","event":"DisplayUpdatedEvent","version":"v2"},`+
					`"payload":{"device":{"deviceIdentifier":"4750:CM1:0.0.0.0:0"},"displayID":"1","contentsOfDisplay":"number %d"}}`, n))
			}
		}
	}()
	var before runtime.MemStats
	limit := time.After(length + 20*time.Second)
	delays := make([]time.Duration, 0, total) // from the server's writing to the client's delivery
	for want := 0; want < total; {
		select {
		case e := <-c.Events():
			d, ok := e.(wti.DisplayUpdated)
			var n int
			if !ok || !scan(d.Text, &n) {
				continue
			}
			if n != want {
				t.Fatalf("event %d came, want %d", n, want)
			}
			delays = append(delays, time.Since(start)-time.Duration(sentAt[n].Load()))
			if want++; want == total/5 {
				runtime.GC()
				runtime.ReadMemStats(&before)
			}
		case <-limit:
			t.Fatalf("%d of %d events came", want, total)
		}
	}
	var after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&after)
	if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > 4<<20 {
		t.Errorf("the heap grew by %d KiB over %d events", grown>>10, total*4/5)
	}
	t.Logf("%d events in order, none lost; delay p50 / p99 / max %s", total, spread(delays))
}

func scan(text string, n *int) bool {
	const head = "number "
	if len(text) <= len(head) || text[:len(head)] != head {
		return false
	}
	v, err := strconv.Atoi(text[len(head):])
	*n = v
	return err == nil
}
