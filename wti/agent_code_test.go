package wti_test

import (
	"slices"
	"strings"
	"testing"

	"offhook/internal/testdesk"
	"offhook/wti"
	"offhook/wti/simulator"
)

// Without a licence for agent services either, the agent logs in and out by the
// site's feature codes, and the work-mode buttons do the rest.
func TestAnAgentLogsInAndOutByFeatureCodes(t *testing.T) {
	t.Parallel()
	var trace testdesk.Log
	d := atButtons(t, simulator.Options{NoAgentLicence: true}, func(o *wti.Options) {
		o.AgentID, o.AgentPassword, o.InitialMode = "2001", "1234", wti.AgentAutoIn
		o.Dialect.AgentLoginCode, o.Dialect.AgentLogoutCode = "*40{agent}#{password}#", "*41"
		o.Trace = &trace
	})
	if a := d.s.Agent("2001"); a.Mode != simulator.AutoIn {
		t.Errorf("after signing in the agent is %+v", a)
	}
	d.must(d.c.SetAgent(d.limit(), wti.AgentAux, 0))
	d.must(d.s.WaitAgent(d.limit(), "2001", func(a simulator.AgentTruth) bool { return a.Mode == simulator.AUX }))
	if len(d.ended) != 0 || len(d.calls) != 0 {
		t.Errorf("dialling the code was shown as a call\n%s", d)
	}
	d.must(d.c.SignOut(d.limit(), 0))
	if a := d.s.Agent("2001"); a.Mode != simulator.LoggedOut {
		t.Errorf("after signing out the agent is %+v", a)
	}
	for line := range strings.SplitSeq(trace.String(), "\n") {
		if strings.Contains(line, "ButtonPress") && (strings.Contains(line, `"button":"1"`) || strings.Contains(line, `"button":"3"`)) {
			t.Errorf("a digit of the password is in the trace: %s", line)
		}
	}
}

func TestAFeatureCodeThatTheSwitchDoesNotTake(t *testing.T) {
	t.Parallel()
	s, err := simulator.New(simulator.Options{RegisterDelay: -1, NoTSAPILicence: true, NoAgentLicence: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	c := newClient(t, wti.Options{
		Servers: []string{s.URL()}, AllowInsecure: true, CTIUser: "demo", CTIPassword: "demo",
		SwitchName: "CM1", Extension: "4750", StationCode: "123456", LocalMedia: voice, ForceLogin: true,
		AgentID: "2001", AgentPassword: "9999", Dialect: wti.Dialect{AgentLoginCode: "*40{agent}#{password}#"},
	})
	if err := c.SignIn(t.Context()); wti.AdviceOf(err) != wti.AdviceRefused {
		t.Errorf("SignIn with a wrong password: %v (%s)", err, wti.AdviceOf(err))
	}
	if st := s.Station("4750"); st.Registered || st.Calls != 0 {
		t.Errorf("left behind: %+v", st)
	}
	if !slices.Contains(s.Received(), "ButtonPress") {
		t.Error("no code was dialled")
	}
}
