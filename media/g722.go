package media

// ITU-T G.722 at 64 kbit/s (mode 1): a filter bank splits 16 kHz sound into two
// bands, each of which is coded by ADPCM, six bits the lower one and two bits
// the upper one. One byte carries two samples. Names in comments are those of
// the Recommendation.

// bankTaps is the length of the quadrature mirror filters.
const bankTaps = 24

// bankFilter holds every second coefficient of the filter bank (G.722 table 11)
// in units of 2^-13; the other half is the same in reverse.
var bankFilter = [bankTaps / 2]int32{3, -11, 12, 32, -210, 951, 3876, -805, 362, -156, 53, -11}

// filterBank is one side's delay line, kept twice so that the last bankTaps
// values always lie in a row.
type filterBank struct {
	line [2 * bankTaps]int32
	at   int
}

// push takes in two values and returns the sums over the even and the odd taps.
func (f *filterBank) push(a, b int32) (even, odd int32) {
	f.line[f.at], f.line[f.at+bankTaps] = a, a
	f.line[f.at+1], f.line[f.at+1+bankTaps] = b, b
	f.at = (f.at + 2) % bankTaps
	window := f.line[f.at : f.at+bankTaps : f.at+bankTaps]
	for i, h := range bankFilter {
		even += window[2*i] * h
		odd += window[2*i+1] * bankFilter[len(bankFilter)-1-i]
	}
	return even, odd
}

// g722Encoder turns 16 kHz sound into bytes. The zero value is not ready; see
// reset.
type g722Encoder struct {
	bank      filterBank
	low, high subBand
}

func (e *g722Encoder) reset() { *e = g722Encoder{low: newLowBand(), high: newHighBand()} }

// encode writes len(pcm)/2 bytes to dst and returns their number.
func (e *g722Encoder) encode(dst []byte, pcm []int16) int {
	n := len(pcm) / 2
	dst = dst[:n]
	for i := range dst {
		even, odd := e.bank.push(int32(pcm[2*i]), int32(pcm[2*i+1]))
		low := e.low.quantizeLow((odd + even) >> 14)
		high := e.high.quantizeHigh((odd - even) >> 14)
		e.low.followLow(low)
		e.high.followHigh(high)
		dst[i] = byte(high<<6 | low)
	}
	return n
}

// g722Decoder is the other way. The zero value is not ready; see reset.
type g722Decoder struct {
	bank      filterBank
	low, high subBand
}

func (d *g722Decoder) reset() { *d = g722Decoder{low: newLowBand(), high: newHighBand()} }

// decode writes 2*len(payload) samples to dst and returns their number.
func (d *g722Decoder) decode(dst []int16, payload []byte) int {
	dst = dst[:2*len(payload)]
	for i, b := range payload {
		low, high := int32(b&0x3f), int32(b>>6)
		rl := limitBand(d.low.guess + d.low.step*lowFine[low]>>15)
		rh := limitBand(d.high.guess + d.high.step*highSteps[high]>>15)
		d.low.followLow(low)
		d.high.followHigh(high)
		even, odd := d.bank.push(rl+rh, rl-rh)
		dst[2*i], dst[2*i+1] = int16(saturate(odd>>11)), int16(saturate(even>>11))
	}
	return len(dst)
}

// limitBand is the Recommendation's LIMIT.
func limitBand(v int32) int32 { return min(max(v, -16384), 16383) }

// saturate keeps 16 bits.
func saturate(v int32) int32 { return min(max(v, -32768), 32767) }
