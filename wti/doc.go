// Package wti is a client of Avaya's Web Telephony Interface (WTI): JSON messages
// over a WebSocket to Application Enablement Services (AES), by which an agent of
// Call Center Elite works calls and has a phone without a phone.
//
// WTI is a JSON form of Avaya's DMCC API, which itself carries CSTA (ECMA-269
// services, ECMA-323 messages); the names here are CSTA's. Nobody has published a
// reference of WTI. What is known, with the evidence for each fact, is in
// docs/protocol-notes.md, and "protocol notes §n" in the comments means its
// sections.
//
// # Signing in
//
// [New] checks [Options] and does nothing else. [Client.SignIn] goes through the
// steps of [Step]: connect (TLS, upgrade with the CTI user's Basic credentials),
// session, device id, monitor, terminal registration, agent login. Each is
// reported as a [StepChanged]; the first that fails ends it with a [StepError],
// after which signing in again works at once. [Client.SignOut] gives everything
// back in reverse order and fails, staying signed in, when the switch refuses to
// log the agent out. [Client.Close] leaves at once without a word.
//
// # Events
//
// Everything that happens comes as a typed [Event] on [Client.Events], in the
// order in which the server sent it. Events are never dropped: a receiver that
// falls behind costs memory first, and from 65,536 waiting events on the socket's
// reader waits for it. The channel is never closed; the end of a connection is an
// event ([ConnectionChanged]). After Close nothing more is delivered.
//
// A request's answer only says that the server accepted it. State changes when
// the event arrives, which may be before the answer.
//
// # Calls
//
// A call is known by its [CallID], which the switch uses again, and our end of it
// by a [Connection]. An offered call is a [Delivered] whose Own is set;
// [CallInfo.Caller] and [CallInfo.Service] choose who calls and for what from all
// that the event tells. [Client.Answer], [Client.Hold], [Client.Retrieve],
// [Client.Clear], [Client.Deflect] and [Client.SendDigits] work one call,
// [Client.Consult], [Client.Alternate], [Client.Reconnect], [Client.Transfer] and
// [Client.Conference] two, and the single-step forms do without a second one.
// [ConnectionCleared], [Diverted], [Transferred] or [CallCleared] end it.
//
// Voice is not this package's matter: [MediaStarted] says where to send it, and
// Options.LocalMedia where we receive it. It does not pass through AES, so it goes
// on while the control connection is lost.
//
// Events may get lost on the way. SnapshotDevice is polled as well, and where two
// snapshots in a row contradict the events that came, the missing ones are made
// up from it.
//
// # The agent
//
// [Client.SetAgent] asks for a mode; during a call the switch keeps it for
// afterwards (Agent.Pending). The state is followed by events and by polling,
// whichever comes first, since older systems send no agent events, and reported
// as [AgentChanged].
//
// # The phone
//
// What a hand does at a phone is there as well: [Client.PressButton] and
// [Client.SetHookswitch], [Client.Buttons] to find out which button is which, and
// [Client.Lamps], [Client.Display], [Client.Ringer], [Client.Hook] and
// [Client.MessageWaiting] to look at it. Presses are paced, for the switch drops
// those that come too fast. [Client.DoNotDisturb] and [Client.Forwarding] are the
// station's features; [LampMode], [DisplayUpdated], [MessageWaiting],
// [DoNotDisturbChanged] and [ForwardingChanged] tell of changes. Another endpoint
// that takes the phone is a [TerminalUnregistered] with Forced set, and the client
// does not fight for it.
//
// # Without call control
//
// Where the station has no TSAPI licence, monitoring its calls is refused. The
// client then monitors the phone alone, says so by [ControlModeChanged], and the
// methods for calls press buttons and wait for lamps. Calls come with the same
// events, made out of lamps, hook and display: a caller is what the display shows,
// and that the other side has answered, is busy or has left a conference is not
// told at all. Such a call's id is the client's own and never sent. What no button
// does is refused with [AdviceFirstParty]. Call control is asked
// for again every five minutes while no call is up, and by the next session.
//
// # Colleagues and skills
//
// [Client.Watch] follows a colleague's station or a skill across recoveries:
// [Presence] and [QueueChanged] tell of them. [Client.DeviceName] and
// [Client.Skill] ask once.
//
// # When the connection is lost
//
// The session outlives its socket, and phone and calls stay up with it. A
// [ConnectionChanged] with [LinkReconnecting] begins the recovery and one with
// [LinkConnected], followed by [Resynced] with everything as it is now, ends it.
// In between requests fail with [ErrDisconnected]. The client takes the session up
// again by its token, else by naming it at a session start, else it makes a new
// one and finds the phone registered or registers it anew. Each step that has
// proved not to work at this server is left out the next time. While no connection
// is possible at all the servers are looked for every one to two seconds;
// servers that answer, but not as wanted, are left alone for longer each time, up
// to 30 seconds. Wrong credentials end the trying.
//
// Of several servers the one that worked last is tried first for ten minutes, and
// one that failed last. When the session is on another server than the first, that
// one is looked at about every minute, and the session moves there once no call is
// up (Dialect.FailBack).
//
// [SystemStatus] tells of the link between AES and the switch. While it is down
// there is no call control, but session, phone and voice are kept; once it is up
// everything is read anew and reported as Resynced.
//
// # Failures
//
// A refusal is an [*Error] with the operation, CSTA's category and code, a [Kind]
// for programs and an advice for people; failing to reach the server is a
// [*ConnectError]. [KindOf] classifies both. A request without an answer in 15
// seconds, 30 for session start and registration, fails as [KindTimeout]: it may
// still have been carried out, so a call is not made or transferred again without
// looking.
//
// # What is unknown
//
// [Dialect] has a setting for each point in which a real AES may differ from the
// protocol notes. Where a wrong choice is harmless the client finds the right one
// by itself. Passwords are never tried in a second encoding.
//
// # Trace
//
// [Client.Trace] keeps the last frames, both ways. [Trace.Ladder] draws one call's
// as a ladder for people, [Trace.WriteTo] writes all as JSON lines, and
// Options.Trace gets the same lines as they come. Passwords, tokens, keys,
// security codes and typed digits are masked before anything is kept; [Secret]
// masks itself wherever it is printed, logged or marshalled.
//
// # Concurrency
//
// Every method of Client and of Trace may be called from any goroutine. Requests
// wait for their answer or for their context. A client's goroutines end with
// SignOut or Close, which join them.
package wti
