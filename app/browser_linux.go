package app

import (
	"context"
	"fmt"
	"os/exec"
	"syscall"
	"time"
)

// browserLimit is how long the desktop has to say that it opens no page. What
// runs longer than that is the browser itself.
const browserLimit = 10 * time.Second

// openPage hands an address to the desktop's browser, as one argument and
// without a shell. The browser has a session of its own, so that it stays when
// Offhook ends.
func openPage(ctx context.Context, url string) error {
	cmd := exec.Command("xdg-open", url)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("browser: %w", err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }() // as long as the browser runs: nobody can wait for that
	select {
	case err := <-ended:
		if err != nil {
			return fmt.Errorf("browser: xdg-open: %w", err)
		}
	case <-ctx.Done():
	case <-time.After(browserLimit):
	}
	return nil
}
