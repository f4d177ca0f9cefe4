package wti

import "context"

// Endpoint is a telephone that is registered at our extension (protocol notes
// §5.4, §9.3).
type Endpoint struct {
	Device     string
	Own        bool   // it is ours, by its device id
	Address    string // empty where the server does not tell
	Product    string
	Dependency string // MAIN, DEPENDENT or INDEPENDENT
	Media      string // CLIENT, SERVER, TELECOMMUTER or NONE
	Protocol   string // H323 or SIP
}

// RegistrationInfo says who is registered at our extension, ourselves included
// (EndpointRegistrationInfo, protocol notes §9.3). inService says whether a
// telephone is.
func (c *Client) RegistrationInfo(ctx context.Context) (list []Endpoint, inService bool, err error) {
	s, err := c.session()
	if err != nil {
		return nil, false, wrapRequest(opRegistrationInfo, err)
	}
	own := s.ownDevice()
	s.mu.Lock()
	registered := s.registered
	s.mu.Unlock()
	err = s.do(ctx, opRegistrationInfo, deviceOnly{own}, func(p value) error {
		inService = squash(p.get("serviceState").text()) == "inservice"
		for e := range p.get("endpointRegistrationInfo", "endpoints").items("eptDevice", "dependencyMode", "mediaMode") {
			ep := Endpoint{
				Address: e.get("endpointAddress", "address").text(), Product: e.get("productType", "product").text(),
				Dependency: e.get("dependencyMode").text(), Media: e.get("mediaMode").text(),
				Protocol: e.get("signallingProtocolType").text(),
			}
			ep.Device, _ = e.get("eptDevice", "device").device()
			ep.Own = registered && sameDevice(ep.Device, own) && instanceOf(ep.Device) == instanceOf(own)
			list = append(list, ep)
		}
		return nil
	})
	return list, inService, err
}

// instanceOf is the last part of a device id, which tells registrations at one
// extension apart (protocol notes §3).
func instanceOf(device string) string {
	for i := len(device) - 1; i >= 0; i-- {
		if device[i] == ':' {
			return device[i+1:]
		}
	}
	return ""
}
