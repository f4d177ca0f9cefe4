// Package app is Offhook without its windows: the model of calls and agent
// state, the commands that act on it, the voice, the settings and the
// credentials. Screens show [State] and call [App]; nothing here knows them.
//
// # Concurrency
//
// One goroutine, [App.Run], owns the model. Commands are queued to it and run
// their requests on goroutines of their own, whose results come back to it. The
// model changes by events and snapshots from the server, never because a
// request of ours was accepted. After each step the changed views go to the
// bindings through Options.Dispatch (the window's loop in the program).
//
// Every exported method of App may be called from any goroutine and returns at
// once, unless its name says Wait.
package app
