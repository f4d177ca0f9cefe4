// Package doctor finds out why one desk cannot connect, or has no voice: it goes
// the way of a sign-in step by step and says of each what is so, who can change
// it, what to tell them, and what to look for in the AES's own log.
//
// [Run] does the work with the real client, voice path and sound devices, which
// Options bring. It logs no agent in and takes the extension over from nobody.
// Where the phone can be registered it is, and goes off hook for some seconds to
// have dial tone; then all is given back.
//
// # Concurrency
//
// Run may be called from any goroutine and returns when all that it started has
// ended. One extension can be looked at once at a time.
package doctor
