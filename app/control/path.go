package control

import (
	"fmt"
	"regexp"
)

var profileName = regexp.MustCompile(`^[A-Za-z0-9._-]{1,40}$`)

// ValidProfile reports whether a profile name can be part of a file name.
func ValidProfile(name string) bool { return profileName.MatchString(name) && name[0] != '.' }

// Path is where the app of a profile is reached by this user: a socket, whose
// folder it makes, private to the user (it fails when somebody else owns it), or
// on Windows a named pipe.
func Path(profile string) (string, error) {
	if !ValidProfile(profile) {
		return "", fmt.Errorf("control: profile name %q: use letters, digits, dot, dash and underscore", profile)
	}
	return address(profile)
}
