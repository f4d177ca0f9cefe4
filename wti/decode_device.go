package wti

import (
	"net/netip"
	"strings"
	"time"
)

// mediaStarted reads where to send voice. Missing or zero addresses mean stop
// (protocol notes §5.5).
func mediaStarted(d *decoder, p value) (Event, error) {
	rtp, ok := address(p.get("rtpAddress", "rtp"), p.get("rtpPort"))
	if !ok {
		return nil, errMissing("rtpAddress")
	}
	if rtp.Port() == 0 || rtp.Addr().IsUnspecified() {
		return MediaStopped{}, nil
	}
	rtcp, ok := address(p.get("rtcpAddress", "rtcp"), p.get("rtcpPort"))
	if !ok || rtcp.Port() == 0 || rtcp.Addr().IsUnspecified() {
		rtcp = netip.AddrPort{}
		if rtp.Port() < 65535 {
			rtcp = netip.AddrPortFrom(rtp.Addr(), rtp.Port()+1)
		}
	}
	e := MediaStarted{RTP: rtp, RTCP: rtcp, Codec: p.get("codec").text()}
	if e.Codec == "" {
		for c := range p.get("codecs").items() {
			e.Codec = c.text()
			break
		}
	}
	if ms, ok := p.get("packetSize").number(); ok && ms > 0 && ms <= 1000 {
		e.PacketSize = time.Duration(ms) * time.Millisecond
	}
	e.Encryption = d.encryption(p.get("encryption"))
	return e, nil
}

func (d *decoder) encryption(v value) Encryption {
	if v.kind() != kindObject {
		return Encryption{Protocol: v.text()}
	}
	e := Encryption{
		Protocol:     v.get("protocol").text(),
		TransmitKey:  Secret(v.get("transmitKey").text()),
		ReceiveKey:   Secret(v.get("receiveKey").text()),
		TransmitSalt: Secret(v.get("transmitSalt").text()),
		ReceiveSalt:  Secret(v.get("receiveSalt").text()),
	}
	if n, ok := v.get("payloadType").number(); ok && n > 0 && n < 128 {
		e.PayloadType = n
	}
	if d.dialect.SwapKeys {
		e.TransmitKey, e.ReceiveKey = e.ReceiveKey, e.TransmitKey
		e.TransmitSalt, e.ReceiveSalt = e.ReceiveSalt, e.TransmitSalt
	}
	return e
}

// address reads {address, port}, "address:port", or an address with its port in
// a member of its own. A missing port is 0.
func address(v, beside value) (netip.AddrPort, bool) {
	host, portAt := v.get("address", "ip", "ipAddress", "host").text(), v.get("port")
	if v.kind() != kindObject {
		host, portAt = v.text(), beside
		if a, err := netip.ParseAddrPort(host); err == nil {
			return netip.AddrPortFrom(a.Addr().Unmap(), a.Port()), true
		}
	}
	a, err := netip.ParseAddr(strings.Trim(host, "[]"))
	port, ok := portAt.number()
	if err != nil || !ok && portAt.present() || port < 0 || port > 65535 {
		return netip.AddrPort{}, false
	}
	return netip.AddrPortFrom(a.Unmap(), uint16(port)), true
}

func mediaStopped(*decoder, value) (Event, error) { return MediaStopped{}, nil }

func ringerStatus(_ *decoder, p value) (Event, error) {
	mode := ringMode(p.get("ringMode", "mode").text())
	if mode < 0 {
		return nil, errMissing("ringMode")
	}
	return RingerStatus{Ringing: mode > 0}, nil
}

func hookswitch(_ *decoder, p value) (Event, error) {
	on, ok := p.get("hookswitchOnHook", "onHook").flag()
	if !ok {
		return nil, errMissing("hookswitchOnHook")
	}
	return Hookswitch{OnHook: on}, nil
}

func lampMode(_ *decoder, p value) (Event, error) {
	mode, ok := p.get("lampMode", "mode").number()
	lamp := p.get("lamp").text()
	if !ok || lamp == "" {
		return nil, errMissing("lamp, lampMode")
	}
	return LampMode{Lamp: lamp, Mode: mode}, nil
}

func displayUpdated(_ *decoder, p value) (Event, error) {
	return DisplayUpdated{Text: p.get("contentsOfDisplay", "contents", "text").text()}, nil
}

// terminalUnregistered tells a take-over by another endpoint from the rest by
// code or by CM's number in the reason (protocol notes §5.4).
func terminalUnregistered(_ *decoder, p value) (Event, error) {
	e := TerminalUnregistered{Code: p.get("code").text(), Reason: p.get("reason").text()}
	words := squash(e.Code + " " + e.Reason)
	for _, w := range []string{"forcelogin", "2009", "forcedout", "softphone", "2016"} {
		e.Forced = e.Forced || strings.Contains(words, w)
	}
	return e, nil
}

// endpointGone is a telephone that was unregistered, ours or another at our
// extension. It is never delivered to the receiver.
type endpointGone struct {
	device string
	lost   TerminalUnregistered
}

func (endpointGone) event() {}

func endpointUnregistered(d *decoder, p value) (Event, error) {
	e, err := terminalUnregistered(d, p)
	if err != nil {
		return nil, err
	}
	gone := endpointGone{lost: e.(TerminalUnregistered)}
	gone.device, _ = p.get("eptDevice", "device").device()
	return gone, nil
}

// removed says that the extension is gone for good, so that registering again
// makes no sense (§5.4).
func (e TerminalUnregistered) removed() bool {
	words := squash(e.Code + " " + e.Reason)
	return strings.Contains(words, "extensionremoved") || strings.Contains(words, "2015")
}

func terminalRegistered(_ *decoder, p value) (Event, error) {
	if code := p.get("code").text(); code != "" && code != "1" && code != "0" {
		return nil, nil
	}
	return TerminalRegistered{}, nil
}

func sessionTerminated(_ *decoder, p value) (Event, error) {
	r := p.get("sessionTermReason", "reason")
	reason := r.text()
	if reason == "" {
		reason = r.get("definedTermReason", "serverTermReason").text()
	}
	return SessionTerminated{Reason: reason}, nil
}
