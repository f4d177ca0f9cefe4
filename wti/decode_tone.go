package wti

import "strings"

// serviceLink reads the state of the telecommuter's voice path, which is told as
// a flag or in a word.
func serviceLink(_ *decoder, p value) (Event, error) {
	v := p.get("serviceLinkUp", "serviceLinkStatus", "status")
	up, ok := v.flag()
	if !ok {
		switch word := strings.ToLower(v.text()); word {
		case "up", "connected", "servicelinkup":
			up, ok = true, true
		case "down", "disconnected", "servicelinkdown":
			ok = true
		}
	}
	if !ok {
		return nil, errMissing("serviceLinkUp")
	}
	return ServiceLinkStatus{Up: up}, nil
}

func toneDetected(_ *decoder, p value) (Event, error) {
	tone := p.get("toneDetected", "tone").text()
	if tone == "" {
		return nil, errMissing("toneDetected")
	}
	return ToneDetected{Tone: Secret(tone)}, nil
}
