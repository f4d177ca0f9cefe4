// Package locale keeps the libraries from stumbling over the C locale. Imported
// for its effect on the environment, which is done before any package that asks
// for the language starts: among packages that are ready to start, the first by
// path does (Go specification, "Program initialization"), and what this one
// needs is needed by all of them.
package locale

import (
	"os"
	"strings"
)

func init() { settle(os.LookupEnv, os.Setenv, os.Unsetenv) }

// settle names a language where the environment has the C locale in a character
// set ("C.UTF-8", usual on servers and in containers), which is no language. The
// character set stays as it is.
func settle(get func(string) (string, bool), set func(key, value string) error, unset func(string) error) {
	for _, key := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		value, _ := get(key)
		if value == "" {
			continue
		}
		if name, _, sized := strings.Cut(value, "."); !sized || name != "C" && name != "POSIX" {
			return
		}
		if key == "LC_ALL" { // it would go before the next
			_ = set("LANG", value)
			_ = unset(key)
		}
		_ = set("LC_MESSAGES", "en_US.UTF-8")
		return
	}
}
