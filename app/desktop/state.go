package desktop

import "slices"

// State is how things are.
type State struct {
	// Rings are the calls that ring and are to have a message, oldest first, and what
	// else is to have one with a button.
	Rings []Ring
	// Quiet says that other players are to pause.
	Quiet bool
	// Awake is why the computer may not sleep now, translated; empty when it may.
	Awake string
	// Tray is the icon of the program; its zero value shows none.
	Tray Tray
}

// Ring is a ringing call, as its message shows it. Comparable. Its texts are
// translated and may hold anything.
type Ring struct {
	ID              string // differs from call to call
	Title, Text     string
	Answer, Decline string // what the buttons say; no second button without Decline
	// Calm says that nothing rings: the message need not be seen at once.
	Calm bool
}

// Equal reports whether two states are the same.
func (s State) Equal(o State) bool {
	return slices.Equal(s.Rings, o.Rings) && s.Quiet == o.Quiet && s.Awake == o.Awake && s.Tray.equal(o.Tray)
}

// Heard is what a Desktop hears of whoever uses it. The functions are called on
// goroutines of the Desktop's and must not wait for its Close.
type Heard struct {
	// Chosen is called when somebody presses a button of a call's message.
	Chosen func(id string, c Choice)
	// Picked is called when somebody chooses an item of the icon's menu, by its id,
	// or clicks the icon: [TrayShow].
	Picked func(id string)
	// Tray is called when it is known whether the icon is shown, and when that
	// changes: not every desktop has a place for icons.
	Tray func(shown bool)
	// Network is called when the computer has slept, or its network is another one;
	// why says what it was, for the log.
	Network func(why string)
}

// Choice is what somebody chose in a message.
type Choice int

// The choices.
const (
	Answer Choice = iota
	Decline
)
