package modelcheck

import (
	"encoding/binary"
	"hash/fnv"
	"time"
)

// jitter is a random part of waits that depends on nothing but the seed and the
// virtual time, so that a seed plays the same again whichever goroutine asks
// first.
func jitter(seed uint64) func(most time.Duration) time.Duration {
	return func(most time.Duration) time.Duration {
		h := fnv.New64a()
		_ = binary.Write(h, binary.LittleEndian, []uint64{seed, uint64(time.Now().UnixNano()), uint64(most)})
		return time.Duration(h.Sum64() % uint64(most))
	}
}
