package desktop_test

import (
	"slices"
	"sync"
	"testing"

	"github.com/godbus/dbus/v5"

	"offhook/app/desktop"
)

const playerFace = "org.mpris.MediaPlayer2.Player"

// player is a media player.
type player struct {
	mu     sync.Mutex
	status string
	fixed  bool // it plays something live, which cannot be paused
	did    []string
}

func newPlayer(t *testing.T, address, name, status string) *player {
	t.Helper()
	conn := service(t, address)
	p := &player{status: status, fixed: name == "live"}
	export(t, conn, p, "/org/mpris/MediaPlayer2", playerFace)
	export(t, conn, properties{p}, "/org/mpris/MediaPlayer2", "org.freedesktop.DBus.Properties")
	take(t, conn, "org.mpris.MediaPlayer2."+name)
	return p
}

// Pause is a method of a player.
func (p *player) Pause() *dbus.Error { p.set("Paused", "pause"); return nil }

// Play is a method of a player.
func (p *player) Play() *dbus.Error { p.set("Playing", "play"); return nil }

func (p *player) set(status, did string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.status = status
	p.did = append(p.did, did)
}

func (p *player) done() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.did)
}

// properties are what can be asked of a player.
type properties struct{ p *player }

// Get is a method of all that have properties.
func (x properties) Get(face, name string) (dbus.Variant, *dbus.Error) {
	x.p.mu.Lock()
	defer x.p.mu.Unlock()
	switch {
	case face == playerFace && name == "PlaybackStatus":
		return dbus.MakeVariant(x.p.status), nil
	case face == playerFace && name == "CanPause":
		return dbus.MakeVariant(!x.p.fixed), nil
	}
	return dbus.Variant{}, dbus.NewError("org.freedesktop.DBus.Error.UnknownProperty", nil)
}

func TestWhatPlaysPausesDuringACallAndGoesOnAfterwards(t *testing.T) {
	address := newBus(t)
	plays, paused, stopped := newPlayer(t, address, "plays", "Playing"), newPlayer(t, address, "paused", "Paused"), newPlayer(t, address, "stopped", "Stopped")
	live := newPlayer(t, address, "live", "Playing")
	d, _ := start(t, address)
	d.Set(desktop.State{})
	d.Set(desktop.State{Quiet: true})
	wait(t, "the player to pause", func() bool { return slices.Equal(plays.done(), []string{"pause"}) })
	d.Set(desktop.State{Quiet: true, Rings: rings("2").Rings}) // a second call
	d.Set(desktop.State{})
	wait(t, "the player to go on", func() bool { return slices.Equal(plays.done(), []string{"pause", "play"}) })
	d.Set(desktop.State{Quiet: true})
	wait(t, "the player to pause again", func() bool { return len(plays.done()) == 3 })
	d.Close()
	if got := plays.done(); !slices.Equal(got, []string{"pause", "play", "pause", "play"}) {
		t.Errorf("when Offhook has ended, the player was asked %q", got)
	}
	for name, p := range map[string]*player{"paused": paused, "stopped": stopped, "live": live} {
		if got := p.done(); len(got) != 0 {
			t.Errorf("the %s player was asked %q", name, got)
		}
	}
}

func TestAPlayerThatSomebodyHasStoppedStaysStopped(t *testing.T) {
	address := newBus(t)
	stopped, resumed, other := newPlayer(t, address, "a", "Playing"), newPlayer(t, address, "b", "Playing"), newPlayer(t, address, "c", "Playing")
	d, _ := start(t, address)
	d.Set(desktop.State{Quiet: true})
	wait(t, "all to pause", func() bool { return len(stopped.done())+len(resumed.done())+len(other.done()) == 3 })
	stopped.set("Stopped", "stopped by hand")
	resumed.set("Playing", "played by hand")
	d.Set(desktop.State{})
	wait(t, "the third one to go on", func() bool { return slices.Equal(other.done(), []string{"pause", "play"}) })
	d.Close() // all of it is done
	if got := stopped.done(); !slices.Equal(got, []string{"pause", "stopped by hand"}) {
		t.Errorf("the stopped player was asked %q", got)
	}
	if got := resumed.done(); !slices.Equal(got, []string{"pause", "played by hand"}) {
		t.Errorf("the playing one was asked %q", got)
	}
}
