package screens

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"offhook/app"
	"offhook/wti"
)

// withCalls is a window that shows the history of n calls.
func withCalls(d *desk, n int) *desk {
	d.signIn(agentIn(wti.AgentAux))
	d.setHistory(app.HistoryView{Total: n, Calls: pastCalls(n)})
	d.goTab(tabHistory)
	d.phone.take()
	return d
}

func TestTheHistorySaysHowEachCallEnded(t *testing.T) {
	d := withCalls(lightDesk(t), 6)
	for i, want := range []string{
		"Anna Müller, Incoming, +49 30 901820 · Orders, 12:00, 5:12",
		"+1 555 123 4567, Missed, Billing, 09:27",
		"Kim, Outgoing, 4751, 06:54, 1:11",
		"+44 20 7183 8750, Not reached, 04:21",
		"Number withheld, Sent on, Orders, 01:48",
	} {
		d.see(fmt.Sprintf("history.%d", i), want)
	}
	d.see("history.count", "6 calls")
	d.notSee("history.empty")
}

func TestRedialByKeyboard(t *testing.T) {
	d := withCalls(smallDesk(t), 6)
	d.key(fyne.KeyReturn) // nothing is chosen yet
	d.wants()
	d.key(fyne.KeyDown)
	d.key(fyne.KeyDown)
	d.key(fyne.KeyDown)
	d.key(fyne.KeyUp)
	d.key(fyne.KeyReturn)
	d.wants("dial +15551234567")
	d.see("tab.calls", "Calls")
	if !d.shell.tabs[tabCalls].Selected || d.window.Canvas().Focused() != nil {
		t.Error("after dialling the calls are not in sight, or a field has the keyboard")
	}
}

func TestRedialByMouse(t *testing.T) {
	d := withCalls(lightDesk(t), 6)
	d.click("history.2") // chooses it
	d.wants()
	d.see("history.call", "Call")
	d.click("history.call")
	d.wants("dial 4751")
	d.goTab(tabHistory)
	d.settle()
	line := d.shell.past.roll.list.Record(3)
	test.DoubleTap(line)
	d.wants("dial +442071838750")
	d.goTab(tabHistory)
	d.settle()
	d.window.Canvas().Unfocus() // as a click on a line does
	d.key(fyne.KeyDown)
	if got := d.shell.past.roll.current; got != 4 {
		t.Errorf("the arrow key without a focus chose line %d, want 4", got)
	}
}

func TestACallWithoutANumberCannotBeDialledAgain(t *testing.T) {
	d := withCalls(lightDesk(t), 6)
	d.setHistory(app.HistoryView{Total: 2, Calls: []app.PastCall{{ID: 1, Started: noon}, {ID: 2, Number: "•••20", Masked: true, Started: noon}}})
	for range 2 {
		d.key(fyne.KeyDown)
		d.key(fyne.KeyReturn)
		if e := d.element("history.call"); e.Enabled {
			t.Error("the button offers to call")
		}
	}
	d.wants()
}

func TestSearchAsYouType(t *testing.T) {
	d := withCalls(lightDesk(t), 6)
	d.text("ann")
	d.wants(`history "a" false 0`, `history "an" false 0`, `history "ann" false 0`)
	d.setHistory(app.HistoryView{Query: app.HistoryQuery{Search: "an"}, Total: 6, Calls: pastCalls(6)})
	d.see("history.count", "6 calls")
	answer := app.HistoryView{Query: app.HistoryQuery{Search: "ann"}, Total: 1, Calls: pastCalls(1)}
	d.setHistory(answer)
	d.see("history.count", "1 call")
	d.key(fyne.KeyReturn) // the first that fits
	d.wants("dial +4930901820")
	d.goTab(tabHistory)
	d.key(fyne.KeyEscape)
	d.wants(`history "" false 0`)
	d.click("history.filter")
	d.key(fyne.KeyEscape)
	if d.shell.past.filter.Selected != 0 { // the middle of the choice is "Missed" or "All"
		d.wants(`history "" true 0`)
	}
}

// TestALetterAndWhatItFindsAreShownAtOnce has the answer before the key is dealt
// with; what State.History brings after that changes nothing.
func TestALetterAndWhatItFindsAreShownAtOnce(t *testing.T) {
	d := withCalls(lightDesk(t), 6)
	stale := app.HistoryView{Revision: d.revision + 1, KeepDays: 90, Query: app.HistoryQuery{Search: "k"}, Total: 3, Calls: pastCalls(3)}
	found := stale
	found.Revision, found.Total, found.Calls = d.revision+2, 1, pastCalls(3)[2:]
	d.phone.found = found
	d.text("k")
	d.wants(`history "k" false 0`)
	d.see("history.count", "1 call")
	d.see("history.0", "Kim, Outgoing, 4751, 06:54, 1:11")
	for _, v := range []app.HistoryView{stale, found} {
		_ = d.state.History.Set(v)
		d.settle()
		d.see("history.count", "1 call")
	}
}

func TestOnlyMissedCalls(t *testing.T) {
	d := withCalls(lightDesk(t), 6)
	d.shell.past.filter.Select(1)
	d.wants(`history "" true 0`)
	d.setHistory(app.HistoryView{Query: app.HistoryQuery{Missed: true}})
	d.see("history.empty", "No missed calls")
	d.shell.past.filter.Select(0)
	d.setHistory(app.HistoryView{})
	d.see("history.empty", "No calls yet")
	d.setHistory(app.HistoryView{Problem: app.Problem{Title: "The call history does not work"}})
	d.see("history.empty", "The call history does not work")
}

func TestMissedCallsAreCountedUntilTheyAreSeen(t *testing.T) {
	for _, size := range windowSizes {
		d := newDesk(t, theme.VariantLight, size.w, size.h)
		d.signIn(agentIn(wti.AgentAux))
		d.setHistory(app.HistoryView{Total: 2, Calls: pastCalls(2), Unseen: 2})
		if got := d.shell.tabs[tabHistory].AccessibilityLabel(); got != "History 2" {
			t.Errorf("the tab says %q", got)
		}
		d.wants()
		d.goTab(tabHistory)
		d.wants("seen")
		d.setHistory(app.HistoryView{Total: 2, Calls: pastCalls(2)})
		if got := d.shell.tabs[tabHistory].AccessibilityLabel(); got != "History" {
			t.Errorf("the tab says %q", got)
		}
		d.wants()
	}
}

// TestAHundredThousandCallsScroll goes to the end of a long history: only what
// is in sight is asked for.
func TestAHundredThousandCallsScroll(t *testing.T) {
	d := withCalls(lightDesk(t), 200)
	const n = 100_000
	d.setHistory(app.HistoryView{Total: n, Calls: pastCalls(200)})
	d.phone.take()
	d.shell.past.roll.choose(n, true)
	d.settle()
	first := d.shell.past.asked.First
	d.wants(fmt.Sprintf(`history "" false %d`, first))
	if first > n-50 || first+app.HistoryWindow < n {
		t.Errorf("asked from %d on, which does not surround the last lines", first)
	}
	if got := d.element("history.99999"); !got.Visible || got.Text != "…" {
		t.Errorf("the last line shows %q before it is here", got.Text)
	}
	calls := pastCalls(n - first)
	calls[len(calls)-1].Number, calls[len(calls)-1].Name = "4799", ""
	d.setHistory(app.HistoryView{Query: app.HistoryQuery{First: first}, Total: n, Calls: calls})
	if got := d.element("history.99999"); !strings.HasPrefix(got.Text, "4799, ") {
		t.Errorf("the last line shows %q", got.Text)
	}
	d.wants()
	d.key(fyne.KeyReturn)
	d.wants("dial 4799")
}

func TestTheCurrentCallStaysWhenAnotherIsAdded(t *testing.T) {
	d := withCalls(lightDesk(t), 6)
	d.key(fyne.KeyDown)
	d.key(fyne.KeyDown)
	newer := append([]app.PastCall{{ID: 5000, Number: "99", Started: noon}}, pastCalls(6)...)
	d.setHistory(app.HistoryView{Total: 7, Calls: newer})
	if got := d.shell.past.roll.current; got != 2 {
		t.Errorf("line %d is the current one, want 2", got)
	}
	d.key(fyne.KeyReturn)
	d.wants("dial +15551234567")
}

func TestDeleteUndoCopyAndExport(t *testing.T) {
	d := withCalls(lightDesk(t), 6)
	d.press(fyne.KeyDelete) // nothing is chosen
	d.key(fyne.KeyDown)
	d.press(fyne.KeyDelete)
	d.wants("delete [1006]")
	d.notSee("history.undo")
	d.setHistory(app.HistoryView{Total: 5, Calls: pastCalls(6)[1:], Deleted: 1})
	d.click("history.undo")
	d.press(fyne.KeyU)
	d.wants("undo", "undo")
	d.press(fyne.KeyK)
	if got := fyne.CurrentApp().Clipboard().Content(); got != "+15551234567" {
		t.Errorf("the clipboard has %q", got)
	}
	d.click("history.export")
	d.wants(`export "" false`)
	d.click("history.add")
	d.see("contact.number", "+15551234567")
	d.text("Zoe")
	d.key(fyne.KeyReturn)
	d.wants("save 0 Zoe///+15551234567/false")
}

func TestARingingCallIsAnnouncedOverTheHistory(t *testing.T) {
	for _, size := range windowSizes {
		d := withCalls(newDesk(t, theme.VariantLight, size.w, size.h), 6)
		d.setCalls(ringing())
		d.see("ring.bar", "+49 30 901820")
		d.key(fyne.KeyF2)
		d.wants("answer 17")
		d.notSee("ring.bar")
		d.notSee("history.0")
	}
}

func TestWhenWord(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "12:00", -12 * time.Hour: "00:00", -13 * time.Hour: "Yesterday 23:00", -36 * time.Hour: "Yesterday 00:00",
		-37 * time.Hour: "2026-03-02 23:00", time.Hour: "13:00",
	} {
		if got := whenWord(noon.Add(d), noon); got != want {
			t.Errorf("%v: %q, want %q", d, got, want)
		}
	}
}

func TestTheListLeavesOtherKeysToTheWindow(t *testing.T) {
	d := withCalls(lightDesk(t), 6)
	d.window.Canvas().FocusNext() // from the field
	for range 20 {
		if _, isList := d.window.Canvas().Focused().(interface{ ScrollToBottom() }); isList {
			break
		}
		d.window.Canvas().FocusNext()
	}
	d.key(fyne.KeyDown)
	d.key(fyne.KeyReturn)
	d.wants("dial +4930901820")
	d.key(fyne.KeyF6)
	d.wants("agent 3 0")
}
