//go:build !race

package screens

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"offhook/resources/lang"
	"offhook/screens/widgets"
)

// longestLanguage is the language whose texts take the most room.
const longestLanguage = "de"

// TestTheLongestLanguage measures which that is: words alone on a line, as on
// buttons and tabs, are what has to fit.
func TestTheLongestLanguage(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(widgets.NewThemeVariant(theme.VariantLight))
	room, longest, english := map[string]float32{}, lang.English, catalogueOf(t, lang.English)
	for _, l := range lang.Languages() {
		for key, text := range catalogueOf(t, l.Code) {
			if short, ok := english[key].(string); ok && len(strings.Fields(short)) <= 3 {
				room[l.Code] += widthOf(text.(string))
			}
		}
		if room[l.Code] > room[longest] {
			longest = l.Code
		}
	}
	t.Logf("points of room: %v", room)
	if longest != longestLanguage {
		t.Errorf("%s needs the most room: its pictures are the ones to keep, not those of %s", longest, longestLanguage)
	}
}
