package app

import (
	"offhook/media"
	"offhook/wti"
)

// MediaOf is what the voice path is told about a stream's encryption.
func MediaOf(e wti.MediaStarted) (media.Crypto, error) { return cryptoOf(e.Encryption) }

// OfferedCodecs is what the registration offers.
func OfferedCodecs(s Settings) []string { return s.Voice.offeredCodecs() }
