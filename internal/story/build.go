package story

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
)

// The programs that Build can make.
const (
	Shipped = "build/offhook"         // what users run
	Checked = "build/offhook-checked" // with Fyne's check of the UI goroutine
)

// Build compiles a program as the Makefile does and returns its path. The
// working directory must be inside the module.
func Build(ctx context.Context, target string) (string, error) {
	out, err := exec.CommandContext(ctx, "go", "list", "-m", "-f", "{{.Dir}}").Output()
	if err != nil {
		return "", fmt.Errorf("story: find the module: %w", err)
	}
	root := strings.TrimSpace(string(out))
	cmd := exec.CommandContext(ctx, "make", "--no-print-directory", target)
	cmd.Dir = root
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("story: build: %w\n%s", err, out)
	}
	return filepath.Join(root, filepath.FromSlash(target)), nil
}
