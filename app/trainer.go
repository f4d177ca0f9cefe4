package app

import (
	"context"
	"slices"
	"time"
)

// Act is something that a trainer lets happen in the telephone system.
type Act int

// The acts. Each is about the agent who is signed in here.
const (
	ActRing            Act = iota // a caller arrives at TrainerOrder.Service
	ActAbandon                    // the caller who waits, rings or talks hangs up
	ActNoAnswer                   // the call that rings is taken back as not answered in time
	ActForceAux                   // a supervisor puts the agent into AUX
	ActColleagueAnswer            // the colleague takes the call that rings there
	ActColleagueCall              // the colleague calls the agent
	ActColleagueBusy              // calls find the colleague's line busy
	ActColleagueFree              // or not any more
	ActColleagueHangup            // the colleague hangs up
	ActCutSocket                  // the control connection breaks
	ActExpireToken                // its token becomes worthless
	ActExpireSession              // its session ends
	ActLinkDown                   // the server loses its link to the switch
	ActLinkUp                     // and has it again
	ActLicenceAway                // no TSAPI licence is left for call control
	ActLicenceBack                // or there is one again
	ActImpair                     // the voice towards the agent suffers
	ActHeal                       // or not any more
	ActRefuse                     // the next TrainerOrder.Request is refused with Code
	ActCount
)

// TrainerOrder is an act and what it needs. Comparable.
type TrainerOrder struct {
	Act       Act
	Extension string // the agent's, and who is logged in there; the app fills them in
	Agent     string
	Caller    string // ActRing: the number that calls
	Service   string // ActRing: VDN or extension that is called; empty for the agent's own
	Reason    int    // ActForceAux: reason code
	Colleague string // the colleague's extension
	// ActImpair: share of packets that are lost, 0 to 100, by how much they vary, and
	// the direction in which nothing goes at all.
	LossPercent float64
	JitterMs    int
	Deaf, Mute  bool // the agent hears nothing, the other side hears nothing
	// ActRefuse: the command, and the code of its refusal.
	Request, Code string
}

// TrainerChoices are what an order can choose among, the first one being the
// usual one.
type TrainerChoices struct {
	Callers, Services, Colleagues []TrainerChoice
}

// TrainerChoice is a number and a name for it, which may be empty.
type TrainerChoice struct{ Number, Name string }

// Trainer lets things happen in a simulated telephone system. Do may take a while;
// its error says in English why nothing happened.
type Trainer interface {
	Choices() TrainerChoices
	Do(ctx context.Context, o TrainerOrder) error
}

// TrainerOutcome is an act that was carried out, or not. Comparable.
type TrainerOutcome struct {
	At    time.Time
	Order TrainerOrder
	Err   string // why nothing happened, in English; empty when it did
}

// TrainerView is the trainer's panel. It is replaced, never changed.
type TrainerView struct {
	Revision int // differs from view to view
	// Available says that there is a simulated system to train on.
	Available bool
	Choices   TrainerChoices
	Busy      bool             // an act is under way
	Outcomes  []TrainerOutcome // newest first, the last few
	// What is out of order now by our doing.
	LinkDown, LicenceAway, Impaired, ColleagueBusy bool
}

func sameTrainer(a, b TrainerView) bool { return a.Revision == b.Revision }

const (
	trainerLimit = 10 * time.Second // of one act
	outcomesKept = 20
)

// Train carries out an order, one after the other; the outcome appears in
// State.Trainer. Without a trainer it does nothing.
func (a *App) Train(o TrainerOrder) {
	a.post(func() {
		t := a.opts.Trainer
		if t == nil || a.training.Busy {
			return
		}
		o.Extension, o.Agent = a.model.agent.Extension, a.model.agent.ID
		if o.Service == "" {
			o.Service = o.Extension
		}
		a.training.Busy = true
		a.training.Revision++
		a.work(func(ctx context.Context) func() {
			ctx, cancel := context.WithTimeout(ctx, trainerLimit)
			defer cancel()
			err := t.Do(ctx, o)
			return func() { a.trained(o, err) }
		})
	})
}

// trained takes note of an act.
func (a *App) trained(o TrainerOrder, err error) {
	v := &a.training
	v.Busy = false
	v.Revision++
	outcome := TrainerOutcome{At: a.opts.Now(), Order: o}
	if err != nil {
		outcome.Err = err.Error()
		a.log.Info("trainer", "act", o.Act, "err", err)
	} else {
		v.settle(o)
	}
	v.Outcomes = slices.Insert(slices.Clone(v.Outcomes), 0, outcome)
	v.Outcomes = v.Outcomes[:min(len(v.Outcomes), outcomesKept)]
}

// settle takes note of what is out of order after an act.
func (v *TrainerView) settle(o TrainerOrder) {
	switch o.Act {
	case ActLinkDown, ActLinkUp:
		v.LinkDown = o.Act == ActLinkDown
	case ActLicenceAway, ActLicenceBack:
		v.LicenceAway = o.Act == ActLicenceAway
	case ActImpair, ActHeal:
		v.Impaired = o.Act == ActImpair
	case ActColleagueBusy, ActColleagueFree:
		v.ColleagueBusy = o.Act == ActColleagueBusy
	}
}

// showTrainer sets the trainer's panel when it has changed.
func (a *App) showTrainer(first bool) (sets []func()) {
	if first && a.opts.Trainer != nil {
		a.training = TrainerView{Revision: 1, Available: true, Choices: a.opts.Trainer.Choices()}
	}
	if v := a.training; first || !sameTrainer(v, a.published.training) {
		a.published.training = v
		sets = append(sets, func() { _ = a.state.Trainer.Set(v) })
	}
	return sets
}
