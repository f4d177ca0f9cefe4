package cli

import (
	"bytes"
	"fmt"
	"io"
	"sync/atomic"

	"offhook/resources/lang"
)

// noOpenGL is where Fyne's complaints go. It has no error for a window that cannot
// be made for want of OpenGL: it writes that down, and ends the program where that
// runs already. So what to do about it is said here, behind the complaint. It is
// safe for concurrent use.
type noOpenGL struct {
	to            io.Writer
	said, advised atomic.Bool
}

// failed reports whether there will be no window.
func (n *noOpenGL) failed() bool { return n.said.Load() }

// complaints are those of Fyne (internal/driver/glfw) after which there will be
// no window.
var complaints = [][]byte{[]byte("window creation error"), []byte("failed to initialise GLFW"), []byte("failed to initialise OpenGL")}

// Write implements io.Writer. Fyne writes a complaint, its cause and where it
// arose, one after the other; the advice follows the last.
func (n *noOpenGL) Write(line []byte) (int, error) {
	written, err := n.to.Write(line)
	for _, c := range complaints {
		if bytes.Contains(line, c) {
			n.said.Store(true)
		}
	}
	if n.failed() && bytes.Contains(line, []byte("  At: ")) && n.advised.CompareAndSwap(false, true) {
		_, _ = fmt.Fprintln(n.to, "offhook: "+lang.X("text.noOpenGL", "This computer cannot show the window: OpenGL 2.1 is missing, too old, or out of reach over this connection. Install software rendering (on Debian and Ubuntu the package libgl1-mesa-dri) and start Offhook with LIBGL_ALWAYS_SOFTWARE=1, or work in the terminal: offhook --text"))
	}
	return written, err
}
