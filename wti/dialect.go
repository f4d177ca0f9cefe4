package wti

// Dialect holds every point where the wire form of WTI is not confirmed by a
// public source (protocol notes §12.2). The zero value is the documented
// default.
type Dialect struct{}
