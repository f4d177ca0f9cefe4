package simulator

import (
	"fmt"
)

// filter decides which events a monitor passes on (protocol notes §4.2).
type filter struct {
	trueSends bool
	bits      map[string]bool // "category.member" to the bit's value
}

// passes reports whether the client gets the event. In the sense of CSTA a true
// bit suppresses and a missing one does not; in Avaya's inverted sense only a
// true bit lets the event pass.
func (f filter) passes(bit string) bool {
	return f.bits[bit] == f.trueSends
}

func (f filter) summary() string {
	n := 0
	for _, on := range f.bits {
		if on {
			n++
		}
	}
	if f.trueSends {
		return fmt.Sprintf("%d kinds wanted", n)
	}
	return fmt.Sprintf("all but %d kinds", n)
}

// readFilter reads the CSTA categories and the Avaya groups, which may be in the
// extensions or among the categories (protocol notes §4.3).
func (s *Server) readFilter(requested, avaya object) (f filter, actual object) {
	f.bits = map[string]bool{}
	nested := sub(requested, "AvayaEvents")
	switch s.dialect().AvayaFilter {
	case FilterExtensions:
		requested, nested = withoutAvaya(requested), object{}
	case FilterInside:
		avaya = object{}
	}

	inverted := flag(requested, "invertFilter") || flag(avaya, "invertFilter") || flag(nested, "invertFilter")
	switch s.dialect().FilterSense {
	case FilterTrueSends:
		f.trueSends = true
	case FilterTrueSuppresses:
	default:
		f.trueSends = inverted
	}
	actual = object{}
	for _, groups := range []object{requested, avaya, nested} {
		for group, members := range groups {
			list, ok := members.(object)
			if !ok || group == "AvayaEvents" {
				continue
			}
			kept := object{}
			for member := range list {
				on := flag(list, member)
				f.bits[group+"."+member] = on
				kept[member] = on
			}
			actual[group] = kept
		}
	}
	return f, actual
}

// withoutAvaya is the filter with CSTA's own categories alone.
func withoutAvaya(requested object) object {
	out := object{}
	for _, group := range []string{
		"callcontrol", "callAssociated", "mediaAttachment", "physicalDeviceFeature", "logicalDeviceFeature",
		"maintenance", "voice", "private", "systemStatus",
	} {
		if v, ok := requested[group]; ok {
			out[group] = v
		}
	}
	return out
}
