package simulator_test

import (
	"net/http"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"offhook/wti/simulator"
)

// What is due at the same moment happens in the order in which it was set, and what
// is due earlier before it.
func TestTimersGoOffInOrder(t *testing.T) {
	timed(t, simulator.Options{}, func(t *testing.T, s *simulator.Server, _ func(http.Header) *peer) {
		var got, want []int
		for i := range 50 {
			s.After(time.Minute, func() { got = append(got, i) })
			want = append(want, i)
		}
		s.After(time.Second, func() { got = append(got, -1) })
		time.Sleep(time.Minute)
		synctest.Wait()
		if want = append([]int{-1}, want...); !slices.Equal(got, want) {
			t.Errorf("went off in the order %v", got)
		}
	})
}
