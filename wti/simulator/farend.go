package simulator

import "time"

// FarEnd is what an outside party says and does with what it hears. The parts
// combine; the zero value speaks a default prompt.
type FarEnd struct {
	Speech string  // name of a prompt of package speech, repeated after a pause
	Tone   float64 // hertz
	Echo   bool    // sends back what it hears, 100 ms later
	Silent bool    // sends silence; with Speech, Tone or Echo unset
	Menu   Menu    // reacts to digits
	Press  string  // keys that it presses a second after each answer: 0 to 9, *, # and A to D
}

// Menu is what a far end says when it gets a digit.
type Menu struct {
	Keys  map[string]string // digit to prompt
	Other string            // prompt for any other digit
}

// Speech is a far end that speaks the named prompt.
func Speech(prompt string) FarEnd { return FarEnd{Speech: prompt} }

// Echo is a far end that returns what it hears.
func Echo() FarEnd { return FarEnd{Echo: true} }

// Tone is a far end that sends a steady tone of so many hertz.
func Tone(hz float64) FarEnd { return FarEnd{Tone: hz} }

// Silence is a far end that sends silence.
func Silence() FarEnd { return FarEnd{Silent: true} }

func (f FarEnd) orSpeech(prompt string) FarEnd {
	if f.Speech == "" && f.Tone == 0 && !f.Echo && !f.Silent {
		f.Speech = prompt
	}
	return f
}

// Caller is an outside party that calls a VDN or a station.
type Caller struct {
	Number   string `toml:"number"`
	Name     string `toml:"name"`
	VDN      string `toml:"vdn"`       // or an extension, for a direct call
	Digits   string `toml:"digits"`    // what the caller entered before, shown to the agent
	UserData string `toml:"user_data"` // user-to-user information
	FarEnd   FarEnd `toml:"voice"`
	// Patience is how long the caller waits for an answer before hanging up;
	// zero: for ever.
	Patience time.Duration `toml:"-"`
	// Talk is how long after the answer the caller hangs up; zero: never.
	Talk time.Duration `toml:"-"`
}
