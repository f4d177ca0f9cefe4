package screens

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"offhook/app"
	"offhook/wti"
)

// training is what there is to train with in the demo.
func training() app.TrainerView {
	return app.TrainerView{Revision: 1, Available: true, Choices: app.TrainerChoices{
		Callers:    []app.TrainerChoice{{Number: "15551234567", Name: "M. Keller"}, {Number: "4687712345", Name: "A. Lindgren"}, {Number: "442079460123", Name: "T. Barker"}},
		Services:   []app.TrainerChoice{{Number: "7000", Name: "Orders"}, {Number: "7001", Name: "Invoices"}},
		Colleagues: []app.TrainerChoice{{Number: "4753", Name: "Kim Novak"}, {Number: "4751", Name: "Sam Rivera"}},
	}}
}

// trainerOf opens the trainer's window over a working one.
func (d *desk) trainerOf(v app.TrainerView) fyne.Window {
	d.signIn(agentIn(wti.AgentAutoIn))
	_ = d.state.Trainer.Set(v)
	d.settle()
	d.click("header.train")
	d.t.Cleanup(func() {
		if d.Main.trainer != nil {
			d.Main.trainer.window.Close()
		}
	})
	return d.Main.trainer.window
}

func init() {
	besideScenes = append(besideScenes, struct {
		name string
		show func(*desk) fyne.Window
	}{"trainer", func(d *desk) fyne.Window {
		v := training()
		v.LinkDown = true
		v.Outcomes = []app.TrainerOutcome{{At: noon, Order: app.TrainerOrder{Act: app.ActLinkDown}}}
		return d.trainerOf(v)
	}}, struct {
		name string
		show func(*desk) fyne.Window
	}{"trainer-failed", func(d *desk) fyne.Window {
		v := training()
		v.Outcomes = []app.TrainerOutcome{{At: noon, Order: app.TrainerOrder{Act: app.ActAbandon}, Err: "nobody waits, rings or talks here"}}
		return d.trainerOf(v)
	}})
}

func TestOnlyADemoHasATrainer(t *testing.T) {
	d := lightDesk(t)
	d.signIn(agentIn(wti.AgentAutoIn))
	d.notSee("header.train")
	d.ctrlShift(fyne.KeyT)
	if d.Main.trainer != nil {
		t.Error("there is a trainer's window without a simulated system")
	}
}

func TestTheTrainerGivesOrders(t *testing.T) {
	d := lightDesk(t)
	d.trainerOf(training())
	w := d.Main.trainer
	d.phone.take()
	press := func(a app.Act) { test.Tap(w.acts[a]) }
	w.caller.Select(1)
	w.service.Select(1)
	press(app.ActRing)
	w.service.Select(2) // directly
	press(app.ActRing)
	w.colleague.Select(1)
	press(app.ActColleagueBusy)
	w.damage.Select(1)
	press(app.ActImpair)
	w.damage.Select(2)
	press(app.ActImpair)
	w.request.Select(2)
	w.code.SetText("systemResourceAvailibility.resourceBusy")
	press(app.ActRefuse)
	order := func(o app.TrainerOrder) string {
		f := &fakePhone{}
		f.Train(o)
		return f.take()[0]
	}
	d.wants(
		order(app.TrainerOrder{Act: app.ActRing, Caller: "4687712345", Service: "7001", Colleague: "4753"}),
		order(app.TrainerOrder{Act: app.ActRing, Caller: "4687712345", Colleague: "4753"}),
		order(app.TrainerOrder{Act: app.ActColleagueBusy, Colleague: "4751"}),
		order(app.TrainerOrder{Act: app.ActImpair, Colleague: "4751", LossPercent: 15, JitterMs: 80}),
		order(app.TrainerOrder{Act: app.ActImpair, Colleague: "4751", Deaf: true}),
		order(app.TrainerOrder{Act: app.ActRefuse, Colleague: "4751", Request: "MakeCall", Code: "systemResourceAvailibility.resourceBusy"}),
	)
}

func TestWhatCameOfAnOrderIsSeen(t *testing.T) {
	d := lightDesk(t)
	v := training()
	d.trainerOf(v)
	d.see("trainer.outcome", "Nothing done yet")
	v.Revision, v.Busy = 2, true
	_ = d.state.Trainer.Set(v)
	d.see("trainer.outcome", "Under way…")
	if e := d.element("trainer.ring"); e.Enabled {
		t.Error("another order can be given meanwhile")
	}
	v.Revision, v.Busy, v.LinkDown = 3, false, true
	v.Outcomes = []app.TrainerOutcome{{At: noon, Order: app.TrainerOrder{Act: app.ActLinkDown}}}
	_ = d.state.Trainer.Set(v)
	if e := d.element("trainer.outcome"); e.Text[:22] != "Switch link down: done" {
		t.Errorf("the outcome reads %q", e.Text)
	}
	if w := d.Main.trainer; w.rows[app.ActLinkDown].Visible() || !w.rows[app.ActLinkUp].Visible() || !w.acts[app.ActHeal].Disabled() {
		t.Error("the acts do not fit what is out of order")
	}
	v.Revision = 4
	v.Outcomes = []app.TrainerOutcome{{At: noon, Order: app.TrainerOrder{Act: app.ActAbandon}, Err: "nobody waits here"}}
	_ = d.state.Trainer.Set(v)
	d.see("trainer.outcome", "Caller hangs up: not possible now")
	d.see("trainer.why", "nobody waits here")
	d.ctrlShift(fyne.KeyT)
	if d.Main.trainer != nil {
		t.Error("the key did not close the window")
	}
}

func TestTheTrainersWindowClosesByEscape(t *testing.T) {
	d := lightDesk(t)
	w := d.trainerOf(training())
	w.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if d.Main.trainer != nil {
		t.Error("it is still there")
	}
}
