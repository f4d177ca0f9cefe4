package cli

import (
	"archive/zip"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestSupportPacksAFileWithoutARunningApp(t *testing.T) {
	folder := t.TempDir()
	out := filepath.Join(folder, "desk.zip")
	args := []string{"support", "--out", out, "--config", userSettings(t, "agent = \"2001\"\n"), "--profile", "support-test"}
	code, printed, problems := governed(t, "[history]\nmask = true\n", args...)
	if code != exitOK || strings.TrimSpace(printed) != out {
		t.Fatalf("exit %d, %q: %s", code, printed, problems)
	}
	if info, err := os.Stat(out); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
	z, err := zip.OpenReader(out)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = z.Close() }()
	var names []string
	for _, f := range z.File {
		names = append(names, f.Name)
	}
	if versions, err := fs.ReadFile(z, "versions.json"); err != nil || !strings.Contains(string(versions), `"log":"`+logPath("support-test")+`"`) {
		t.Errorf("where the log is: %v in %s", err, versions)
	}
	if want := []string{"README.txt", "doctor.json", "log.txt", "policy.txt", "quality.csv", "settings.json", "versions.json"}; !slices.Equal(names, want) {
		t.Errorf("files = %q, want %q", names, want)
	}
	if code, _, problems := governed(t, "", args...); code != exitFailed || !strings.Contains(problems, "exists") {
		t.Errorf("over a file that is there: exit %d: %s", code, problems)
	}
}
