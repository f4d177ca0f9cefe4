package device

import (
	"os"
	"syscall"
	"unsafe"
)

// pipe waits for the callbacks' signals. Reading is a raw system call for the same
// reason as in media's datagrams: it must not wake the runtime's monitor thread.
type pipe struct {
	raw     syscall.RawConn
	once    func(fd uintptr) bool
	signals [64]byte
	errno   syscall.Errno
}

func newPipe(f *os.File) *pipe {
	p := &pipe{}
	p.raw, _ = f.SyscallConn() // fails only for no file at all
	p.once = p.read
	return p
}

// await returns true after a signal, and false when the pipe is closed or its
// deadline is over.
func (p *pipe) await() bool { return p.raw.Read(p.once) == nil && p.errno == 0 }

func (p *pipe) read(fd uintptr) bool {
	_, _, p.errno = syscall.RawSyscall(syscall.SYS_READ, fd, uintptr(unsafe.Pointer(&p.signals)), uintptr(len(p.signals)))
	return p.errno != syscall.EAGAIN
}
