// Command onebutton is the smallest program that Fyne can make of a window: one
// button. What it takes to start and to be there is what the desktop, the OpenGL
// driver and Fyne take; Offhook's own share is what it takes beyond that. Its
// window is as large as Offhook's, for memory and painting grow with it.
package main

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/widget"
)

func main() {
	w := app.NewWithID("org.offhook.onebutton").NewWindow("One button")
	w.SetContent(widget.NewButton("A button", func() {}))
	w.Resize(fyne.NewSize(1100, 700))
	w.ShowAndRun()
}
