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
// in which the server sent them; they are never dropped. A receiver that falls
// behind costs memory first; from 65,536 waiting events on, the socket reader
// waits for it. The channel is never closed; the end of a connection is an event
// ([ConnectionChanged]). After [Client.Close] nothing more is delivered.
//
// The state of calls is followed by events; SnapshotDevice is polled as well, and
// where two snapshots in a row contradict the events that came, the missing ones
// ([Delivered], [Established], [Held], [ConnectionCleared], …) are made up from
// it. The agent's state comes from events and from polling, whichever is first.
//
// A request's answer only says that the server accepted it. State changes when
// the event arrives.
package wti
