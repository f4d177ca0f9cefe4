package screens

import (
	"testing"

	"fyne.io/fyne/v2"

	"offhook/app"
	"offhook/wti"
)

func TestAWorkCodeIsTypedAndStaysUntilItWasTaken(t *testing.T) {
	d := smallDesk(t)
	d.phone.codes = workCodes
	d.signIn(agentIn(wti.AgentManualIn))
	d.setCalls(inState(app.CallConnected))
	d.notSee("workcode.card")
	v := app.WorkCodeView{Offered: true, Remote: "+4930901820"}
	_ = d.state.WorkCode.Set(v)
	d.settle()
	d.see("workcode.card", "Work code for +49 30 901820")
	d.window.Canvas().Focus(d.shell.calls.code.entry)
	d.text("4x2")
	d.key(fyne.KeyReturn)
	d.wants("workcode 42")
	v.Asked = "42"
	_ = d.state.WorkCode.Set(v)
	d.see("workcode.note", "Entering 42…")
	d.key(fyne.KeyReturn) // one at a time
	d.wants()
	v.Asked, v.Problem = "", "The phone did not take it."
	_ = d.state.WorkCode.Set(v)
	d.see("workcode.note", "The phone did not take it.")
	d.see("workcode.entry", "42")
	d.setCalls()
	v.Ended, v.Problem, v.Given = true, "", "42"
	_ = d.state.WorkCode.Set(v)
	d.settle()
	d.see("workcode.card", "Work code for the call with +49 30 901820")
	d.see("workcode.note", "42 was taken. Another one replaces it.")
	d.see("workcode.entry", "")
	d.click("workcode.code.12")
	d.wants("workcode 12")
	d.see("workcode.entry", "12")
	_ = d.state.WorkCode.Set(app.WorkCodeView{})
	d.settle()
	d.notSee("workcode.card")
	if got := d.shell.calls.code.entry.Text; got != "12" {
		t.Errorf("what was typed and not taken is lost: %q", got)
	}
}
