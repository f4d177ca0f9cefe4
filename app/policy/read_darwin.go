package policy

import (
	"os/user"
	"path/filepath"
)

// Where macOS keeps what a device management service sets, and what an
// administrator sets with "defaults write" for all users.
const (
	managedFolder = "/Library/Managed Preferences"
	machineFolder = "/Library/Preferences"
	preferences   = "org.offhook.Offhook.plist"
)

// Read finds what was set for this computer, and for this user by the device
// management service; the latter goes first.
func Read(shape Shape) Machine {
	files := []string{filepath.Join(managedFolder, preferences)}
	if u, err := user.Current(); err == nil && u.Username == filepath.Base(u.Username) {
		files = append(files, filepath.Join(managedFolder, u.Username, preferences))
	}
	return Machine{
		Defaults: FromPropertyLists(shape, filepath.Join(machineFolder, preferences)),
		Policy:   FromPropertyLists(shape, files...),
	}
}
