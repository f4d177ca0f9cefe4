// Package database opens the small SQLite databases that belong to one user:
// the call history and the directory. It knows nothing of what is in them.
//
// [Open] makes the file private to the user (mode 0600), brings its schema up to
// date step by step, refuses one that a newer Offhook wrote and sets a damaged
// one aside, so that the agent can work. A DB may be used by several goroutines
// at once: readers do not wait for the writer (write-ahead log).
package database
