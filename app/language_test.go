package app

import (
	"os"
	"slices"
	"testing"

	"offhook/resources/lang"
)

// The tests read English, whatever the environment says.
func init() {
	_ = os.Setenv("LANG", "en_US.UTF-8")
	_ = os.Unsetenv("LC_ALL")
	_ = os.Unsetenv("LC_MESSAGES")
	_ = os.Unsetenv("LANGUAGE")
}

func TestTheLanguagesToChooseFromAreThere(t *testing.T) {
	same := slices.EqualFunc(Languages(), lang.Languages(), func(a Language, b lang.Language) bool {
		return a.Code == b.Code && a.Name == b.Name
	})
	if !same {
		t.Errorf("the settings offer %v, and there are %v", Languages(), lang.Languages())
	}
}
