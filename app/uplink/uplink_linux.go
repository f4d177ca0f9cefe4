package uplink

import (
	"fmt"
	"slices"

	"github.com/jsimonetti/rtnetlink/v2"
	"golang.org/x/sys/unix"
)

// uplink is how the computer is reached: each address with its link, and each default
// route, sorted.
type uplink struct{ addresses, routes []string }

// differs is what has changed since an earlier look; empty for nothing.
func (u uplink) differs(was uplink) string {
	switch {
	case !slices.Equal(u.routes, was.routes):
		return "another default route"
	case !slices.Equal(u.addresses, was.addresses):
		return "another address"
	}
	return ""
}

// link is what counts of a link.
type link struct {
	name         string
	works        bool
	bridge, used bool // used: a default route goes through it
}

func look(ask *rtnetlink.Conn) (u uplink, err error) {
	links, err := listLinks(ask)
	if err != nil {
		return u, err
	}
	routes, err := ask.Route.List()
	if err != nil {
		return u, fmt.Errorf("uplink: routes: %w", err)
	}
	for _, r := range routes {
		u.addRoute(links, r)
	}
	addresses, err := ask.Address.List()
	if err != nil {
		return u, fmt.Errorf("uplink: addresses: %w", err)
	}
	for _, a := range addresses {
		u.addAddress(links, a)
	}
	slices.Sort(u.addresses)
	slices.Sort(u.routes)
	return u, nil
}

func listLinks(ask *rtnetlink.Conn) (map[uint32]*link, error) {
	list, err := ask.Link.List()
	if err != nil {
		return nil, fmt.Errorf("uplink: links: %w", err)
	}
	links := map[uint32]*link{}
	for _, l := range list {
		a := l.Attributes
		if a == nil {
			continue
		}
		// Tunnels and others without a carrier never say more than unknown.
		state := a.OperationalState == rtnetlink.OperStateUp || a.OperationalState == rtnetlink.OperStateUnknown
		links[l.Index] = &link{
			name: a.Name, works: l.Flags&unix.IFF_UP != 0 && state, bridge: a.Info != nil && a.Info.Kind == "bridge",
		}
	}
	return links, nil
}

func (u *uplink) addRoute(links map[uint32]*link, r rtnetlink.RouteMessage) {
	if r.DstLength != 0 || r.Type != unix.RTN_UNICAST {
		return
	}
	hops := r.Attributes.Multipath
	if len(hops) == 0 {
		hops = []rtnetlink.NextHop{{Hop: rtnetlink.RTNextHop{IfIndex: r.Attributes.OutIface}, Gateway: r.Attributes.Gateway}}
	}
	for _, h := range hops {
		name := fmt.Sprint(h.Hop.IfIndex)
		if l := links[h.Hop.IfIndex]; l != nil {
			l.used, name = true, l.name
		}
		u.routes = append(u.routes, fmt.Sprintf("family %d by %v at %s, metric %d, table %d", r.Family, h.Gateway, name, r.Attributes.Priority, r.Attributes.Table))
	}
}

func (u *uplink) addAddress(links map[uint32]*link, m rtnetlink.AddressMessage) {
	l := links[m.Index]
	if l == nil || !l.works || l.bridge && !l.used || m.Attributes == nil {
		return
	}
	const unproved = unix.IFA_F_TENTATIVE | unix.IFA_F_DADFAILED // nothing can be sent from it, or not yet
	ip := m.Attributes.Local                                     // ours, where the other is the peer's
	if ip == nil {
		ip = m.Attributes.Address
	}
	if ip.IsLoopback() || ip.IsLinkLocalUnicast() || m.Flags&unproved != 0 {
		return
	}
	u.addresses = append(u.addresses, fmt.Sprintf("%s/%d at %s", ip, m.PrefixLength, l.name))
}
