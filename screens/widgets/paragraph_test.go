package widgets

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
)

// What a list is indented by stays when its items take several lines.
func TestAParagraphKeepsIndentation(t *testing.T) {
	test.NewTempApp(t)
	p := NewParagraph("Met:\n\n  * one two\nEnd", theme.ColorNameForeground, theme.SizeNameText)
	room := max(p.measure("  * one").Width, p.measure("Met:").Width) + 1
	if got, want := p.lines(room), []string{"Met:", "", "  * one", "  two", "End"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
