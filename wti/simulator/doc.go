// Package simulator is a simulated Avaya AES with the Communication Manager
// behind it: WTI over WebSocket, stations, call control, agents, an ACD whose
// callers arrive by themselves, and a media gateway that speaks RTP.
//
// It serves the demonstration and training modes of Offhook, and is to tests of
// a WTI client what net/http/httptest is to tests of an HTTP client. It is a
// second, independent reading of the protocol notes: it shares no message type
// with the client, and is strict where AES is strict.
//
// What it does can be chosen in three ways: by [Options], by a scenario file
// ([Example] shows every key), and while it runs by [Server.Change],
// [Server.ChangeStation], [Server.ChangeSkill], [Server.Disturb] and their like,
// or the same over HTTP ([Server.ServeControl]).
//
// [New] starts a [Server]; [Server.Close] stops it and waits for its
// goroutines. All methods may be called from any goroutine. One mutex guards
// the whole switch, so that what a method reports is one moment's truth; the
// events of one change reach each socket in one order.
package simulator
