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
// callback and owns the receiving side: it takes packets from a lock-free ring,
// fills the [JitterBuffer], decodes, conceals and resamples. [Session.Push] is
// called by the microphone's callback; it copies into a lock-free ring, from
// which the sender goroutine takes whole packets. Neither blocks, locks, logs
// or allocates. Pull and Push may run on different threads, but each must be
// called by one thread at a time.
//
// When a device calls nothing for 100 ms while the stream is active, the sender
// goroutine takes over that side by the system clock: it sends silence so that
// the far end keeps the path open, and drains received voice so that nothing
// stale is played when the device comes back.
//
// A session runs four goroutines: RTP reader, sender, RTCP reader, RTCP
// reporter. Close joins them. All other methods may be called from any
// goroutine at any time.
package media
