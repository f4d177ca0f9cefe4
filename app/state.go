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

// NewState returns an empty state.
func NewState() *State {
	return &State{
		SignIn:     newLive(equal[SignInView]),
		Form:       newLive(equal[SignInForm]),
		Link:       newLive(equal[LinkView]),
		Agent:      newLive(equal[AgentView]),
		Calls:      newLive(slices.Equal[[]CallView]),
		Media:      newLive(equal[MediaView]),
		Levels:     newLive(equal[LevelsView]),
		Connection: newLive(sameConnection),
		Trace:      newLive(sameTrace),
		Log:        newLive(equal[LogView]),
		Trainer:    newLive(sameTrainer),
		CheckUp:    newLive(sameCheckUp),
		Support:    newLive(func(a, b SupportView) bool { return a == b }),
		Quality:    newLive(sameQuality),
		Notices:    newLive(slices.Equal[[]Notice]),
		Phone:      newLive(equal[PhoneView]),
		Colleagues: newLive(slices.Equal[[]ColleagueView]),
		Skills:     newLive(slices.Equal[[]SkillView]),
		History:    newLive(sameHistory),
		Directory:  newLive(sameDirectory),
		Settings:   newLive(sameSettings),
		Sound:      newLive(sameSound),
		WorkCode:   newLive(equal[WorkCodeView]),
		Today:      newLive(sameToday),
		Windows:    newLive(equal[WindowsView]),
		DialText:   newLive(equal[string]),
		Offer:      newLive(equal[DialOffer]),
		Tray:       newLive(equal[TrayView]),
		Wish:       newLive(equal[WindowWish]),
		Tick:       newLive(equal[time.Time]),
	}
}

func equal[T comparable](a, b T) bool { return a == b }
