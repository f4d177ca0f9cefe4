package app

import (
	"slices"

	"offhook/resources/lang"
)

// lockedText says why something cannot be changed.
func lockedText() string { return lang.X("settings.locked", "Set by your organisation") }

// formSettings are the settings that the sign-in form's fields stand for.
var formSettings = map[Field]string{
	FieldServer: "servers", FieldCTIUser: "cti_user", FieldSwitchName: "switch_name", FieldExtension: "extension",
	FieldAgentID: "agent", FieldMode: "telephone_mode", FieldOtherNumber: "other_number",
	FieldRemember: "remember_secrets", FieldTakeOver: "force_login",
}

// lockedFields are the fields of the sign-in form that the policy sets.
func lockedFields(l *Layers) (set Fields) {
	for field, key := range formSettings {
		if l.Locked(key) {
			set = set.With(field)
		}
	}
	return set
}

// sayPolicy tells of what the administrator set and cannot be used.
func (a *App) sayPolicy() {
	l := a.opts.Layers
	if l == nil {
		return
	}
	if err := l.PolicyBlocks(); err != nil {
		a.log.Error("the policy cannot be used", "err", err)
		a.model.signIn.Problem = brokenPolicyProblem(err)
	} else if l.PolicyErr != nil {
		a.model.notify(administratorNotice(l.PolicyErr))
	}
	if l.DefaultsErr != nil {
		a.model.notify(administratorNotice(l.DefaultsErr))
	}
}

// policyProblem says why the policy does not let this form sign in; zero when it
// does.
func (a *App) policyProblem(f SignInForm) Problem {
	if err := a.opts.Layers.PolicyBlocks(); err != nil {
		return brokenPolicyProblem(err)
	}
	field := f.against(initialForm(a.opts))
	if field == FieldNone {
		return Problem{}
	}
	err := &LockedError{formSettings[field], a.opts.Layers.policy.where(formSettings[field])}
	return Problem{
		Title:   lockedText(),
		Meaning: lang.X("problem.locked.meaning", "Your organisation decides what the marked field says."),
		Advice:  lang.X("problem.locked.advice", "Close Offhook and start it again to get that back. If it is wrong, tell your administrator."),
		Details: err.Error(), Field: field,
	}
}

// against is the first locked field that differs from what the policy says.
func (f SignInForm) against(policy SignInForm) Field {
	for _, x := range []struct {
		field Field
		same  bool
	}{
		{FieldServer, slices.Equal(f.servers(), policy.servers())},
		{FieldCTIUser, f.CTIUser == policy.CTIUser},
		{FieldSwitchName, f.SwitchName == policy.SwitchName},
		{FieldExtension, f.Extension == policy.Extension},
		{FieldAgentID, f.AgentID == policy.AgentID},
		{FieldMode, f.Mode == policy.Mode},
		{FieldOtherNumber, dialled(f.OtherNumber) == dialled(policy.OtherNumber)},
		{FieldRemember, f.Remember == policy.Remember},
		{FieldTakeOver, f.TakeOver == policy.TakeOver},
	} {
		if policy.Locked.Has(x.field) && !x.same {
			return x.field
		}
	}
	return FieldNone
}

// dialled is a number as it is dialled, or what it is where it is none.
func dialled(number string) string {
	if d, err := Dialable(number); err == nil {
		return d
	}
	return number
}

func brokenPolicyProblem(err error) Problem {
	return Problem{
		Title:   lang.X("problem.policy.title", "Your organisation's settings cannot be used"),
		Meaning: lang.X("problem.policy.meaning", "They have a mistake in them, so that Offhook cannot tell what is permitted here. Nobody can sign in until that is put right."),
		Advice:  lang.X("problem.policy.advice", "Tell your administrator, with the details."),
		Details: err.Error(),
	}
}

// administratorNotice says that a part of what the administrator set has no effect.
func administratorNotice(err error) Notice {
	return Notice{Severity: Warning,
		Title:   lang.X("notice.policy.title", "A setting of your organisation is not used"),
		Text:    lang.X("notice.policy.text", "All others hold. Show the details to your administrator."),
		Details: err.Error(),
	}
}
