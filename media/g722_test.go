package media_test

import (
	"bytes"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"offhook/media"
)

// wideSignals are ten seconds each at 16 kHz of what drives every branch of the
// codec: silence, tones in both bands, speech-like sound, noise soft and loud,
// full-scale steps.
func wideSignals() map[string][]int16 {
	const n = 160000
	r := rand.New(rand.NewPCG(722, 1))
	noise := func(rms float64) []int16 {
		pcm := make([]int16, n)
		for i := range pcm {
			pcm[i] = int16(min(max(rms*r.NormFloat64(), -32768), 32767))
		}
		return pcm
	}
	tones := make([]int16, n)
	sweep := make([]int16, n)
	voice := make([]int16, n)
	square := make([]int16, n)
	phase := 0.0
	for i := range n {
		at := float64(i) / 16000
		tones[i] = int16(6000*math.Sin(2*math.Pi*1015*at) + 3000*math.Sin(2*math.Pi*5333*at))
		phase += 2 * math.Pi * (50 + 785*at) / 16000
		sweep[i] = int16(20000 * math.Sin(phase))
		envelope := max(0, math.Sin(2*math.Pi*2*at))
		for h := 1; h <= 30; h++ {
			voice[i] += int16(envelope * 4000 / float64(h) * math.Sin(2*math.Pi*float64(h)*(120+20*math.Sin(3*at))*at))
		}
		square[i] = 32767
		if i/(1+i/4000)%2 == 1 {
			square[i] = -32768
		}
	}
	return map[string][]int16{
		"silence": make([]int16, n), "tones": tones, "sweep": sweep, "voice": voice, "square": square,
		"soft noise": noise(30), "loud noise": noise(9000), "clipped noise": noise(30000),
	}
}

func encode(c media.Codec, pcm []int16) []byte {
	var e media.Encoder
	e.Reset(c)
	out := make([]byte, len(pcm)*8000/c.SampleRate())
	step := c.SampleRate() / 50
	for i := 0; i+step <= len(pcm); i += step {
		e.Encode(out[i*8000/c.SampleRate():], pcm[i:i+step])
	}
	return out
}

func decode(c media.Codec, data []byte) []int16 {
	var d media.Decoder
	d.Reset(c)
	out := make([]int16, c.Samples(len(data)))
	for i := 0; i+160 <= len(data); i += 160 {
		d.Decode(out[c.Samples(i):], data[i:i+160])
	}
	return out
}

// Packet by packet, the encoder and the decoder must give what an independent
// program gives for the whole signal.
func TestG722EqualsFfmpegByteForByte(t *testing.T) {
	for name, pcm := range wideSignals() {
		t.Run(name, func(t *testing.T) {
			raw := []string{"-f", "s16le", "-ar", "16000", "-ac", "1", "-i", "-"}
			want := ffmpeg(t, toBytes(pcm), append(raw, "-c:a", "g722", "-f", "g722", "-")...)
			got := encode(media.G722, pcm)
			if at := differ(got, want); at >= 0 {
				t.Errorf("encoded byte %d of %d differs (lengths %d and %d)", at, len(want), len(got), len(want))
			}
			back := fromBytes(ffmpeg(t, got, "-f", "g722", "-i", "-", "-f", "s16le", "-"))
			if heard := decode(media.G722, got); !slices.Equal(heard, back) {
				t.Errorf("decoded differs: %d and %d samples", len(heard), len(back))
			}
		})
	}
	t.Run("any bytes", func(t *testing.T) {
		r := rand.New(rand.NewPCG(722, 2))
		data := make([]byte, 80000)
		for i := range data {
			data[i] = byte(r.Uint32())
		}
		want := fromBytes(ffmpeg(t, data, "-f", "g722", "-i", "-", "-f", "s16le", "-"))
		if heard := decode(media.G722, data); !slices.Equal(heard, want) {
			t.Errorf("decoded differs: %d and %d samples", len(heard), len(want))
		}
	})
}

// differ returns the first index at which a and b differ, -1 when none.
func differ(a, b []byte) int {
	if bytes.Equal(a, b) {
		return -1
	}
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return i
		}
	}
	return min(len(a), len(b))
}

// A tone in each band comes back with its loudness; the codec delays by 22
// samples.
func TestG722KeepsBothBands(t *testing.T) {
	heard := decode(media.G722, encode(media.G722, wideSignals()["tones"]))
	for frequency, amplitude := range map[float64]float64{1015: 6000, 5333: 3000} {
		want := 20 * math.Log10(amplitude/32768)
		if got := tonePower(heard[16000:], 16000, frequency); math.Abs(got-want) > 0.5 {
			t.Errorf("%v Hz has %.1f dBFS, want %.1f", frequency, got, want)
		}
	}
}

func TestCodecFigures(t *testing.T) {
	for c, want := range map[media.Codec][4]int{
		media.MuLaw: {0, 8000, 8000, 160}, media.ALaw: {8, 8000, 8000, 160}, media.G722: {9, 16000, 8000, 320},
	} {
		got := [4]int{int(c.PayloadType()), c.SampleRate(), c.ClockRate(), c.Samples(160)}
		if got != want {
			t.Errorf("%v: payload type, sample rate, clock, samples of 160 bytes = %v, want %v", c, got, want)
		}
	}
}
