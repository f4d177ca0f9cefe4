package testdesk

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
)

// reaper is a small process that outlives ours: when a test run is killed or
// panics, so that Close never comes, it ends the desk's processes and removes
// the desk's directory.
type reaper struct {
	mu   sync.Mutex // guards list
	list *os.File   // one process group a line
	pipe *os.File   // its end is our end
	cmd  *exec.Cmd
}

// The list is removed by release, so after an orderly end nothing is killed.
const reaperScript = `cat >/dev/null
[ -f "$1/groups" ] || exit 0
while read -r group; do kill -KILL -- "-$group" 2>/dev/null; done <"$1/groups"
rm -rf -- "$1"`

func startReaper(dir string) (*reaper, error) {
	list, err := os.Create(filepath.Join(dir, "groups"))
	if err != nil {
		return nil, err
	}
	r, w, err := os.Pipe()
	if err != nil {
		list.Close()
		return nil, err
	}
	defer r.Close()
	cmd := exec.Command("/bin/sh", "-c", reaperScript, "reaper", dir)
	cmd.Stdin = r
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true} // not reached by Ctrl+C
	if err := cmd.Start(); err != nil {
		list.Close()
		w.Close()
		return nil, err
	}
	return &reaper{list: list, pipe: w, cmd: cmd}, nil
}

// watch adds a process group.
func (r *reaper) watch(group int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	fmt.Fprintln(r.list, group)
}

// release ends the reaper without harm.
func (r *reaper) release() error {
	if err := os.Remove(r.list.Name()); err != nil {
		return err
	}
	r.list.Close()
	r.pipe.Close()
	return r.cmd.Wait()
}
