package wti

// ServiceLinkStatus: the voice path to the other phone, in telephone mode
// [OtherPhone], is up or down (protocol notes §5.4).
type ServiceLinkStatus struct{ Up bool }

// ToneDetected: a DTMF digit from the far end, which may be part of a PIN
// (protocol notes §5.8).
type ToneDetected struct{ Tone Secret }

func (ServiceLinkStatus) event() {}
func (ToneDetected) event()      {}
