package app_test

import (
	"net/netip"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2/data/binding"

	"offhook/app"
	"offhook/wti"
)

// TestMetersMoveAsOftenAsTheComputerCan: twenty times a second, and less often where
// each picture of the window takes long.
func TestMetersMoveAsOftenAsTheComputerCan(t *testing.T) {
	for _, c := range []struct {
		paint       time.Duration
		least, most int // in ten seconds
	}{{0, 190, 210}, {1500 * time.Microsecond, 49, 61}, {4500 * time.Microsecond, 19, 21}, {time.Second, 9, 11}} {
		bubble(t, func(t *testing.T) {
			d := newDesk(t, func(o *app.Options) { o.PaintCost = func() time.Duration { return c.paint } })
			d.voice.talks = true
			d.signIn()
			var shown atomic.Int32
			d.app.State().Levels.AddListener(binding.NewDataListener(func() { shown.Add(1) }))
			d.emit(wti.MediaStarted{RTP: netip.MustParseAddrPort("127.0.0.1:2050"), Codec: "g711U"})
			shown.Store(0)
			time.Sleep(10 * time.Second)
			synctest.Wait()
			if n := int(shown.Load()); n < c.least || n > c.most {
				t.Errorf("with a picture that takes %v, meters moved %d times in 10 s, want %d to %d", c.paint, n, c.least, c.most)
			}
		})
	}
}

// TestMetersShareThePictureOfTheTimers where a picture is dear, also when that turns out
// in the middle of a second.
func TestMetersShareThePictureOfTheTimers(t *testing.T) {
	bubble(t, func(t *testing.T) {
		var cost atomic.Int64
		d := newDesk(t, func(o *app.Options) { o.PaintCost = func() time.Duration { return time.Duration(cost.Load()) } })
		d.voice.talks = true
		d.signIn()
		d.emit(wti.MediaStarted{RTP: netip.MustParseAddrPort("127.0.0.1:2050"), Codec: "g711U"})
		time.Sleep(3777 * time.Millisecond)
		cost.Store(int64(time.Second))
		time.Sleep(2 * time.Second)
		var mu sync.Mutex
		pictures := map[time.Time]bool{}
		picture := binding.NewDataListener(func() {
			mu.Lock()
			defer mu.Unlock()
			pictures[time.Now()] = true
		})
		d.app.State().Levels.AddListener(picture)
		d.app.State().Tick.AddListener(picture)
		time.Sleep(10 * time.Second)
		synctest.Wait()
		mu.Lock()
		defer mu.Unlock()
		if n := len(pictures); n < 9 || n > 11 {
			t.Errorf("in 10 s meters and timers made %d pictures, want one a second", n)
		}
	})
}

// TestAWordBetweenTwoPicturesIsSeen: where meters move once a second, they show what
// was loudest meanwhile.
func TestAWordBetweenTwoPicturesIsSeen(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t, func(o *app.Options) { o.PaintCost = func() time.Duration { return time.Second } })
		d.signIn()
		d.emit(wti.MediaStarted{RTP: netip.MustParseAddrPort("127.0.0.1:2050"), Codec: "g711U"})
		var shown []float64
		d.app.State().Levels.AddListener(binding.NewDataListener(func() {
			l, _ := d.app.State().Levels.Get()
			shown = append(shown, l.Microphone)
		}))
		time.Sleep(3333 * time.Millisecond)
		d.voice.says(0.7)
		time.Sleep(60 * time.Millisecond)
		d.voice.says(0.1)
		time.Sleep(2 * time.Second)
		synctest.Wait()
		if want := []float64{0, 0.7, 0.1}; !slices.Equal(shown, want) {
			t.Errorf("shown were %v, want %v", shown, want)
		}
	})
}
