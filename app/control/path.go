package control

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
)

var profileName = regexp.MustCompile(`^[A-Za-z0-9._-]{1,40}$`)

// ValidProfile reports whether a profile name can be part of a file name.
func ValidProfile(name string) bool { return profileName.MatchString(name) && name[0] != '.' }

// Path is the socket of a profile for this user. It makes the folder, private
// to the user, and fails when somebody else owns it.
func Path(profile string) (string, error) {
	if !ValidProfile(profile) {
		return "", fmt.Errorf("control: profile name %q: use letters, digits, dot, dash and underscore", profile)
	}
	dir, err := runtimeDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(dir, profile+".sock"), nil
}

func runtimeDir() (string, error) {
	dir := ""
	switch base := os.Getenv("XDG_RUNTIME_DIR"); {
	case runtime.GOOS == "windows":
		cache, err := os.UserCacheDir()
		if err != nil {
			return "", fmt.Errorf("control: %w", err)
		}
		dir = filepath.Join(cache, "Offhook", "run")
	case base != "" && isDir(base):
		dir = filepath.Join(base, "offhook")
	default:
		dir = filepath.Join(os.TempDir(), fmt.Sprintf("offhook-%d", os.Getuid()))
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", fmt.Errorf("control: %w", err)
	}
	return dir, private(dir)
}

func isDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}
