package app_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"

	"offhook/app"
)

// fakeTrainer records the orders.
type fakeTrainer struct {
	mu     sync.Mutex
	orders []app.TrainerOrder
	err    error
	block  chan struct{}
}

func (f *fakeTrainer) Choices() app.TrainerChoices {
	return app.TrainerChoices{Services: []app.TrainerChoice{{Number: "7000", Name: "Orders"}}}
}

func (f *fakeTrainer) Do(ctx context.Context, o app.TrainerOrder) error {
	f.mu.Lock()
	f.orders = append(f.orders, o)
	err, block := f.err, f.block
	f.mu.Unlock()
	if block != nil {
		select {
		case <-block:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return err
}

func (d *desk) trainer() app.TrainerView {
	v, _ := d.app.State().Trainer.Get()
	return v
}

func TestWithoutATrainerThereIsNoPanel(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.app.Train(app.TrainerOrder{Act: app.ActRing})
		synctest.Wait()
		if v := d.trainer(); v.Available || len(v.Outcomes) != 0 {
			t.Errorf("the trainer's panel is %+v", v)
		}
	})
}

func TestTheTrainersOrdersAndTheirOutcomesAreShown(t *testing.T) {
	bubble(t, func(t *testing.T) {
		f := &fakeTrainer{}
		d := newDesk(t, func(o *app.Options) { o.Trainer = f })
		d.signIn()
		if v := d.trainer(); !v.Available || len(v.Choices.Services) != 1 {
			t.Fatalf("the trainer's panel is %+v", v)
		}
		f.block = make(chan struct{})
		d.app.Train(app.TrainerOrder{Act: app.ActLinkDown})
		synctest.Wait()
		d.app.Train(app.TrainerOrder{Act: app.ActRing}) // while another one is under way
		synctest.Wait()
		if v := d.trainer(); !v.Busy || len(v.Outcomes) != 0 {
			t.Errorf("under way the panel is %+v", v)
		}
		close(f.block)
		synctest.Wait()
		if v := d.trainer(); v.Busy || !v.LinkDown || len(v.Outcomes) != 1 || v.Outcomes[0].Err != "" {
			t.Errorf("afterwards it is %+v", v)
		}
		if got := f.orders; len(got) != 1 || got[0].Extension != "4750" || got[0].Agent != "2001" {
			t.Errorf("orders %+v, want the one, about the agent here", got)
		}
		f.err = errors.New("station 4753: no call rings")
		d.app.Train(app.TrainerOrder{Act: app.ActLinkUp})
		synctest.Wait()
		if v := d.trainer(); !v.LinkDown || v.Outcomes[0].Err != "station 4753: no call rings" || v.Outcomes[1].Err != "" {
			t.Errorf("after a failure it is %+v", v)
		}
		f.err = nil
		for _, act := range []app.Act{app.ActLinkUp, app.ActLicenceAway, app.ActImpair, app.ActColleagueBusy} {
			d.app.Train(app.TrainerOrder{Act: act})
			synctest.Wait()
		}
		if v := d.trainer(); v.LinkDown || !v.LicenceAway || !v.Impaired || !v.ColleagueBusy {
			t.Errorf("what is out of order is shown as %+v", v)
		}
		for _, act := range []app.Act{app.ActLicenceBack, app.ActHeal, app.ActColleagueFree} {
			d.app.Train(app.TrainerOrder{Act: act})
			synctest.Wait()
		}
		if v := d.trainer(); v.LicenceAway || v.Impaired || v.ColleagueBusy {
			t.Errorf("what is out of order is shown as %+v", v)
		}
		for range 30 {
			d.app.Train(app.TrainerOrder{Act: app.ActRing})
			synctest.Wait()
		}
		if n := len(d.trainer().Outcomes); n != 20 {
			t.Errorf("%d outcomes are kept", n)
		}
	})
}

func TestAnActThatHangsIsGivenUp(t *testing.T) {
	bubble(t, func(t *testing.T) {
		f := &fakeTrainer{block: make(chan struct{})}
		d := newDesk(t, func(o *app.Options) { o.Trainer = f })
		d.app.Train(app.TrainerOrder{Act: app.ActRing})
		letGo(t, 11)
		if v := d.trainer(); v.Busy || len(v.Outcomes) != 1 || v.Outcomes[0].Err == "" {
			t.Errorf("after eleven seconds it is %s", fmt.Sprint(v.Outcomes))
		}
	})
}
