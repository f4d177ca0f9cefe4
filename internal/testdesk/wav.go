package testdesk

import (
	"encoding/binary"
	"os"
)

// WriteWAV writes mono samples at [SampleRate] to a file.
func WriteWAV(path string, samples []int16) error {
	return os.WriteFile(path, wav(1, samples), 0o644)
}

// WriteCallWAV writes both directions of a call to a file: what was said in the
// left channel, what was heard in the right one. The shorter one is continued
// with silence.
func WriteCallWAV(path string, said, heard []int16) error {
	both := make([]int16, 2*max(len(said), len(heard)))
	for i, s := range said {
		both[2*i] = s
	}
	for i, s := range heard {
		both[2*i+1] = s
	}
	return os.WriteFile(path, wav(2, both), 0o644)
}

// wav is a RIFF file of 16-bit samples.
func wav(channels uint16, samples []int16) []byte {
	const header = 44
	le, size := binary.LittleEndian, uint32(2*len(samples))
	raw := make([]byte, 0, header+2*len(samples))
	raw = append(raw, "RIFF"...)
	raw = le.AppendUint32(raw, header-8+size)
	raw = append(raw, "WAVEfmt "...)
	raw = le.AppendUint32(raw, 16)
	raw = le.AppendUint16(raw, 1) // PCM
	raw = le.AppendUint16(raw, channels)
	raw = le.AppendUint32(raw, SampleRate)
	raw = le.AppendUint32(raw, 2*SampleRate*uint32(channels))
	raw = le.AppendUint16(raw, 2*channels)
	raw = le.AppendUint16(raw, 16)
	raw = append(raw, "data"...)
	raw = le.AppendUint32(raw, size)
	return append(raw, bytesOf(samples)...)
}
