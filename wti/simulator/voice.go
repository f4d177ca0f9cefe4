package simulator

import (
	"math"

	"offhook/resources/speech"
)

// echoDelay is how late an echo comes: 100 ms.
const echoDelay = 5

// speechPause is the silence between two rounds of a prompt: 2 s.
const speechPause = 2 * 8000

// voice is the far end of an outside party: what it says, and a recorder of what
// it hears. Guarded by gateway.mu.
type voice struct {
	far    FarEnd
	prompt []int16 // being said; followed by a pause, then again
	at     int
	phase  float64
	echo   []frame
	heard  *recorder
	repeat bool
}

// newVoice prepares a far end. The scenario's check made sure that the prompts
// exist; one named by the API and missing is silence.
func newVoice(far FarEnd) *voice {
	v := &voice{far: far, heard: &recorder{}}
	v.say(far.Speech, true)
	return v
}

// say starts a prompt.
func (v *voice) say(prompt string, repeat bool) {
	v.prompt, v.at, v.repeat = nil, 0, repeat
	if prompt == "" {
		return
	}
	audio, err := speech.Mulaw(prompt)
	if err != nil {
		return
	}
	v.prompt = make([]int16, len(audio))
	for i, b := range audio {
		v.prompt[i] = mulawToLinear(b)
	}
}

// digit lets a menu react.
func (v *voice) digit(d string) {
	if v.far.Menu.Keys == nil && v.far.Menu.Other == "" {
		return
	}
	prompt := v.far.Menu.Keys[d]
	if prompt == "" {
		prompt = v.far.Menu.Other
	}
	if prompt != "" {
		v.say(prompt, false)
	}
}

func (v *voice) read(f *frame) {
	v.speak(f)
	if v.far.Tone > 0 {
		step := 2 * math.Pi * v.far.Tone / 8000
		for i := range f {
			f[i] = clamp(int(f[i]) + int(8000*math.Sin(v.phase)))
			v.phase = math.Mod(v.phase+step, 2*math.Pi)
		}
	}
	if v.far.Echo && len(v.echo) >= echoDelay {
		for i, s := range v.echo[0] {
			f[i] = clamp(int(f[i]) + int(s))
		}
		v.echo = v.echo[1:]
	}
}

func (v *voice) speak(f *frame) {
	if len(v.prompt) == 0 {
		return
	}
	for i := range f {
		if v.at < len(v.prompt) {
			f[i] = v.prompt[v.at]
		}
		v.at++
	}
	if v.at > len(v.prompt)+speechPause {
		if !v.repeat {
			v.say(v.far.Speech, true)
			return
		}
		v.at = 0
	}
}

func (v *voice) write(f *frame) {
	if v.far.Echo {
		v.echo = append(v.echo, *f)
	}
}
