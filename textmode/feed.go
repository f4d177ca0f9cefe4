package textmode

import (
	"sync"
	"time"

	"fyne.io/fyne/v2/data/binding"

	"offhook/app"
)

// Feed takes the changes of app.State from the app's goroutine to the terminal's.
// All methods may be called from any goroutine.
type Feed struct {
	mu      sync.Mutex // a change is seen as a whole or not at all
	changed chan struct{}
}

// NewFeed returns a feed without changes.
func NewFeed() *Feed { return &Feed{changed: make(chan struct{}, 1)} }

// Dispatch makes a change, and has whoever waits look. It is to be
// app.Options.Dispatch.
func (f *Feed) Dispatch(change func()) {
	f.mu.Lock()
	change()
	f.mu.Unlock()
	select {
	case f.changed <- struct{}{}:
	default: // it will look anyway
	}
}

// view is what is shown of app.State. It is replaced, never changed.
type view struct {
	signIn     app.SignInView
	form       app.SignInForm
	link       app.LinkView
	agent      app.AgentView
	calls      []app.CallView
	media      app.MediaView
	notices    []app.Notice
	phone      app.PhoneView
	colleagues []app.ColleagueView
	skills     []app.SkillView
	history    app.HistoryView
	code       app.WorkCodeView
	offer      app.DialOffer
	dialText   string
	keys       []app.KeyBinding
	tick       time.Time
}

// look reads the state as it is now.
func (f *Feed) look(s *app.State) view {
	f.mu.Lock()
	defer f.mu.Unlock()
	return view{
		signIn: get(s.SignIn), form: get(s.Form), link: get(s.Link), agent: get(s.Agent), calls: get(s.Calls), media: get(s.Media),
		notices: get(s.Notices), phone: get(s.Phone), colleagues: get(s.Colleagues), skills: get(s.Skills), history: get(s.History),
		code: get(s.WorkCode), offer: get(s.Offer), dialText: get(s.DialText), keys: get(s.Settings).Keys(), tick: get(s.Tick),
	}
}

func get[T any](item binding.Item[T]) T {
	v, _ := item.Get() // an item of ours has no error
	return v
}
