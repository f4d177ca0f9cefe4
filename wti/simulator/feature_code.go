package simulator

import "strings"

// FeatureCodes are the feature access codes of the switch: what is dialled to log
// an agent in and out where no other way is open (protocol notes §6.5).
type FeatureCodes struct {
	Login  string `toml:"login"`  // then agent id, #, password, #; "*40" when empty
	Logout string `toml:"logout"` // then nothing; "*41" when empty
}

func (f FeatureCodes) login() string {
	if f.Login == "" {
		return "*40"
	}
	return f.Login
}

func (f FeatureCodes) logout() string {
	if f.Logout == "" {
		return "*41"
	}
	return f.Logout
}

// feature reports whether keyed digits begin a feature code, and whether they
// are complete.
func (s *Server) feature(digits string) (code, complete bool) {
	f := s.opt.Scenario.Features
	if digits == f.logout() {
		return true, true
	}
	rest, ok := strings.CutPrefix(digits, f.login())
	return ok, ok && strings.Count(rest, "#") == 2 && strings.HasSuffix(rest, "#")
}

// useFeature carries out a complete feature code; the station hears the
// confirmation by losing its dial tone, or reorder tone when it is refused.
func (c *call) useFeature(p *party, digits string) {
	s, st := c.server, p.station
	var err error
	switch f := s.opt.Scenario.Features; {
	case digits == f.logout() && st.agent == nil:
		err = wrongState("invalidObjectState", "no agent is logged in")
	case digits == f.logout():
		err = st.agent.leave(wanted{})
	default:
		rest := strings.Split(strings.TrimPrefix(digits, f.login()), "#")
		err = s.logIn(st, login{id: rest[0], password: rest[1]})
	}
	if err != nil {
		s.log.Info("feature code refused", "station", st.ext, "err", err)
		c.fail("blocked")
		return
	}
	c.clear(p, "normalClearing")
}
