package app

import (
	"fmt"
	"slices"

	"offhook/media"
)

// codecs reads the codecs of the settings into the spelling of the protocol, in
// order and each once. Empty settings give what is offered anyway.
func (s VoiceSettings) codecs() ([]string, error) {
	if len(s.Codecs) == 0 {
		return media.Codecs(), nil
	}
	var names []string
	for _, name := range s.Codecs {
		c, ok := media.ParseCodec(name)
		if !ok {
			return nil, fmt.Errorf("voice: codec %q: use g711U, g711A or g722", name)
		}
		if !slices.Contains(names, c.String()) {
			names = append(names, c.String())
		}
	}
	return names, nil
}

// offeredCodecs is the list of codecs for the registration, never empty. The
// settings were checked when they were read.
func (s VoiceSettings) offeredCodecs() []string {
	names, err := s.codecs()
	if err != nil {
		return media.Codecs()
	}
	return names
}
