package device

// Beats returns how often Go has filled up what the loudspeaker's thread waits for;
// 0 where that thread follows its server instead.
func Beats(v *Voice) uint32 {
	t := &v.playback.tally
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.now == nil || t.now.ring == nil || t.now.ring.beat == nil {
		return 0
	}
	return t.now.ring.beats.Load()
}
