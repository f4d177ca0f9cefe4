package device

// WithPlainCallbacks returns options for callbacks that enter Go, as they do
// where there are no rings.
func WithPlainCallbacks(o Options) Options {
	o.plain = true
	return o
}

// ThroughServer says that a device is a detour to the sound server.
var ThroughServer = throughServer
