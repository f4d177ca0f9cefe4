package textmode

import (
	"offhook/app"
	"offhook/wti"
)

// Phone carries out what the agent asks for; *app.App is one. Every method only
// queues and returns at once; the outcome arrives through app.State.
type Phone interface {
	SignIn(app.SignInForm)
	CancelSignIn()
	SignOut(reason int)
	UnlockKeychain()

	Dial(number string)
	Answer(id wti.CallID)
	HangUp(id wti.CallID)
	Hold(id wti.CallID)
	Retrieve(id wti.CallID)
	SetMuted(bool)
	SendDigits(id wti.CallID, digits string)

	Consult(id wti.CallID, number string)
	Swap(id wti.CallID)
	Transfer(id wti.CallID)
	Conference(id wti.CallID)
	CancelConsult(id wti.CallID)
	BlindTransfer(id wti.CallID, number string)
	Deflect(id wti.CallID, number string)
	Join(id wti.CallID, number string)
	DropParty(id wti.CallID, number string)
	ClearCall(id wti.CallID)

	SetAgent(mode wti.AgentMode, reason int)
	CancelPending()
	SetDoNotDisturb(on bool)
	SetForwarding(number string) // empty ends it
	GiveWorkCode(code string)
	DismissNotice(id int)
	DismissOffer()
	ShowHistory(app.HistoryQuery)
	SeenMissed()

	// These answer at once.
	WouldDial(text string) app.DialPreview
	Pretty(number string) string
	AuxReasons() []app.Reason
	LogoutReasons() []app.Reason
	WorkCodes() []app.WorkCode
}
