package media

// background follows how loud it is around the speaker: the quietest 10 ms of
// the last two seconds. Even fast speech has gaps that long; steady noise, and a
// steady tone, have none and are background themselves.
type background struct {
	level   float64 // dBFS
	buckets [4]float64
	at      int
	count   int
	began   bool
}

const (
	backgroundBucket = 50   // blocks of 10 ms
	speechAbove      = 9.0  // dB above the background
	speechLeast      = -60. // dBFS; quieter than this nobody speaks
)

// learn takes in the level of 10 ms.
func (b *background) learn(level float64) {
	if !b.began { // until the first pause all counts as background
		b.began = true
		b.buckets = [4]float64{level, level, level, level}
	}
	if b.count == 0 {
		b.buckets[b.at] = level
	}
	b.buckets[b.at] = min(b.buckets[b.at], level)
	if b.count++; b.count == backgroundBucket {
		b.count, b.at = 0, (b.at+1)%len(b.buckets)
	}
	b.level = min(b.buckets[0], b.buckets[1], b.buckets[2], b.buckets[3])
}

// exceeded reports whether a level is that of somebody who speaks.
func (b *background) exceeded(level float64) bool {
	return level > max(b.level+speechAbove, speechLeast)
}
