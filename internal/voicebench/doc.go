//go:build linux

// Command voicebench measures the voice path as an agent and a caller hear it,
// beside other softphones: mouth to ear, damage to a tone and to speech by loss
// and jitter, processor and memory. "make bench-voice" runs it.
//
// rig.sh makes two hosts in network namespaces, each with a microphone and a
// loudspeaker of its own in PulseAudio; call.sh lets two phones call each other
// there; the sub-commands play, record and score. All of it needs root.
package main
