package win32_test

import (
	"fmt"
	"slices"
	"testing"

	"offhook/app/desktop"
	"offhook/app/desktop/win32"
)

func TestTheMenuOfWindowsSaysWhatOursSays(t *testing.T) {
	rows, ids := win32.RowsOf([]desktop.TrayItem{
		{ID: "state", Label: "2001 · Auto-in", Text: true},
		{},
		{ID: "answer:1", Label: "Answer – Meyer & Söhne\tCtrl+X\nGmbH"},
		{ID: "mute", Label: "Mute", Mark: desktop.MarkOn},
		{ID: "autoIn", Label: "Auto-in", Mark: desktop.MarkThis},
		{ID: "aux", Label: "AUX", Items: []desktop.TrayItem{
			{ID: "aux:1", Label: "Lunch", Mark: desktop.MarkOther},
			{ID: "more", Label: "More", Items: []desktop.TrayItem{{ID: "aux:9", Label: "Other"}}},
			{ID: "aux:2", Label: "Break", Mark: desktop.MarkThis},
		}},
		{ID: "dnd", Label: "Do not disturb", Mark: desktop.MarkOff, Text: true},
		{ID: desktop.TrayShow, Label: "Open"},
	})
	want := []string{
		"0 2001 · Auto-in gray", "---", "1 Answer – Meyer && Söhne Ctrl+X GmbH", "2 Mute checked", "3 Auto-in checked round",
		"0 AUX", ">4 Lunch round", ">0 More", ">>5 Other", ">6 Break checked round", "0 Do not disturb gray", "7 Open strong",
	}
	if got := written(rows, ""); !slices.Equal(got, want) {
		t.Errorf("the menu is %q, want %q", got, want)
	}
	if want := []string{"answer:1", "mute", "autoIn", "aux:1", "aux:9", "aux:2", "show"}; !slices.Equal(ids, want) {
		t.Errorf("the rows choose %q, want %q", ids, want)
	}
}

// written are rows as a text for each.
func written(rows []win32.Row, before string) (list []string) {
	for _, r := range rows {
		if r.Line {
			list = append(list, before+"---")
			continue
		}
		s := fmt.Sprint(before, r.Number, " ", r.Label)
		for word, on := range map[string]bool{"gray": r.Gray, "strong": r.Strong} {
			if on {
				s += " " + word
			}
		}
		if r.Checked {
			s += " checked"
		}
		if r.Round {
			s += " round"
		}
		list = append(append(list, s), written(r.Rows, before+">")...)
	}
	return list
}
