package app_test

import (
	"net/netip"
	"slices"
	"testing"
	"testing/synctest"

	"offhook/app"
	"offhook/wti"
)

func (d *desk) signals() []app.Signal {
	d.ringer.mu.Lock()
	defer d.ringer.mu.Unlock()
	return slices.Clone(d.ringer.signals)
}

func (d *desk) wantSignals(what string, want ...app.Signal) {
	d.t.Helper()
	if got := d.signals(); !slices.Equal(got, want) {
		d.t.Errorf("%s: signals %v, want %v", what, got, want)
	}
}

func withZip(o *app.Options) { o.Settings.Voice.ZipTone = true }

func TestZipToneWhenACallAnswersItself(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t, withZip)
		d.signIn()
		d.emit(offered, answered)
		d.wantSignals("connected by itself", app.SignalZip)
		d.emit(answered)
		d.wantSignals("told twice", app.SignalZip)
	})
}

func TestNoZipToneWhenTheAgentAnswers(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t, withZip)
		d.signIn()
		d.emit(offered)
		d.app.Answer(d.call().ID)
		synctest.Wait()
		d.emit(answered)
		d.wantSignals("answered by hand")
	})
}

func TestZipToneIsTheSwitchsUnlessWanted(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.signIn()
		d.emit(offered, answered)
		d.wantSignals("with the usual settings")
	})
}

// The switch's own busy tone comes with the voice: ours would be a second one.
func TestBusyToneOnlyWhileNoVoiceFlows(t *testing.T) {
	failed := wti.Failed{Connection: own, CallInfo: wti.CallInfo{Cause: "busy"}}
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.signIn()
		d.emit(wti.Originated{Connection: own}, failed)
		d.wantSignals("without voice", app.SignalBusy)
	})
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.signIn()
		d.emit(wti.Originated{Connection: own},
			wti.MediaStarted{RTP: netip.MustParseAddrPort("127.0.0.1:2050"), Codec: "g711U"}, failed)
		d.wantSignals("with voice")
	})
}

func TestErrorTones(t *testing.T) {
	failed := wti.Failed{Connection: own, CallInfo: wti.CallInfo{Cause: "numberUnallocated"}}
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.signIn()
		d.emit(wti.Originated{Connection: own}, failed)
		d.wantSignals("a wrong number", app.SignalError)
	})
	bubble(t, func(t *testing.T) {
		d := newDesk(t, func(o *app.Options) { o.Settings.Voice.ErrorTones = false })
		d.signIn()
		d.emit(wti.Originated{Connection: own}, failed)
		d.wantSignals("switched off")
	})
}
