package testdesk

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"
)

// child is a long-running helper process of a desk.
type child struct {
	name string
	cmd  *exec.Cmd
	log  *os.File
	gone chan struct{} // closed when the process has ended
}

// inOwnGroup makes the command the leader of a process group, and the end of
// its context the end of the group.
func inOwnGroup(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = 2 * time.Second
}

// spawn starts a helper; what it writes goes to the desk's log directory.
// Further files become its descriptors 3, 4, ….
func (d *Desk) spawn(name string, stdin io.Reader, files []*os.File, args ...string) (*child, error) {
	log, err := os.Create(d.Path("log", filepath.Base(name)+".log"))
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(name, args...)
	cmd.Env = d.Env(helperLocale)
	cmd.Stdin, cmd.Stderr, cmd.ExtraFiles = stdin, log, files
	cmd.Stdout = log
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := cmd.Start(); err != nil {
		log.Close()
		return nil, err
	}
	d.reaper.watch(cmd.Process.Pid)
	c := &child{name: name, cmd: cmd, log: log, gone: make(chan struct{})}
	go func() {
		defer close(c.gone)
		_ = cmd.Wait() // how a helper ends says nothing; end() asked it to
		log.Close()
	}()
	d.mu.Lock()
	d.children = append(d.children, c)
	d.mu.Unlock()
	return c, nil
}

// end asks the process group to terminate and kills it after two seconds.
func (c *child) end() {
	group := -c.cmd.Process.Pid
	_ = syscall.Kill(group, syscall.SIGTERM)
	select {
	case <-c.gone:
	case <-time.After(2 * time.Second):
	}
	_ = syscall.Kill(group, syscall.SIGKILL) // also what it left behind
	<-c.gone
}

// errGone says that a helper ended although it should run.
var errGone = errors.New("ended unexpectedly")

// await polls ready every few milliseconds until it succeeds, the helper dies
// or ten seconds have passed.
func (d *Desk) await(ctx context.Context, c *child, ready func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	for {
		err := ready(ctx)
		if err == nil {
			return nil
		}
		select {
		case <-c.gone:
			log, _ := os.ReadFile(c.log.Name())
			return fmt.Errorf("%s: %w: %s", c.name, errGone, log)
		case <-ctx.Done():
			return fmt.Errorf("%s is not ready: %w", c.name, err)
		case <-time.After(10 * time.Millisecond):
		}
	}
}
