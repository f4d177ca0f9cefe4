package media

// ParseDatagram runs the header checks of the RTP reader.
func ParseDatagram(datagram []byte, events uint8) (Packet, bool) {
	r := parser{events: events}
	var p Packet
	v := r.parse(&p, datagram)
	return p, v == accepted
}
