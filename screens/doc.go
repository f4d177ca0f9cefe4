// Package screens is what the agent sees: sign-in, header, calls, dialpad,
// agent state, notices, and the keyboard that works them all.
//
// [NewMain] builds the window. Screens show the bindings of app.State and hand
// every wish to a [Phone], whose methods only queue. They hold no telephony
// rule: which state follows is the app's and the switch's to say, and a
// request shows as asked for until the state itself changes.
//
// Everything runs on Fyne's UI goroutine: constructors before the app runs or
// in a listener, listeners of bindings by Fyne. No function blocks.
package screens
