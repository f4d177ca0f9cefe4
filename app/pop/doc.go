// Package pop makes the addresses of web pages that open with calls, out of
// templates with the call's data in them.
//
// [New] reads the rules once; a [Pages] never changes, does no I/O and is safe
// for concurrent use. Everything that came with a call is hostile: it is always
// percent-encoded (RFC 3986 §2.1), it is never part of scheme or host, and it
// cannot climb out of its folder.
package pop
