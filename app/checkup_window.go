package app

import (
	"context"
	"slices"

	"offhook/app/doctor"
	"offhook/resources/lang"
	"offhook/wti"
)

// CheckUpView is the doctor's work for the window: the checks so far, and the
// summary when it has ended. It is replaced, never changed.
type CheckUpView struct {
	Revision int // differs from view to view
	Running  bool
	Checks   []doctor.Check
	Summary  string
}

func sameCheckUp(a, b CheckUpView) bool { return a.Revision == b.Revision }

// checkUpWork is what the loop knows of a check-up.
type checkUpWork struct {
	view   CheckUpView
	cancel context.CancelFunc
	ended  chan struct{} // closed when the last one has given everything back; nil before the first
	report doctor.Report // of the last one that has ended
	after  []func()      // to do when the one under way has ended
}

// StartCheckUp has the doctor look at the connection, the voice and this computer,
// with what was tried at the last sign-in, else what the settings say. What it
// finds appears in State.CheckUp. A phone that is signed in is left alone.
func (a *App) StartCheckUp() { a.post(a.startCheckUp) }

// StopCheckUp ends it.
func (a *App) StopCheckUp() { a.post(a.stopCheckUp) }

func (a *App) startCheckUp() {
	w, f := &a.checkUp, a.form
	if w.view.Running {
		return
	}
	if len(f.servers()) == 0 || f.Extension == "" || f.Mode == wti.OtherPhone && f.OtherNumber == "" {
		w.show(CheckUpView{Summary: lang.X("doctor.missing", "Type the server and the extension into the sign-in form, and try to sign in once.")})
		w.done()
		return
	}
	ctx, cancel := context.WithCancel(a.ctx)
	ended := make(chan struct{})
	w.cancel, w.ended = cancel, ended
	w.show(CheckUpView{Running: true})
	o := a.opts
	c := CheckUpOptions{Version: o.Version, InUse: a.model.signIn.Phase != PhaseSignedOut, InCall: a.inCall()}
	c.Progress = func(check doctor.Check) {
		a.post(func() { w.show(CheckUpView{Running: true, Checks: append(slices.Clip(w.view.Checks), check)}) })
	}
	a.work(func(context.Context) func() {
		defer close(ended)
		defer cancel()
		report := checkUp(ctx, o, f, c)
		return func() {
			w.report = report
			w.show(CheckUpView{Checks: report.Checks, Summary: report.Summary()})
			w.done()
		}
	})
}

// done does what waits for the end of a check-up.
func (w *checkUpWork) done() {
	waiting := w.after
	w.after = nil
	for _, f := range waiting {
		f()
	}
}

func (w *checkUpWork) show(v CheckUpView) {
	v.Revision = w.view.Revision + 1
	w.view = v
}

func (a *App) stopCheckUp() {
	if a.checkUp.cancel != nil {
		a.checkUp.cancel()
	}
}

// makeWay ends a check-up before a sign-in, which wants the same extension; what
// it returns waits until it is free.
func (a *App) makeWay() (wait func()) {
	a.stopCheckUp()
	ended := a.checkUp.ended
	return func() {
		if ended != nil {
			<-ended
		}
	}
}

// showCheckUp sets the check-up when it has changed.
func (a *App) showCheckUp() (sets []func()) {
	if v := a.checkUp.view; !sameCheckUp(v, a.published.checkUp) {
		a.published.checkUp = v
		sets = append(sets, func() { _ = a.state.CheckUp.Set(v) })
	}
	return sets
}
