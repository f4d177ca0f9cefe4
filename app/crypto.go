package app

import (
	"offhook/media"
	"offhook/wti"
)

// cryptoOf turns what the server chose into what the voice path needs. The error
// wraps media.ErrCipher or media.ErrKey.
func cryptoOf(e wti.Encryption) (media.Crypto, error) {
	suite, err := media.ParseSuite(e.Protocol)
	if err != nil || !suite.Enabled {
		return media.Crypto{}, err
	}
	transmit, err := suite.ParseKey(e.TransmitKey.Reveal(), e.TransmitSalt.Reveal())
	if err != nil {
		return media.Crypto{}, err
	}
	if e.ReceiveKey == "" { // one key for both directions
		return media.Crypto{Suite: suite, Transmit: transmit, Receive: transmit}, nil
	}
	receive, err := suite.ParseKey(e.ReceiveKey.Reveal(), e.ReceiveSalt.Reveal())
	return media.Crypto{Suite: suite, Transmit: transmit, Receive: receive}, err
}

// encryptionOf names the protocol of encrypted voice; empty for plain RTP.
func encryptionOf(e wti.Encryption) string {
	if suite, err := media.ParseSuite(e.Protocol); err == nil && !suite.Enabled {
		return ""
	}
	return e.Protocol
}

// offered is the list of media encryptions for the registration, never empty.
func (s VoiceSettings) offered() []string {
	if len(s.Encryption) == 0 {
		return []string{"none"}
	}
	return s.Encryption
}
