//go:build !linux && !freebsd && !openbsd && !netbsd && !windows

package hotkeys

// none is where no program gets such keys.
type none struct{ told func([]Report) }

func newBackend(_ Options, _ func(string), told func([]Report)) backend { return none{told} }

func (n none) set(keys []Key)    { n.told(all(keys, Refused)) }
func (none) news() <-chan func() { return nil }
func (none) selected() []string  { return nil }
func (none) close()              {}
