// Package wti is the client of Avaya's Web Telephony Interface (WTI): JSON
// messages over a WebSocket to Application Enablement Services (AES).
//
// A [Client] signs in (connect, session, device, monitor, register, agent),
// keeps the session alive, recovers it after a drop, and turns what the server
// says into typed [Event] values. WTI is a JSON form of Avaya's DMCC API, which
// itself carries CSTA (ECMA-269 services, ECMA-323 messages); names here are
// CSTA's names.
//
// # Concurrency
//
// Every method of Client may be called from any goroutine. Requests wait for
// their answer or for their context. Events arrive on one channel in the order
// in which the server sent them; they are never dropped, so the receiver must
// keep reading: the socket reader waits for it. The channel is never closed;
// the end of a connection is an event ([ConnectionChanged]).
//
// A request's answer only says that the server accepted it. State changes when
// the event arrives.
package wti
