package desktop

import "slices"

// State is how things are.
type State struct {
	// Rings are the calls that ring and are to have a message, oldest first.
	Rings []Ring
	// Quiet says that other players are to pause.
	Quiet bool
	// Awake is why the computer may not sleep now, translated; empty when it may.
	Awake string
}

// Ring is a ringing call, as its message shows it. Comparable. Its texts are
// translated and may hold anything.
type Ring struct {
	ID              string // differs from call to call
	Title, Text     string
	Answer, Decline string // what the buttons say
}

func (s State) equal(o State) bool {
	return slices.Equal(s.Rings, o.Rings) && s.Quiet == o.Quiet && s.Awake == o.Awake
}

// Choice is what somebody chose in a message.
type Choice int

// The choices.
const (
	Answer Choice = iota
	Decline
)
