package screens

import (
	"offhook/app"
	"offhook/wti"
)

// Phone carries out what the agent asks for. Every method only queues and
// returns at once; the outcome arrives through app.State.
type Phone interface {
	CallHandler
	Features
	Dialling
	Past
	Places
	Diagnosis
	Training
	Settings

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

	SetAgent(mode wti.AgentMode, reason int)
	DismissNotice(id int)
	AuxReasons() []app.Reason
	LogoutReasons() []app.Reason
	GiveWorkCode(code string)
	WorkCodes() []app.WorkCode
}
