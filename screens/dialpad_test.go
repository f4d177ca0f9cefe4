package screens

import (
	"testing"

	"fyne.io/fyne/v2"

	"offhook/app"
	"offhook/wti"
)

func TestDialByKeys(t *testing.T) {
	d := smallDesk(t)
	d.signIn(agentIn(wti.AgentAux))
	d.click("tab.dialpad")
	for _, k := range []string{"0", "3", "0", "star", "pound", "9"} {
		d.click("dialpad.key." + k)
	}
	d.see("dialpad.entry", "030*#9")
	d.click("dialpad.backspace")
	d.see("dialpad.entry", "030*#")
	d.click("dialpad.call")
	d.wants("dial 030*#")
	d.notSee("dialpad.entry") // the call shows on its own tab
	d.click("tab.dialpad")
	d.see("dialpad.entry", "")
	d.see("dialpad.redial", "Redial 030*#")
}

func TestDigitsTypedAnywhereGoToTheNumberField(t *testing.T) {
	d := smallDesk(t)
	d.signIn(agentIn(wti.AgentAux))
	d.text("4")
	d.see("dialpad.entry", "4")
	d.text("7x51")
	d.see("dialpad.entry", "4751")
	d.key(fyne.KeyReturn)
	d.wants("dial 4751")
	d.key(fyne.KeyReturn) // with nothing typed it does nothing
	d.wants()
	d.goDial()
	d.key(fyne.KeyReturn) // in the field it brings the last number back
	d.see("dialpad.entry", "4751")
	d.key(fyne.KeyReturn)
	d.wants("dial 4751")
	d.setCalls(outbound(app.CallConnected))
	d.text("1") // the field has lost the focus: a tone for the call
	d.wants("digits 21 1")
	d.setCalls()
	d.text("12")
	d.key(fyne.KeyEscape)
	d.see("dialpad.entry", "")
}

func TestDigitsDuringACallAreTones(t *testing.T) {
	d := lightDesk(t)
	d.signIn(agentIn(wti.AgentAutoIn))
	d.setCalls(inState(app.CallConnected))
	d.see("dialpad.tones", "Keys send tones to +49 30 901820 · Nothing sent yet")
	d.text("1#")
	d.click("dialpad.key.5")
	d.wants("digits 17 1", "digits 17 #", "digits 17 5")
	v := inState(app.CallConnected)
	v.Digits = "1#5"
	d.setCalls(v)
	d.see("dialpad.tones", "Keys send tones to +49 30 901820 · Sent: 1#5")
	d.see("call.0.digits", "1#5")
	d.see("dialpad.entry", "")

	d.goDial() // in the field, digits are a number again
	d.text("47")
	d.see("dialpad.entry", "47")
	d.wants()

	d.setCalls(inState(app.CallHeld))
	d.notSee("dialpad.tones")
	d.click("dialpad.key.5")
	d.see("dialpad.entry", "475")
	d.wants()
}

func TestPasteOfAnyFormat(t *testing.T) {
	d := lightDesk(t)
	d.signIn(agentIn(wti.AgentAux))
	d.goDial()
	fyne.CurrentApp().Clipboard().SetContent("Tel. +49 (0)30 / 90 18-20")
	d.shell.dialpad.entry.TypedShortcut(&fyne.ShortcutPaste{Clipboard: fyne.CurrentApp().Clipboard()})
	d.settle()
	d.see("dialpad.entry", "+4930901820")
	d.text("5")
	d.see("dialpad.entry", "+49309018205")
}

func TestWhatIsNoNumberIsNotDialled(t *testing.T) {
	d := lightDesk(t)
	d.signIn(agentIn(wti.AgentAux))
	d.goDial()
	fyne.CurrentApp().Clipboard().SetContent("1-800-FLOWERS")
	d.shell.dialpad.entry.TypedShortcut(&fyne.ShortcutPaste{Clipboard: fyne.CurrentApp().Clipboard()})
	d.settle()
	d.see("dialpad.entry", "1-800-FLOWERS")
	d.see("dialpad.fault", "That is not a number to dial.")
	d.key(fyne.KeyReturn)
	d.wants()
	d.key(fyne.KeyEscape)
	d.notSee("dialpad.fault")
}

func TestALinkShowsItsNumberAndEnterDialsIt(t *testing.T) {
	d := smallDesk(t)
	d.signIn(agentIn(wti.AgentAux))
	_ = d.state.DialText.Set("tel:+49-30-1234")
	d.settle()
	d.see("dialpad.entry", "+49301234")
	d.wants()
	d.key(fyne.KeyReturn)
	d.wants("dial +49301234")
}

func TestNothingToDialDisablesCall(t *testing.T) {
	d := lightDesk(t)
	d.signIn(agentIn(wti.AgentAux))
	if d.element("dialpad.call").Enabled || d.element("dialpad.backspace").Enabled {
		t.Error("call and delete work without a number")
	}
	d.text("1")
	if !d.element("dialpad.call").Enabled || !d.element("dialpad.backspace").Enabled {
		t.Error("call or delete do not work with a number")
	}
}
