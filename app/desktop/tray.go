package desktop

import "slices"

// Tray is the program's icon among those of the desktop, and its menu. The zero
// value shows none.
type Tray struct {
	// Icon is the name of one of our icons, and Tone the colour behind it.
	Icon string
	Tone Tone
	// Dot marks the icon: there is something to look at.
	Dot bool
	// Urgent asks the desktop to show the icon even where it hides some.
	Urgent bool
	// Title is the program's name and its state in a few words, and Tip what is
	// shown with the pointer over the icon, line by line.
	Title string
	Tip   []string
	Menu  []TrayItem
}

// Tone is the colour of an icon.
type Tone int

// The tones.
const (
	ToneIdle Tone = iota // signed out, or not known
	ToneReady
	ToneAway
	ToneWork // after a call
	ToneCall
	ToneTrouble
)

// TrayItem is a line of the menu. Its label may hold anything. The zero value is a
// line between others.
type TrayItem struct {
	// ID differs among the items of a menu. What it means never changes: a click
	// that comes too late is told by its id or not at all.
	ID    string
	Label string
	// Text is only read, and never chosen.
	Text bool
	// Mark shows whether something is chosen.
	Mark  TrayMark
	Items []TrayItem // of the menu behind it
}

// TrayMark is a mark before an item.
type TrayMark int

// The marks: of one that is on or off by itself, or one of several.
const (
	MarkNone TrayMark = iota
	MarkOff
	MarkOn
	MarkOther
	MarkThis
)

// TrayShow is what clicking the icon itself chooses.
const TrayShow = "show"

func (t Tray) equal(o Tray) bool {
	return t.Icon == o.Icon && t.Tone == o.Tone && t.Dot == o.Dot && t.Urgent == o.Urgent && t.Title == o.Title &&
		slices.Equal(t.Tip, o.Tip) && slices.EqualFunc(t.Menu, o.Menu, TrayItem.equal)
}

func (i TrayItem) equal(o TrayItem) bool {
	return i.ID == o.ID && i.Label == o.Label && i.Text == o.Text && i.Mark == o.Mark && slices.EqualFunc(i.Items, o.Items, TrayItem.equal)
}
