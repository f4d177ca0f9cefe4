package app

import (
	"slices"
	"testing"

	"offhook/resources/lang"
)

// The tests read English, whatever the environment says.
func init() { _ = lang.Use(lang.English) }

func TestTheLanguagesToChooseFromAreThere(t *testing.T) {
	same := slices.EqualFunc(Languages(), lang.Languages(), func(a Language, b lang.Language) bool {
		return a.Code == b.Code && a.Name == b.Name
	})
	if !same {
		t.Errorf("the settings offer %v, and there are %v", Languages(), lang.Languages())
	}
}
