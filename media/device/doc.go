// Package device connects the sound card. [Voice] carries a call: it plays what
// its [Source] gives and hands what the microphone hears to its [Sink]. [Ringer]
// plays ringing and feedback tones on the system's default output. [List] names
// the devices to choose from.
//
// # Clocks and goroutines
//
// Sound is 48 kHz, mono, 16 bit. The card is the clock: every 10 ms of playback
// Source.Pull is asked for the next 10, and every 20 ms of capture go to
// Sink.Push. On Linux and macOS the callbacks are C and share a ring with a
// goroutine per side, which calls these; elsewhere the callbacks call them. So
// neither may block, lock, log or allocate. The playback ring is filled 12.5 ms
// ahead, more after the callback found it empty. The card itself holds two periods
// of 10 ms; where it keeps running dry it is opened again with longer ones.
//
// A sound server takes and gives in pieces of 2 to 5 ms, and each would wake a
// thread, which costs more than what the thread then does. So on Linux both sides
// of a call on a server follow one beat: the microphone's thread sleeps until a
// packet should be complete, and wakes the one goroutine for both, which a clock
// wakes once more in between; that takes what was captured, asks for 10 ms of
// sound, and wakes the loudspeaker's thread, which only then looks what the server
// wants. The server holds 20 ms, the ring what the server takes unevenly.
//
// Each side has one goroutine that opens it, notices when its callbacks stop for
// half a second (a sound server that died or hangs tells nobody) and opens it
// again with a back-off. A call into the sound library that never returns is
// given up, so that nothing here hangs with it.
//
// The ringer has one goroutine of its own; its methods only leave a wish there
// and return at once.
package device
