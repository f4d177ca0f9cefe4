package story

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
)

// Build compiles the program as the Makefile does and returns its path. The
// working directory must be inside the module.
func Build(ctx context.Context) (string, error) {
	out, err := exec.CommandContext(ctx, "go", "list", "-m", "-f", "{{.Dir}}").Output()
	if err != nil {
		return "", fmt.Errorf("story: find the module: %w", err)
	}
	root := strings.TrimSpace(string(out))
	cmd := exec.CommandContext(ctx, "make", "--no-print-directory", "build/offhook")
	cmd.Dir = root
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("story: build: %w\n%s", err, out)
	}
	return filepath.Join(root, "build", "offhook"), nil
}
