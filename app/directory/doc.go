// Package directory keeps the agent's contacts and favourites in a database of
// the user: searched as they type, and asked for the name of whoever calls.
//
// Entry point: [Open]. A [Store] may be used by several goroutines at once. Its
// methods do I/O; the goroutine that owns the model never calls them itself.
package directory
