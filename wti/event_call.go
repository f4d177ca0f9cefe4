package wti

// Offered: a call was offered to a device, which rings next (protocol notes
// §7.2). A VDN's monitor reports it for calls on their way to a queue.
type Offered struct {
	Connection Connection
	Device     Party
	Own        bool
	CallInfo
}

// Bridged: another appearance of an extension joined the call (protocol notes
// §7.2).
type Bridged struct {
	Connection Connection
	Appearance Party
	CallInfo
}

// DigitsDialed: digits were dialled at a station before the call was routed
// (protocol notes §7.2). Digits may be an authorization code; never log them.
type DigitsDialed struct {
	Connection Connection
	Digits     Secret
	CallInfo
}

// EnteredDigits: digits were entered on an answered call (Avaya, protocol notes
// §7.2). They may be a caller's PIN; never log them.
type EnteredDigits struct {
	Connection Connection
	Digits     Secret
	CallInfo
}

// CallInformation: what is known of a call has changed (protocol notes §7.2).
type CallInformation struct {
	Connection Connection
	CallInfo
}

func (Offered) event()         {}
func (Bridged) event()         {}
func (DigitsDialed) event()    {}
func (EnteredDigits) event()   {}
func (CallInformation) event() {}

func offered(d *decoder, p value) (Event, error) {
	c, who, own, err := d.subject(p, "offeredConnection", "offeredDevice")
	return Offered{Connection: c, Device: who, Own: own, CallInfo: d.info(p, "OfferedEventPrivateData")}, err
}

func bridged(d *decoder, p value) (Event, error) {
	c, who, _, err := d.subject(p, "bridgedConnection", "bridgedAppearance")
	return Bridged{Connection: c, Appearance: who, CallInfo: d.info(p, "BridgedEventPrivateData")}, err
}

func digitsDialed(d *decoder, p value) (Event, error) {
	c, _, _, err := d.subject(p, "dialingConnection", "dialingDevice")
	return DigitsDialed{
		Connection: c, Digits: Secret(p.get("dialingSequence", "digits").text()),
		CallInfo: d.info(p, "DigitsDialedEventPrivateData"),
	}, err
}

func enteredDigits(d *decoder, p value) (Event, error) {
	c, _, _, err := d.subject(p, "connection", "device")
	return EnteredDigits{
		Connection: c, Digits: Secret(p.get("digits").text()), CallInfo: d.info(p, "EnteredDigitsEventPrivateData"),
	}, err
}

func callInformation(d *decoder, p value) (Event, error) {
	c, _, _, err := d.subject(p, "connection", "device")
	return CallInformation{Connection: c, CallInfo: d.info(p, "CallInformationEventPrivateData")}, err
}
