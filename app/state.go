package app

import (
	"slices"
	"time"

	"fyne.io/fyne/v2/data/binding"
)

// State is everything the screens show, as bindings of comparable values. Only
// App writes it, through its dispatcher; screens add listeners.
type State struct {
	SignIn binding.Item[SignInView]
	Form   binding.Item[SignInForm] // what to fill the sign-in form with
	Link   binding.Item[LinkView]
	Agent  binding.Item[AgentView]
	Calls  binding.Item[[]CallView] // oldest first, at most three or so
	Media  binding.Item[MediaView]
	Levels binding.Item[LevelsView]
	// Connection is the story of the control connection.
	Connection binding.Item[ConnectionView]
	// Trace is the part of the protocol trace that somebody looks at, Log where the
	// program's own log is, Trainer what can be done to a simulated system.
	Trace   binding.Item[TraceView]
	Log     binding.Item[LogView]
	Trainer binding.Item[TrainerView]
	// CheckUp is what the doctor finds.
	CheckUp binding.Item[CheckUpView]
	// Support is how far the file for support is.
	Support binding.Item[SupportView]
	// Quality is the voice path of the last minutes.
	Quality binding.Item[QualityView]
	Notices binding.Item[[]Notice]
	Phone   binding.Item[PhoneView]
	// Colleagues and Skills are those that the settings name, in their order.
	Colleagues binding.Item[[]ColleagueView]
	Skills     binding.Item[[]SkillView]
	// History is the part of the call history that was asked for.
	History binding.Item[HistoryView]
	// Directory is the part of the directory that was asked for.
	Directory binding.Item[DirectoryView]
	// Settings are the values that the agent changes in the window; Sound is the
	// check of the sound devices while that is open.
	Settings binding.Item[SettingsView]
	Sound    binding.Item[SoundView]
	// WorkCode is the call work code that can be given now.
	WorkCode binding.Item[WorkCodeView]
	// Today is what the agent's day amounts to so far.
	Today binding.Item[TodayView]
	// Windows is where windows were when the program was used last.
	Windows binding.Item[WindowsView]
	// DialText asks the dialpad to show a number, for example from a link.
	DialText binding.Item[string]
	// Offer is a number from outside that waits for the agent.
	Offer binding.Item[DialOffer]
	// Tray is the desktop's place for our icon; Wish asks something of the window.
	Tray binding.Item[TrayView]
	Wish binding.Item[WindowWish]
	// Tick is the time now, once a second while signed in: it moves the timers.
	Tick binding.Item[time.Time]
}

// NewState returns an empty state. A Fyne app must exist.
func NewState() *State {
	return &State{
		SignIn:     binding.NewItem(equal[SignInView]),
		Form:       binding.NewItem(equal[SignInForm]),
		Link:       binding.NewItem(equal[LinkView]),
		Agent:      binding.NewItem(equal[AgentView]),
		Calls:      binding.NewItem(slices.Equal[[]CallView]),
		Media:      binding.NewItem(equal[MediaView]),
		Levels:     binding.NewItem(equal[LevelsView]),
		Connection: binding.NewItem(sameConnection),
		Trace:      binding.NewItem(sameTrace),
		Log:        binding.NewItem(equal[LogView]),
		Trainer:    binding.NewItem(sameTrainer),
		CheckUp:    binding.NewItem(sameCheckUp),
		Support:    binding.NewItem(func(a, b SupportView) bool { return a == b }),
		Quality:    binding.NewItem(sameQuality),
		Notices:    binding.NewItem(slices.Equal[[]Notice]),
		Phone:      binding.NewItem(equal[PhoneView]),
		Colleagues: binding.NewItem(slices.Equal[[]ColleagueView]),
		Skills:     binding.NewItem(slices.Equal[[]SkillView]),
		History:    binding.NewItem(sameHistory),
		Directory:  binding.NewItem(sameDirectory),
		Settings:   binding.NewItem(sameSettings),
		Sound:      binding.NewItem(sameSound),
		WorkCode:   binding.NewItem(equal[WorkCodeView]),
		Today:      binding.NewItem(sameToday),
		Windows:    binding.NewItem(equal[WindowsView]),
		DialText:   binding.NewItem(equal[string]),
		Offer:      binding.NewItem(equal[DialOffer]),
		Tray:       binding.NewItem(equal[TrayView]),
		Wish:       binding.NewItem(equal[WindowWish]),
		Tick:       binding.NewItem(equal[time.Time]),
	}
}

func equal[T comparable](a, b T) bool { return a == b }
