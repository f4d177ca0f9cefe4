package app_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"offhook/app"
	"offhook/app/doctor"
	"offhook/internal/testdesk"
	"offhook/wti/simulator"
)

// The window's doctor looks at what was last tried, makes way for a sign-in, and
// leaves the phone of an agent alone who is signed in.
func TestTheDoctorInTheWindow(t *testing.T) {
	testdesk.InTest(t, testdesk.Options{NoSound: true})
	d := onSimulator(t, simulator.Options{}, func(o *app.Options) { o.Settings.Language = "en" })
	a, server := d.App, d.server
	view := func() app.CheckUpView { v, _ := a.State().CheckUp.Get(); return v }
	phase := func(p app.Phase) func() bool {
		return func() bool { v, _ := a.State().SignIn.Get(); return v.Phase == p }
	}
	has := func(s doctor.Step, f doctor.Finding) func() bool {
		return func() bool {
			return slices.ContainsFunc(view().Checks, func(c doctor.Check) bool { return c.Step == s && c.Finding == f })
		}
	}

	a.StartCheckUp()
	until(t, "it asks for a server", func() bool { return strings.Contains(view().Summary, "Type the server") && !view().Running })

	form := d.form()
	form.StationCode = "999999"
	a.SignIn(form)
	until(t, "the sign-in has failed", func() bool { v, _ := a.State().SignIn.Get(); return v.Problem.Title != "" })
	a.StartCheckUp()
	until(t, "the wrong code is found", func() bool { return has(doctor.StepRegistration, "refused.stationCode")() && !view().Running })
	if v := view(); len(v.Checks) != len(doctor.Steps()) || !strings.HasPrefix(v.Summary, "Failed: ") {
		t.Errorf("%d checks, %q", len(v.Checks), v.Summary)
	}
	if text := app.DiagnosticsText(a.State(), time.Now()); !strings.Contains(text, "registration: failed, refused.stationCode") || strings.Contains(text, "999999") {
		t.Errorf("the copied text is\n%s", text)
	}

	form.StationCode = goodForm.StationCode
	a.SignIn(form)
	until(t, "signed in", phase(app.PhaseSignedIn))
	a.SignOut(0)
	until(t, "signed out", phase(app.PhaseSignedOut))
	a.StartCheckUp()
	until(t, "the phone is the doctor's", has(doctor.StepRegistration, "registered"))
	a.SignIn(form) // while the doctor listens to dial tone
	until(t, "signed in all the same", phase(app.PhaseSignedIn))
	until(t, "the doctor has ended", func() bool { return !view().Running })
	a.StartCheckUp()
	until(t, "the phone is left alone", func() bool { return has(doctor.StepRegistration, "inUseHere")() && !view().Running })
	if st := server.Station("4750"); !st.Registered {
		t.Errorf("the phone was lost: %+v", st)
	}
}
