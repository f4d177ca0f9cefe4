package screens

import (
	"fyne.io/fyne/v2"

	"offhook/app"
	"offhook/resources/lang"
	"offhook/screens/widgets"
)

// cardAct is a button of a card, the action that it asks for, and its name among
// the elements.
type cardAct struct {
	*widgets.Button
	part   string
	action app.Action
}

// cardTools is what a card needs of the window beside the phone.
type cardTools struct {
	keypad, mute func()
	send         func(app.CallView)    // asks where a call is to go
	clear        func(app.CallView)    // asks before ending a call for everybody
	name         func(string) string   // the name of who has a number, empty when unknown
	reveal       func(*widgets.Button) // makes a button scroll into sight
}

func (c *callCard) makeButtons(t cardTools) {
	add := func(part, icon, label, hint string, s widgets.Style, a app.Action, f func()) *widgets.Button {
		b := widgets.NewButton(icon, label, s, f)
		b.Hint = hint
		followKey(c.phone, b)
		b.SetKeyAction(func() {
			if c.view.State == app.CallAlerting && c.now().Sub(c.shown) < guard {
				return
			}
			f()
		})
		c.acts = append(c.acts, cardAct{b, part, a})
		return b
	}
	c.answer = add("answer", "answer", lang.X("call.answer", "Answer"), "F2", widgets.Answer, app.ActionAnswer, func() { c.phone.Answer(c.view.ID) })
	c.retrieve = add("retrieve", "play", lang.X("call.retrieve", "Retrieve"), "F4", widgets.Primary, app.ActionRetrieve, func() { c.phone.Retrieve(c.view.ID) })
	c.swap = add("swap", "swap", lang.X("call.swap", "Switch to this call"), "F12", widgets.Neutral, app.ActionSwap, func() { c.phone.Swap(c.view.ID) })
	c.mute = add("mute", "mic", lang.X("call.mute", "Mute"), "F5", widgets.Neutral, app.ActionNone, t.mute)
	c.hold = add("hold", "hold", lang.X("call.hold", "Hold"), "F4", widgets.Neutral, app.ActionHold, func() { c.phone.Hold(c.view.ID) })
	c.keypad = add("keypad", "keypad", lang.X("call.keypad", "Keypad"), "0–9", widgets.Neutral, app.ActionNone, t.keypad)
	c.transfer = add("transfer", "transfer", lang.X("call.transfer", "Transfer"), "F11", widgets.Neutral, app.ActionNone, func() { t.send(c.view) })
	c.everybody = add("clear", "close", lang.X("call.clear", "End for all"), "", widgets.Outline, app.ActionClear, func() { t.clear(c.view) })
	c.hangUp = add("hangup", "hangup", lang.X("call.hangUp", "Hang up"), "F3", widgets.HangUp, app.ActionHangUp, func() { c.phone.HangUp(c.view.ID) })
	c.deflect = add("deflect", "forward", lang.X("call.deflect", "Send on"), "F11", widgets.Outline, app.ActionDeflect, func() { t.send(c.view) })
	objects := make([]fyne.CanvasObject, len(c.acts))
	for i, a := range c.acts {
		objects[i] = a.Button
	}
	c.buttons = widgets.Actions(widgets.GapSmall, objects...)
}

// setButtons shows just the actions that work now. In a pair the card leaves to
// the steps above it what is about both calls, and what would leave both of them
// on hold.
func (c *callCard) setButtons() {
	v, can := c.view, c.view.Can.Has
	talking := v.State == app.CallConnected
	swap := c.paired && v.State == app.CallHeld && can(app.ActionSwap)
	c.answer.Hidden = !can(app.ActionAnswer)
	c.deflect.Hidden = !can(app.ActionDeflect)
	c.swap.Hidden = !swap
	c.retrieve.Hidden = !can(app.ActionRetrieve) || swap || c.partnerActive
	c.hold.Hidden = !can(app.ActionHold) || c.paired
	c.mute.Hidden, c.keypad.Hidden = !talking, !talking
	c.transfer.Hidden = c.paired || !sendable(v)
	c.everybody.Hidden = !can(app.ActionClear)
	c.hangUp.Hidden = !can(app.ActionHangUp) || c.partnerActive
	switch v.State {
	case app.CallAlerting:
		c.hangUp.SetFace("hangup", lang.X("call.decline", "Decline"), widgets.HangUp)
	case app.CallFailed:
		c.hangUp.SetFace("close", lang.X("call.close", "Close"), widgets.Neutral)
	default:
		c.hangUp.SetFace("hangup", lang.X("call.hangUp", "Hang up"), widgets.HangUp)
	}
	none := true
	for _, a := range c.acts {
		a.SetPending(a.action != app.ActionNone && v.Asked == a.action)
		a.Vertical = talking
		a.SetEnabled(c.linked && (v.Asked != app.ActionHangUp || a.Button == c.hangUp))
		none = none && a.Hidden
	}
	c.transfer.SetPending(v.Asked == app.ActionConsult || v.Asked == app.ActionBlindTransfer || v.Asked == app.ActionJoin)
	c.mute.SetEnabled(v.Asked != app.ActionHangUp) // mute is ours: it needs no control
	c.buttons.Hidden = none
}

// sendable reports whether a call that does not ring can go somewhere, or
// somebody can come into it.
func sendable(v app.CallView) bool {
	return v.Can.Has(app.ActionConsult) || v.Can.Has(app.ActionBlindTransfer) || v.Can.Has(app.ActionJoin)
}
