package modelcheck

import (
	"cmp"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"
)

func keys[V any](m map[string]V) []string {
	var list []string
	for k := range m {
		list = append(list, k)
	}
	slices.Sort(list)
	return list
}

// play runs a sequence and reports the first difference at its quiet points, of
// which its end is one. A garbage collection in between would change the order of
// goroutines.
func play(t *testing.T, o setting, sequence []step, faulty bool) (difference string) {
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	synctest.Test(t, func(*testing.T) {
		if o.Dialect.OldAES {
			difference = tooOld(o)
			return
		}
		w, err := newWorld(o)
		if err != nil {
			difference = err.Error()
			return
		}
		defer w.stop()
		defer o.diary.close()
		began := time.Now()
		for i, s := range append(slices.Clone(sequence), step{what: quietPoint}) {
			if s.what != quietPoint {
				o.diary.note(began, s)
				w.do(s)
				continue
			}
			d := w.quiet(o, faulty)
			o.diary.quiet(w)
			if d != "" {
				difference = fmt.Sprintf("after step %d: %s", i, d)
				return
			}
		}
	})
	return difference
}

// TestShiftsAgreeWithTheSwitch plays random shifts. Without faults what the agent
// sees must be the truth a moment later; with them, soon after the last one.
func TestShiftsAgreeWithTheSwitch(t *testing.T) {
	test.NewTempApp(t)
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1)) // a seed plays the same again then
	n := sequences(t)
	for _, faulty := range []bool{false, true} {
		name := map[bool]string{false: "without faults", true: "with faults"}[faulty]
		t.Run(name, func(t *testing.T) {
			played, began := 0, time.Now()
			seed := seedOf(t)
			for i := range n {
				s := seed + uint64(i)
				if d := check(t, s, faulty); d != "" {
					t.Errorf("%s\nreplay: OFFHOOK_SEED=%d OFFHOOK_SEQUENCES=2 go test ./internal/modelcheck -run '%s'", d, s, "TestShiftsAgreeWithTheSwitch/"+strings.ReplaceAll(name, " ", "_"))
					if os.Getenv("OFFHOOK_KEEP_GOING") == "" {
						return
					}
					continue
				}
				played++
			}
			t.Logf("%d sequences played without a difference, %.0f a second", played, float64(played)/time.Since(began).Seconds())
		})
	}
}

// check plays the sequence of one seed; on a difference it is made as short as
// it can be.
func check(t *testing.T, seed uint64, faulty bool) string {
	gen := rapid.Custom(func(t *rapid.T) drawn { return drawn{dialect(t), draw(t, faulty)} })
	d := gen.Example(int(seed))
	difference := play(t, d.options, d.sequence, faulty)
	if difference == "" {
		return ""
	}
	short := shrink(t, d, faulty)
	return fmt.Sprintf("seed %d: %s\n%d steps: %v\nshortest that differs: %v\n  with %s\n%v", seed,
		difference, len(d.sequence), d.sequence, short.sequence, play(t, short.options, short.sequence, faulty),
		short.options)
}

type drawn struct {
	options  setting
	sequence []step
}

// shrink leaves out steps, and the dialect, as long as the rest still differs.
func shrink(t *testing.T, d drawn, faulty bool) drawn {
	if plain := (drawn{setting{seed: d.options.seed}, d.sequence}); play(t, plain.options, plain.sequence, faulty) != "" {
		d = plain
	}
	for size := len(d.sequence) / 2; size > 0; size /= 2 {
		for i := 0; i+size <= len(d.sequence); {
			shorter := slices.Concat(d.sequence[:i], d.sequence[i+size:])
			if play(t, d.options, shorter, faulty) != "" {
				d.sequence = shorter
			} else {
				i += size
			}
		}
	}
	return d
}

func sequences(t *testing.T) int {
	n, err := strconv.Atoi(cmp.Or(os.Getenv("OFFHOOK_SEQUENCES"), "300"))
	if err != nil || n < 2 {
		t.Fatalf("OFFHOOK_SEQUENCES: %q is no number of 2 and more", os.Getenv("OFFHOOK_SEQUENCES"))
	}
	return n / 2 // without faults and with
}

func seedOf(t *testing.T) uint64 {
	text := os.Getenv("OFFHOOK_SEED")
	if text == "" && os.Getenv("OFFHOOK_SEQUENCES") == "" && os.Getenv("OFFHOOK_CUTS") == "" {
		return 1 // the ordinary run repeats itself; make prove looks for what is new
	}
	if text == "" {
		return uint64(time.Now().UnixNano()) >> 10
	}
	s, err := strconv.ParseUint(text, 10, 63)
	if err != nil {
		t.Fatalf("OFFHOOK_SEED: %v", err)
	}
	return s
}
