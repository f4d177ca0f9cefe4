// Package hotkeys has keys of the whole desktop: they reach the program while
// another one has the keyboard, and leave the keyboard there.
//
// [New] starts [Hotkeys]; Set says which keys there are to be, and each time tells
// what became of them: a key may be another program's. Under X11 a key is held by a
// passive grab (X11 protocol, GrabKey), on Wayland the desktop is asked for it
// (org.freedesktop.portal.GlobalShortcuts) and may choose another one, on Windows
// RegisterHotKey holds it; elsewhere there are none.
//
// Set never blocks. One goroutine owns the connection, which there is only while
// there are keys; Close gives everything back and joins it.
package hotkeys
