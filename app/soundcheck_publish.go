package app

import "offhook/media/device"

// showChoices sets what has changed of the settings and of the sound check.
func (a *App) showChoices(first bool) (sets []func()) {
	p, s := &a.published, a.state
	if v := a.choices.view; first || !sameSettings(v, p.settings) {
		p.settings = v
		sets = append(sets, func() { _ = s.Settings.Set(v) })
	}
	if v := a.soundView(); first || !sameSound(v, p.sound) {
		p.sound = v
		sets = append(sets, func() { _ = s.Sound.Set(v) })
	}
	return sets
}

// publishCheck shows the sound check, whose level changes too often to go through
// the whole of publish.
func (a *App) publishCheck() {
	if v := a.soundView(); a.check.wanted && !sameSound(v, a.published.sound) {
		a.published.sound = v
		a.opts.Dispatch(func() { _ = a.state.Sound.Set(v) })
	}
}

func (a *App) soundView() SoundView {
	c := &a.check
	if !c.wanted {
		return SoundView{}
	}
	v := SoundView{Open: true, Listed: c.known, InCall: a.inCall(), Speakers: c.speakers, Mics: c.mics}
	s := a.choices.view
	if v.Listed {
		v.SpeakerGone = gone(s.Text(SettingSpeaker), v.Speakers)
		v.MicrophoneGone = gone(s.Text(SettingMicrophone), v.Mics)
		v.RingGone = gone(s.Text(SettingRingDevice), v.Speakers)
	}
	var used Devices
	switch {
	case c.bench != nil:
		st := c.bench.State()
		v.Level, v.Done = stepped(st.Level), stepped(st.Done)
		v.Doing = map[device.Doing]SoundDoing{
			device.DoingTone: SoundTone, device.DoingRecord: SoundRecording, device.DoingReplay: SoundReplaying,
		}[st.Doing]
		used = c.bench.Devices()
	case v.InCall && a.voice != nil:
		v.Level = stepped(a.voice.Levels().Microphone.Meter)
		used = a.voice.Devices()
	}
	v.Speaker, v.Microphone = used.Speaker, used.Microphone
	if !c.ringing.IsZero() {
		v.Doing, v.Done = SoundRinging, stepped(min(1, a.opts.Now().Sub(c.ringing).Seconds()/testRing.Seconds()))
	}
	return v
}
