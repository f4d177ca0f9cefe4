package simulator_test

import (
	"bytes"
	"encoding/binary"
	"math"
	"os/exec"
	"testing"

	"offhook/wti/simulator"
)

// ffmpeg is the second opinion on the codec; packaging/install-deps.sh test
// installs it.
func ffmpeg(t *testing.T, in []byte, args ...string) []byte {
	t.Helper()
	cmd := exec.Command("ffmpeg", append([]string{"-nostdin", "-loglevel", "error"}, args...)...)
	cmd.Stdin = bytes.NewReader(in)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("ffmpeg %v: %v", args, err)
	}
	return out
}

// twoTones is a second of sound at a rate.
func twoTones(rate int) []int16 {
	pcm := make([]int16, rate)
	for i := range pcm {
		at := 2 * math.Pi * float64(i) / float64(rate)
		pcm[i] = int16(7000*math.Sin(440*at) + 5000*math.Sin(2010*at))
	}
	return pcm
}

// purity is what share of the power, in dB, the two tones leave to anything else.
func purity(pcm []int16, rate int) float64 {
	power, tones := 0.0, 0.0
	for _, v := range pcm {
		power += float64(v) * float64(v)
	}
	for _, f := range []float64{440, 2010} {
		var re, im float64
		for i, v := range pcm {
			at := 2 * math.Pi * f * float64(i) / float64(rate)
			re += float64(v) * math.Cos(at)
			im += float64(v) * math.Sin(at)
		}
		tones += 2 * (re*re + im*im) / float64(len(pcm))
	}
	return 10 * math.Log10((power-tones)/power)
}

func rms(pcm []int16) float64 {
	sum := 0.0
	for _, v := range pcm {
		sum += float64(v) * float64(v)
	}
	return math.Sqrt(sum / float64(len(pcm)))
}

func TestG722IsUnderstoodByAnotherProgram(t *testing.T) {
	want := rms(twoTones(8000))
	t.Run("what the gateway says", func(t *testing.T) {
		code := simulator.ToG722()
		var data []byte
		for _, v := range twoTones(8000) {
			data = append(data, code(v))
		}
		raw := ffmpeg(t, data, "-f", "g722", "-i", "-", "-f", "s16le", "-")
		pcm := make([]int16, len(raw)/2)
		for i := range pcm {
			pcm[i] = int16(binary.LittleEndian.Uint16(raw[2*i:]))
		}
		if len(pcm) != 16000 {
			t.Fatalf("%d samples, want 16000", len(pcm))
		}
		pcm = pcm[8000:16000] // whole periods
		if rest, level := purity(pcm, 16000), rms(pcm); rest > -25 || math.Abs(20*math.Log10(level/want)) > 0.5 {
			t.Errorf("%.1f dB are not the tones, level %.0f of %.0f", rest, level, want)
		}
	})
	t.Run("what the gateway hears", func(t *testing.T) {
		var raw []byte
		for _, v := range twoTones(16000) {
			raw = binary.LittleEndian.AppendUint16(raw, uint16(v))
		}
		data := ffmpeg(t, raw, "-f", "s16le", "-ar", "16000", "-ac", "1", "-i", "-", "-f", "g722", "-")
		decode := simulator.FromG722()
		var pcm []int16
		for _, b := range data {
			pcm = append(pcm, decode(b))
		}
		if len(pcm) != 8000 {
			t.Fatalf("%d samples, want 8000", len(pcm))
		}
		pcm = pcm[4000:]
		if rest, level := purity(pcm, 8000), rms(pcm); rest > -25 || math.Abs(20*math.Log10(level/want)) > 0.5 {
			t.Errorf("%.1f dB are not the tones, level %.0f of %.0f", rest, level, want)
		}
	})
}

func TestG722IsSpokenWhenTheClientPrefersIt(t *testing.T) {
	s := start(t, simulator.Options{})
	h := newHandset(t)
	p := session(t, s)
	p.station("4750")
	r := p.registration(h.port(), true)
	member(r, "localMediaInfo")["codecs"] = []string{"g722", "g711A", "g711U"}
	p.must("RegisterTerminal", r)
	p.must("MakeCall", object{"callingDevice": p.device, "calledDirectoryNumber": "5550101"})
	start := p.event("MediaStartEvent")
	if start["codec"] != "g722" {
		t.Fatalf("codec is %v", start["codec"])
	}
	h.started(start)
	p.event("EstablishedEvent")
	code, decode, said := simulator.ToG722(), simulator.FromG722(), twoTones(8000)
	for i := 0; i+160 <= 1600; i += 160 {
		payload := make([]byte, 160)
		for k := range payload {
			payload[k] = code(said[i+k])
		}
		h.send(9, payload)
	}
	for range 200 { // the echo comes back 100 ms later
		packet := h.hear(1)[0]
		if packet.PayloadType != 9 || len(packet.Payload) != 160 {
			t.Fatalf("payload type %d, %d bytes", packet.PayloadType, len(packet.Payload))
		}
		heard := make([]int16, 160)
		for k, b := range packet.Payload {
			heard[k] = decode(b)
		}
		if rms(heard) > 4000 {
			return
		}
	}
	t.Error("no echo within four seconds")
}
