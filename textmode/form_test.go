package textmode

import (
	"testing"

	"offhook/app"
	"offhook/wti"
)

func TestTheFormIsFilledInAndSentAsItIs(t *testing.T) {
	tt := newTerminal(t)
	tt.change(func(v *view) {
		v.form = app.SignInForm{Server: "aes", CTIUser: "u", CTIPassword: "p", SwitchName: "CM1", Extension: "4750", StationCode: "1", AgentID: "2001", Mode: wti.ThisComputer, Remember: true}
	})
	tt.sees("> Agent password:", "CTI password: •", "Where you talk: This computer", "Keep passwords in the system's keychain: On")
	tt.press("q1 ")
	tt.press("tab")
	tt.Update(key("space"))
	tt.sees("> Where you talk: Other phone", "Number of the other phone:")
	tt.press("tab", "0049-30 1", "enter")
	tt.wants("signin")
	want := tt.view.form
	want.AgentPassword, want.Mode, want.OtherNumber = "q1 ", wti.OtherPhone, "0049301"
	if tt.phone.form != want {
		t.Errorf("signed in with %+v, want %+v", tt.phone.form, want)
	}
}

func TestAFailureSaysWhereWhyAndWhatToDo(t *testing.T) {
	tt := newTerminal(t)
	tt.change(func(v *view) { v.signIn.Phase = app.PhaseSigningIn; v.signIn.Steps[0] = wti.StepRunning })
	tt.sees("Signing in", "Reach the server: Working…", "Register the telephone: Waiting")
	tt.press("esc")
	tt.wants("cancel")
	tt.change(func(v *view) {
		v.signIn.Phase = app.PhaseSignedOut
		v.signIn.Steps[0] = wti.StepFailed
		v.signIn.Problem = app.Problem{Title: "Wrong password", Meaning: "It was refused.", Advice: "Type it again.", Details: "401", Field: app.FieldCTIPassword}
		v.signIn.Keychain = app.Problem{Title: "Your keychain is locked", OfferUnlock: true}
	})
	tt.sees("! Wrong password", "While: Reach the server", "It was refused.", "Type it again.", "For your administrator: 401", "> CTI password:", "Your keychain is locked", "[Unlock]")
	tt.press("up", "up", "up", "up", "up") // round the top
	tt.sees("> [Unlock]")
	tt.press("enter")
	tt.wants("unlock")
}

func TestAPasswordThatIsNotToBeKeptIsForgotten(t *testing.T) {
	tt := newTerminal(t)
	tt.change(func(v *view) { v.form = app.SignInForm{AgentID: "2001", AgentPassword: "1234"} })
	tt.change(func(v *view) { v.signIn.Phase = app.PhaseSignedIn })
	tt.change(func(v *view) { v.signIn.Phase = app.PhaseSignedOut })
	if tt.desk.form.AgentPassword != "" {
		t.Error("the password is still in the form")
	}
}
