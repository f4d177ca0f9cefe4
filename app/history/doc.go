// Package history keeps the agent's calls in a database of the user: every call
// that ended, newest first, to be searched, dialled again, exported and, after
// the time that the settings name, forgotten.
//
// Entry point: [Open]. A [Store] may be used by several goroutines at once. Its
// methods do I/O and may take some tens of milliseconds with 100,000 calls; the
// goroutine that owns the model never calls them itself.
package history
