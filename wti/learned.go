package wti

import "sync"

// learned is what the client has found out about the server's dialect. It
// outlives connections.
type learned struct {
	mu        sync.Mutex // guards the fields below
	names     map[string]string
	keepAlive string // the form that worked, "" while unknown
	monitor   int    // index of the MonitorStart form that worked
	sense     int    // how often the filter's sense was changed
	token     string // the token placement that worked
	noMove    bool   // TransferMonitorObjects is not supported
	noSnap    bool   // SnapshotDevice is not supported
	noToken   bool   // an upgrade with the token does not take a session up
	noNaming  bool   // nor does a session start that names it
	restStart bool   // sessions start by REST
	restBody  string // the form of REST bodies that worked
	noSystem  bool   // the link to the switch is not told
}

// name is how to spell op, and whether that is settled.
func (l *learned) name(op string) (name string, settled bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	name, settled = l.names[op]
	if !settled {
		name = op
	}
	return name, settled
}

func (l *learned) setName(op, name string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.names == nil {
		l.names = make(map[string]string)
	}
	l.names[op] = name
}

func get[T any](l *learned, field *T) T {
	l.mu.Lock()
	defer l.mu.Unlock()
	return *field
}

func set[T any](l *learned, field *T, to T) {
	l.mu.Lock()
	defer l.mu.Unlock()
	*field = to
}
