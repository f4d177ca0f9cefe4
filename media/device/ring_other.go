//go:build !linux && !darwin

package device

import "github.com/gen2brain/malgo"

// ring is not available here: callbacks enter Go.
type ring struct{}

func newRing(kind, int, *beat) *ring { return nil }

func (r *ring) userData() *byte                 { return nil }
func (r *ring) attach(*malgo.Device, kind) bool { return false }
func (r *ring) serve(*handle)                   {}
func (r *ring) stop()                           {}
func (r *ring) free()                           {}
func (r *ring) ranDry() uint64                  { return 0 }
func (r *ring) starved() uint64                 { return 0 }
