// Package widgets holds the building blocks of the screens: the theme, text,
// icons, buttons, cards, fields and meters. They know nothing of calls.
//
// Every widget looks its colours up by name when it is refreshed, so that a
// change of theme repaints it; every control can be reached and worked by
// keyboard, shows its focus, and has an accessible name. Keys that the focused
// control has no use for go on to the window's own handler.
//
// All of it runs on Fyne's UI goroutine.
package widgets
