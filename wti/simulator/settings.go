package simulator

import (
	"errors"
	"fmt"
	"time"
)

// Settings are what a running server can be told to do otherwise. Options and the
// scenario give the first ones; [Server.Change] and the control endpoint change
// them.
type Settings struct {
	Dialect Dialect `toml:"dialect"`

	// RegisterDelay is how long RegisterTerminal takes.
	RegisterDelay Duration `toml:"register_delay"`
	// MinSession and MaxSession bound the duration that a session is granted from
	// now on.
	MinSession Duration `toml:"min_session"`
	MaxSession Duration `toml:"max_session"`
	// CleanupDelay is how long a session that begins from now on stays when its time
	// is over and its socket gone.
	CleanupDelay Duration `toml:"cleanup_delay"`
	// LinkLossDelay is how long calls and agent stay when a session ends under its
	// terminal.
	LinkLossDelay Duration `toml:"link_loss_delay"`

	NoAgentEvents  bool `toml:"no_agent_events"`
	NoTSAPILicence bool `toml:"no_tsapi_licence"`
	MonitorsAnyway bool `toml:"monitors_anyway"`
	NoAgentLicence bool `toml:"no_agent_licence"`
	MonitorLimit   int  `toml:"monitor_limit"` // 0 for any number

	AUX    ReasonPolicy `toml:"aux_reasons"`
	Logout ReasonPolicy `toml:"logout_reasons"`
	// Callers lets the scenario's callers arrive by themselves.
	Callers bool `toml:"callers"`
}

// settings are the first ones. o has its defaults.
func (o Options) settings() Settings {
	return Settings{
		Dialect: o.Dialect, RegisterDelay: atLeast0(o.RegisterDelay), MinSession: Duration(o.MinSession),
		MaxSession: Duration(o.MaxSession), CleanupDelay: atLeast0(o.CleanupDelay), LinkLossDelay: Duration(o.LinkLossDelay),
		NoAgentEvents: o.NoAgentEvents, NoTSAPILicence: o.NoTSAPILicence, MonitorsAnyway: o.MonitorsAnyway,
		NoAgentLicence: o.NoAgentLicence, MonitorLimit: o.MonitorLimit, AUX: o.Scenario.AUX, Logout: o.Scenario.Logout,
		Callers: o.Callers,
	}
}

func atLeast0(d time.Duration) Duration { return Duration(max(d, 0)) }

// check reports what is wrong with the settings.
func (st Settings) check() error {
	errs := []error{st.Dialect.check()}
	for name, d := range map[string]Duration{
		"register_delay": st.RegisterDelay, "cleanup_delay": st.CleanupDelay, "link_loss_delay": st.LinkLossDelay,
	} {
		if d < 0 {
			errs = append(errs, fmt.Errorf("%s: %v is less than nothing", name, time.Duration(d)))
		}
	}
	if st.MinSession <= 0 || st.MaxSession < st.MinSession {
		errs = append(errs, fmt.Errorf("a session lasts %v to %v: want more than 0 s, and not less than the shortest",
			time.Duration(st.MinSession), time.Duration(st.MaxSession)))
	}
	if st.MonitorLimit < 0 {
		errs = append(errs, fmt.Errorf("monitor_limit: %d is less than nothing", st.MonitorLimit))
	}
	return errors.Join(append(errs, st.AUX.valid("aux_reasons"), st.Logout.valid("logout_reasons"))...)
}

func (p ReasonPolicy) valid(name string) error {
	if p.Max < 0 || p.Max > 99 {
		return fmt.Errorf("%s: max %d: want 0 to 99", name, p.Max)
	}
	return nil
}

// Settings are the ones in force.
func (s *Server) Settings() Settings {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.settings()
}

// settings are the ones in force. Call with mu held.
func (s *Server) settings() Settings {
	st := s.set
	st.Dialect = *s.dialect()
	return st
}

// Change changes the settings. They hold from the next request, event, call or
// registration on: a monitor keeps the sense of its filter, a call its codec. An
// error of change, or settings that are not valid, leave all as it was. change must
// not call the server.
func (s *Server) Change(change func(*Settings) error) error {
	s.mu.Lock()
	defer s.unlock()
	st := s.settings()
	err := change(&st)
	if err == nil {
		err = st.check()
	}
	if err != nil {
		return fmt.Errorf("simulator: settings: %w", err)
	}
	s.set = st
	s.spoken.Store(&st.Dialect)
	s.log.Info("settings changed")
	s.arrivals.consider(s)
	return nil
}

// dialect is how AES speaks now; the result is not to be changed.
func (s *Server) dialect() *Dialect { return s.spoken.Load() }
