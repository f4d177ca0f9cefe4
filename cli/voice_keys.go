package cli

import (
	"errors"
	"strings"

	"offhook/media"
)

// defaultSuite is the one that every SRTP implementation must have (RFC 3711 §5).
const defaultSuite = "srtp-aescm128-hmac80"

var errVoiceKeys = errors.New("want [SUITE:]KEY[,KEY], each key base64 of key and salt together (30 bytes, 46 with aescm256)")

// parseVoiceKeys reads "[SUITE:]SEND[,RECEIVE]". One key serves both directions.
// Empty is plain RTP. No error holds any of the text.
func parseVoiceKeys(text string) (media.Crypto, error) {
	if strings.TrimSpace(text) == "" {
		return media.Crypto{}, nil
	}
	name, keys, named := strings.Cut(text, ":")
	if !named {
		name, keys = defaultSuite, text
	}
	suite, err := media.ParseSuite(name)
	if err != nil || !suite.Enabled {
		return media.Crypto{}, errVoiceKeys
	}
	send, receive, two := strings.Cut(keys, ",")
	if !two {
		receive = send
	}
	c := media.Crypto{Suite: suite}
	if c.Transmit, err = suite.ParseKey(send, ""); err == nil {
		c.Receive, err = suite.ParseKey(receive, "")
	}
	if err != nil {
		return media.Crypto{}, errVoiceKeys
	}
	return c, nil
}
