package device

import "os"

// pipe waits for the callbacks' signals.
type pipe struct {
	file    *os.File
	signals [64]byte
}

func newPipe(f *os.File) *pipe { return &pipe{file: f} }

// await returns true after a signal, and false when the pipe is closed or its
// deadline is over.
func (p *pipe) await() bool {
	_, err := p.file.Read(p.signals[:])
	return err == nil
}
