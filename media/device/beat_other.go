//go:build !linux

package device

// beat is not available here: each side wakes Go by itself.
type beat struct{ fd int32 }

func newBeat() *beat        { return nil }
func (b *beat) join()       {}
func (b *beat) leave()      {}
func follows(library) bool  { return false }
func onServer(library) bool { return false }
