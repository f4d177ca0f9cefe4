package app

import (
	"slices"
	"time"
)

// published is what the bindings show, kept to dispatch only what changed.
type published struct {
	signIn     SignInView
	link       LinkView
	agent      AgentView
	calls      []CallView
	media      MediaView
	mediaAt    time.Time
	levels     LevelsView
	levelsAt   time.Time
	tickedAt   time.Time
	loudest    LevelsView // since then
	quality    QualityView
	connection ConnectionView
	momentous  int
	trace      TraceView
	checkUp    CheckUpView
	support    SupportView
	log        LogView
	training   TrainerView
	notices    []Notice
	phone      PhoneView
	colleagues []ColleagueView
	skills     []SkillView
	history    HistoryView
	directory  DirectoryView
	settings   SettingsView
	sound      SoundView
	today      TodayView
	offer      DialOffer
	code       WorkCodeView
	tray       TrayView
	started    bool
}

// publish brings bindings, waiters and followers up to date with the model.
func (a *App) publish() {
	if len(a.model.calls) > 0 {
		a.setups.until = time.Time{} // it has shown up
	}
	a.model.countDay()
	a.nameCalls()
	a.model.followCode()
	a.writeCalls()
	a.tellCalls()
	a.keepCalls()
	a.followDesktop()
	a.followHotkeys()
	a.followHeadsets()
	a.tellFree()
	a.showViews()
	a.wakeWaiters()
	a.wakeFollowers()
}

func (a *App) showViews() {
	m, p, s := &a.model, &a.published, a.state
	var sets []func()
	first := !p.started
	p.started = true
	if v := m.signIn; first || v != p.signIn {
		p.signIn = v
		sets = append(sets, func() { _ = s.SignIn.Set(v) })
	}
	if v := m.link; first || v != p.link {
		p.link = v
		sets = append(sets, func() { _ = s.Link.Set(v) })
	}
	if v := m.agent; first || v != p.agent {
		p.agent = v
		sets = append(sets, func() { _ = s.Agent.Set(v) })
	}
	if v := m.callViews(); first || !slices.Equal(v, p.calls) {
		p.calls = v
		sets = append(sets, func() { _ = s.Calls.Set(v) })
	}
	if v := a.mediaView(); first || v != p.media && (v.changed(p.media) || m.now().Sub(p.mediaAt) > mediaPeriod) {
		p.media, p.mediaAt = v, m.now()
		sets = append(sets, func() { _ = s.Media.Set(v) })
	}
	if v := slices.Clone(m.notices); first || !slices.Equal(v, p.notices) {
		p.notices = v
		sets = append(sets, func() { _ = s.Notices.Set(v) })
	}
	sets = append(sets, a.showConnection(first)...)
	sets = append(sets, a.showTrace()...)
	sets = append(sets, a.showCheckUp()...)
	sets = append(sets, a.showSupport()...)
	sets = append(sets, a.showLog(first)...)
	sets = append(sets, a.showTrainer(first)...)
	sets = append(sets, a.showPhone(first)...)
	sets = append(sets, a.showPast(first)...)
	sets = append(sets, a.showBook(first)...)
	sets = append(sets, a.showChoices(first)...)
	sets = append(sets, a.showToday(first)...)
	sets = append(sets, a.showOffer(first)...)
	sets = append(sets, a.showTray(first)...)
	if v := m.code.WorkCodeView; first || v != p.code {
		p.code = v
		sets = append(sets, func() { _ = s.WorkCode.Set(v) })
	}
	if m.media == nil && p.levels != (LevelsView{}) {
		p.levels, p.loudest = LevelsView{}, LevelsView{}
		sets = append(sets, func() { _ = s.Levels.Set(LevelsView{}) })
	}
	if len(sets) > 0 {
		a.opts.Dispatch(func() {
			for _, set := range sets {
				set()
			}
		})
	}
}

// showPhone sets what has changed of features, colleagues and skills.
func (a *App) showPhone(first bool) (sets []func()) {
	m, p, s := &a.model, &a.published, a.state
	if v := m.phone; first || v != p.phone {
		p.phone = v
		sets = append(sets, func() { _ = s.Phone.Set(v) })
	}
	if v := m.colleagues; first || !slices.Equal(v, p.colleagues) {
		v = slices.Clone(v)
		p.colleagues = v
		sets = append(sets, func() { _ = s.Colleagues.Set(v) })
	}
	if v := m.skills; first || !slices.Equal(v, p.skills) {
		v = slices.Clone(v)
		p.skills = v
		sets = append(sets, func() { _ = s.Skills.Set(v) })
	}
	return sets
}

func (m *model) callViews() []CallView {
	views := make([]CallView, len(m.calls))
	for i, c := range m.calls {
		views[i] = c.CallView
		views[i].Can = m.actions(c)
	}
	return views
}

// publishLevels shows the sound levels, which change too often to go through
// the whole of publish, unless they were shown less than a pause ago. What is shown is
// the loudest since then: else a word between two looks would pass for silence.
func (a *App) publishLevels(pause time.Duration) {
	if a.voice == nil {
		return
	}
	l, p := a.voice.Levels(), &a.published
	v := LevelsView{Microphone: max(l.Microphone.Meter, p.loudest.Microphone), Speaker: max(l.Speaker.Meter, p.loudest.Speaker)}
	now := a.opts.Now()
	if now.Sub(p.levelsAt) < pause {
		p.loudest = v
		return
	}
	p.loudest = LevelsView{}
	if v == p.levels {
		return
	}
	p.levels, p.levelsAt = v, now
	a.opts.Dispatch(func() { _ = a.state.Levels.Set(v) })
}

// meterShare is the part of a core that moving meters may take beside the timers.
const meterShare = 0.01

// publishLevelsBetween shows the levels between two ticks of the timers, whose picture
// shows them too: one a moment before it would be a picture for nothing.
func (a *App) publishLevelsBetween() {
	pause := a.levelPause()
	if pause > 0 && a.opts.Now().Sub(a.published.tickedAt) > time.Second-levelPeriod {
		return
	}
	a.publishLevels(pause)
}

// levelPause is how long levels stay as they are: where a window is painted without
// the help of a graphics card, as on many a remote desktop, each picture is dear. It is
// a part of a second, for each second has a picture in any case, that of the timers.
func (a *App) levelPause() time.Duration {
	if a.opts.PaintCost == nil {
		return 0
	}
	cost := time.Duration(float64(a.opts.PaintCost()) / meterShare)
	if cost <= levelPeriod {
		return 0
	}
	return time.Second / max(time.Second/cost, fewestLevels)
}

// publishTick lets timers advance while there is something to time.
func (a *App) publishTick() {
	now := a.opts.Now()
	a.published.tickedAt = now
	if a.model.signIn.Phase != PhaseSignedIn {
		return
	}
	a.opts.Dispatch(func() { _ = a.state.Tick.Set(now) })
}

// mediaView reads the voice path's counters. It is cheap: the loop asks after
// each step, and at least once a second.
func (a *App) mediaView() MediaView {
	v := MediaView{Muted: a.model.muted, Active: a.model.media != nil}
	if a.voice == nil {
		return v
	}
	st, dev := a.voice.Stats(), a.voice.Devices()
	v.Codec = st.Codec
	v.PacketsSent, v.PacketsReceived, v.Lost = st.PacketsSent, st.PacketsReceived, st.Lost
	v.JitterMs, v.MOS = st.JitterMs, st.MOS
	v.Microphone, v.Speaker = dev.Microphone, dev.Speaker
	v.NoDevice, v.Instead = dev.Missing, dev.Instead
	a.showTrouble(&v, st)
	return v
}

// mediaPeriod is how often mere counters are shown.
const mediaPeriod = 500 * time.Millisecond

// changed reports whether more than the counters differs.
func (v MediaView) changed(was MediaView) bool {
	return v.Active != was.Active || v.Muted != was.Muted || v.Codec != was.Codec ||
		v.OneWay != was.OneWay || v.Trouble != was.Trouble || v.NoDevice != was.NoDevice || v.Instead != was.Instead ||
		v.Microphone != was.Microphone || v.Speaker != was.Speaker
}

// showForm offers the form's present content to the sign-in screen.
func (a *App) showForm() {
	form := a.form
	a.opts.Dispatch(func() { _ = a.state.Form.Set(form) })
}

// showDialText puts a number into the dialpad, also when it is the one that was
// put there last.
func (a *App) showDialText(number string) {
	a.opts.Dispatch(func() {
		_ = a.state.DialText.Set("")
		_ = a.state.DialText.Set(number)
	})
}
