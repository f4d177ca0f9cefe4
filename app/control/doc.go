// Package control is the app's per-user local socket: a second start and the
// command line reach the running app through it.
//
// A client connects, writes one [Request] as a line of JSON and reads one
// [Response] per line; after a "follow" request responses keep coming until
// either side closes. The socket lies in the user's runtime directory with
// mode 0600, and both ends refuse a peer of another user where the system tells
// who the peer is. On Windows it is a named pipe that this user owns and may open,
// nobody else, and a client refuses one that another user owns.
//
// The package knows nothing of telephony: the app supplies a [Handler].
package control
