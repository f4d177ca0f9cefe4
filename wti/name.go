package wti

import "strings"

// nameBuffer holds the comparable form of a command or event name.
type nameBuffer [64]byte

var suffixes = [...]string{"posresponse", "negresponse", "response", "request", "event"}

// canonical writes the comparable form of a command or event name into buf:
// lower case, without a name-space and without the suffixes that DMCC's XML
// names have (protocol notes §12.1.2). It allocates nothing.
func canonical(buf *nameBuffer, name string) []byte {
	if i := strings.LastIndexAny(name, ":./"); i >= 0 {
		name = name[i+1:]
	}
	if len(name) > len(buf) {
		name = name[:len(buf)]
	}
	b := buf[:len(name)]
	for i := range b {
		c := name[i]
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		b[i] = c
	}
	for again := true; again; {
		again = false
		for _, s := range suffixes {
			if len(b) > len(s) && string(b[len(b)-len(s):]) == s {
				b, again = b[:len(b)-len(s)], true
			}
		}
	}
	return b
}

// sameName compares two command or event names tolerantly.
func sameName(a, b string) bool {
	var x, y nameBuffer
	return string(canonical(&x, a)) == string(canonical(&y, b))
}
