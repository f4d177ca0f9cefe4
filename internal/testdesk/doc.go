// Package testdesk is a desktop of its own for tests and the guided tour: an X
// display whose pixels can be read, a window manager, a D-Bus session, a
// keychain, and a PulseAudio server with a loudspeaker that is listened to and
// a microphone that can be spoken into. Nothing of it touches the user's own
// session, sound card, keychain or home directory.
//
// [Start] makes a [Desk]; programs run in it with [Desk.Command] or the
// environment [Desk.Env]. [Desk.Close] ends everything that was started, whole
// process groups included.
//
// # Concurrency
//
// Pointer and keyboard actions are serialised; everything else may be called
// from any goroutine. A Desk's child processes end with it.
package testdesk
