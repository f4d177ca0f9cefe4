package e2e_test

import (
	"fmt"
	"image"
	"path/filepath"
	"testing"
	"time"

	"offhook/internal/story"
	"offhook/internal/testdesk"
	"offhook/wti/simulator"
)

// TestLooks takes every screen, light and dark, narrow and wide, into
// build/looks, for people to look at. What a machine can see it checks: the
// colours follow the desktop's choice, and nothing sticks out of the window.
func TestLooks(t *testing.T) {
	sizes := []struct{ width, height int }{{380, 640}, {1100, 700}}
	for _, theme := range []string{"light", "dark"} {
		for _, size := range sizes {
			name := fmt.Sprintf("%s-%dx%d", theme, size.width, size.height)
			t.Run(name, func(t *testing.T) {
				s := newStage(t, testdesk.Options{}, simulator.Options{})
				a := &album{stage: s, theme: theme, dir: filepath.Join(filepath.Dir(program), "looks", name)}
				a.p = s.start(story.Launch{
					Args: story.DemoArgs(s.aes.URL()), Env: []string{"FYNE_THEME=" + theme},
					Width: size.width, Height: size.height,
				})
				a.fill()
			})
		}
	}
}

// album is a set of pictures of one look.
type album struct {
	*stage
	p     *story.Program
	theme string
	dir   string
	taken int
}

func (a *album) fill() {
	mouse := story.Mouse{}
	a.take("sign in")
	wrong := a.form()
	wrong.AgentPassword = "9999"
	a.must(mouse.SignIn(a.ctx, a.p, wrong))
	// The message must be in sight, not just somewhere in the form.
	a.must(a.p.WaitElement(a.ctx, "login.problem", func(e story.Element) bool { return e.Visible }))
	a.take("sign in, wrong password")
	a.must(mouse.SignIn(a.ctx, a.p, story.Form{AgentPassword: "1234"}))
	a.must(a.p.WaitStatus(a.ctx, "to be signed in", isSignedIn))
	for _, tab := range []string{"calls", "dialpad", "state", "directory", "history"} {
		if _, err := a.p.Element(a.ctx, "tab."+tab); err == nil {
			a.must(a.p.Click(a.ctx, "tab."+tab))
		}
		a.take(tab)
	}
	a.must(mouse.AutoIn(a.ctx, a.p))
	call := a.ring(simulator.Speech("lamp"))
	if _, err := a.p.Element(a.ctx, "tab.calls"); err == nil {
		a.must(a.p.WaitElement(a.ctx, "ring.answer", nil))
		a.take("ringing behind another tab")
		a.must(a.p.Click(a.ctx, "tab.calls"))
	}
	a.must(a.p.WaitElement(a.ctx, "call.*.answer", nil))
	a.take("ringing")
	a.must(mouse.Answer(a.ctx, a.p))
	a.must(a.p.WaitElement(a.ctx, "call.*.hold", func(e story.Element) bool { return e.Enabled }))
	a.take("talking")
	a.must(mouse.Hold(a.ctx, a.p))
	a.must(a.p.WaitElement(a.ctx, "call.*.retrieve", func(e story.Element) bool { return e.Enabled }))
	a.take("on hold")
	a.end(a.p, call)
	a.must(a.p.Press(a.ctx, "F8"))
	a.must(a.p.WaitElement(a.ctx, "reason.3", nil))
	a.take("reasons")
	a.must(a.p.Press(a.ctx, "Escape"))
	a.gone("reason.3")
	a.must(a.p.Press(a.ctx, "F1"))
	a.take("shortcuts")
	a.must(a.p.Press(a.ctx, "Escape"))
	a.must(a.p.Press(a.ctx, "F10"))
	a.must(a.p.WaitElement(a.ctx, "signout.confirm", nil))
	a.take("sign out")
}

func (a *album) gone(name string) {
	a.t.Helper()
	if err := a.p.WaitGone(a.ctx, name); err != nil {
		a.t.Fatal(err)
	}
}

// take takes a picture and checks it.
func (a *album) take(name string) {
	a.t.Helper()
	a.taken++
	path := filepath.Join(a.dir, fmt.Sprintf("%02d %s.png", a.taken, name))
	inside := a.p.Window().Inside
	var light float64
	for deadline := time.Now().Add(5 * time.Second); ; { // a busy machine draws a new window late
		if err := a.p.Screenshot(a.ctx, path); err != nil {
			a.t.Fatal(err)
		}
		if light = brightness(a.desk.Screen().Image(inside)); a.fits(light) || time.Now().After(deadline) {
			break
		}
	}
	if !a.fits(light) {
		a.t.Errorf("%s: the %s theme has a mean brightness of %.2f", name, a.theme, light)
	}
	elements, err := a.p.Elements(a.ctx)
	if err != nil {
		a.t.Fatal(err)
	}
	for _, e := range elements {
		if area := e.Area(inside); e.Visible && (area.Min.X < inside.Min.X || area.Max.X > inside.Max.X) {
			a.t.Errorf("%s: %s is at %v, outside the window at %v", name, e.Name, area, inside)
		}
	}
}

// fits says whether a brightness is the theme's. A question dims what lies under it,
// so a light window is not all light.
func (a *album) fits(brightness float64) bool {
	if a.theme == "dark" {
		return brightness <= 0.3
	}
	return brightness >= 0.4
}

// brightness is the mean of all pixels, 0 black to 1 white.
func brightness(img *image.RGBA) float64 {
	var sum float64
	for i := 0; i < len(img.Pix); i += 4 {
		sum += 0.2126*float64(img.Pix[i]) + 0.7152*float64(img.Pix[i+1]) + 0.0722*float64(img.Pix[i+2])
	}
	return sum / 255 / float64(len(img.Pix)/4)
}
