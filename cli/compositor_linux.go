//go:build linux && (!x11 || wayland)

package cli

// #cgo LDFLAGS: -lwayland-client
// #include <wayland-client-core.h>
import "C"

import (
	"unsafe"

	"github.com/go-gl/glfw/v3.4/glfw"
)

// compositorGone reports whether the Wayland compositor is gone: no window is ever shown
// again. The loop's goroutine asks, when GLFW runs.
func compositorGone() bool {
	if glfw.GetPlatform() != glfw.PlatformWayland {
		return false
	}
	display := (*C.struct_wl_display)(unsafe.Pointer(glfw.GetWaylandDisplay()))
	return C.wl_display_get_error(display) != 0
}
