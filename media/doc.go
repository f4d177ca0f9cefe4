// Package media is the voice path of one registered terminal: RTP in and out,
// jitter buffer, concealment, codecs, digits, levels and quality figures.
//
// A [Session] binds one RTP and one RTCP socket for the whole registration. The
// switch starts and stops the stream as calls come and go ([Session.Start],
// [Session.Stop]); the sender's SSRC, sequence numbers and timestamps go on
// across them, as one terminal has one stream (protocol notes §5.5).
//
// # Clocks and goroutines
//
// The sound device is the clock. [Session.Pull] is called by the loudspeaker's
// callback and owns the receiving side: it takes what has come out of the socket,
// with the times that the system noted, fills the [JitterBuffer], decodes, conceals
// and resamples. [Session.Push] is called by the microphone's callback; it collects
// a packet's worth and sends it. So no thread is woken for a packet. Elsewhere than
// on Linux, where sockets may block, goroutines do both, through lock-free rings.
// Neither blocks, locks, logs or allocates. Pull and Push may run on different
// threads, but each must be called by one thread at a time.
//
// When a device calls nothing for 100 ms while the stream is active, the sender
// goroutine takes over that side by the system clock: it sends silence so that
// the far end keeps the path open, and drains received voice so that nothing
// stale is played when the device comes back.
//
// A session runs three goroutines: sender, RTCP reader, RTCP reporter; elsewhere
// than on Linux also an RTP reader. Close joins them. All other methods may be
// called from any goroutine at any time.
package media
