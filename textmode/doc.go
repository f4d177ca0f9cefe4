// Package textmode is the softphone in a terminal: the whole work of an agent
// without a window, over SSH, on desktops without OpenGL, and with a screen
// reader.
//
// [Run] shows what app.State holds and calls a [Phone], which is app.App. There
// are two ways to show it. [Full] keeps one screen up to date: words, never
// colour alone, each thing always in the same place. [Plain] writes a line for
// what has changed and moves no cursor: for screen readers, braille lines, dumb
// terminals and pipes; its commands are lines too.
//
// Both are made of one desk: it knows which keys work now (out of
// app.CallView.Can), what is being asked, and what to say. It holds no rule of
// the business: app decides.
//
// State comes in through a [Feed], which is to be app.Options.Dispatch. The desk
// belongs to one goroutine: Bubble Tea's, or that of Run. Every line passes clean
// before it reaches the terminal, so that nothing from outside can speak to it.
package textmode
