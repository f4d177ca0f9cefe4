package app_test

import (
	"context"
	"strconv"
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"

	"offhook/app"
	"offhook/app/control"
	"offhook/wti"
)

func (c *fakeClient) HasWorkCode(context.Context) (bool, error) { return true, nil }
func (c *fakeClient) EnterWorkCode(_ context.Context, code string) error {
	return c.did("workCode", code)
}
func (c *fakeClient) DoNotDisturb(context.Context) (bool, error) { return false, nil }
func (c *fakeClient) SetDoNotDisturb(_ context.Context, on bool) error {
	return c.did("dnd", strconv.FormatBool(on))
}
func (c *fakeClient) Forwarding(context.Context) (wti.Forwarding, error) {
	return wti.Forwarding{}, nil
}
func (c *fakeClient) SetForwarding(_ context.Context, to string) error { return c.did("forward", to) }
func (c *fakeClient) MessageWaiting(context.Context) (bool, error)     { return false, nil }
func (c *fakeClient) DeviceName(_ context.Context, extension string) (string, wti.DeviceKind, error) {
	return "Name of " + extension, wti.DeviceStation, nil
}
func (c *fakeClient) Watch(_ context.Context, extension string, _ wti.WatchKind) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.watched = append(c.watched, extension)
	return nil
}

func (d *desk) phone() app.PhoneView { v, _ := d.app.State().Phone.Get(); return v }

func TestDoNotDisturbAndForwardingShowWhatTheSwitchSays(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.signIn()
		d.app.SetDoNotDisturb(true)
		synctest.Wait()
		if v := d.phone(); v.DoNotDisturb || !v.DoNotDisturbAsked {
			t.Errorf("phone = %+v, want it asked only", v)
		}
		d.emit(wti.DoNotDisturbChanged{On: true})
		if v := d.phone(); !v.DoNotDisturb || v.DoNotDisturbAsked {
			t.Errorf("phone = %+v", v)
		}
		d.app.SetForwarding("nobody")
		synctest.Wait()
		if v := d.phone(); v.ForwardAsked || len(d.notices()) != 1 {
			t.Errorf("phone = %+v, notices %+v", v, d.notices())
		}
		d.app.SetForwarding("47 51")
		synctest.Wait()
		if got := d.client.requests(); got[len(got)-1] != "forward 4751" {
			t.Errorf("requests = %v", got)
		}
		d.emit(wti.ForwardingChanged{To: "4751"}, wti.MessageWaiting{On: true})
		if v := d.phone(); v != (app.PhoneView{DoNotDisturb: true, Forward: "4751", Messages: true}) {
			t.Errorf("phone = %+v", v)
		}
		d.client.refuse["dnd"] = &wti.Error{Op: "SetDoNotDisturb", Kind: wti.KindNotPermitted}
		d.app.SetDoNotDisturb(false)
		synctest.Wait()
		if v := d.phone(); !v.DoNotDisturb || v.DoNotDisturbAsked || len(d.notices()) != 2 {
			t.Errorf("refused: phone = %+v, notices %+v", v, d.notices())
		}
	})
}

func TestColleaguesAndSkillsOfTheSettings(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t, func(o *app.Options) {
			o.Settings.Colleagues = []app.Colleague{{Extension: "4751", Name: "Kim"}, {Extension: "4752"}}
			o.Settings.Skills = []string{"500"}
			o.Settings.Services = map[string]string{"500": "Sales"}
		})
		d.signIn()
		d.emit(wti.Presence{Extension: "4752", State: wti.PresenceRinging}, wti.Presence{Extension: "9999", State: wti.PresenceIdle},
			wti.QueueChanged{Skill: "500", Status: wti.SkillStatus{Queued: 3, LoggedIn: 2}})
		colleagues, _ := d.app.State().Colleagues.Get()
		want := []app.ColleagueView{{Extension: "4751", Name: "Kim"}, {Extension: "4752", Name: "Name of 4752", State: wti.PresenceRinging}}
		if diff := cmp.Diff(want, colleagues); diff != "" {
			t.Errorf("colleagues differ (-want +got):\n%s", diff)
		}
		skills, _ := d.app.State().Skills.Get()
		if len(skills) != 1 || skills[0] != (app.SkillView{Skill: "500", Name: "Sales", Known: true, Queued: 3, LoggedIn: 2}) {
			t.Errorf("skills = %+v", skills)
		}
		if diff := cmp.Diff([]string{"4751", "4752", "500"}, d.client.watched); diff != "" {
			t.Errorf("watched (-want +got):\n%s", diff)
		}
		st := d.ask(control.Request{Command: "status"}).Status
		if len(st.Colleagues) != 2 || st.Colleagues[1].State != "ringing" || len(st.Skills) != 1 || *st.Skills[0].Queued != 3 {
			t.Errorf("status = %+v", st)
		}
	})
}
