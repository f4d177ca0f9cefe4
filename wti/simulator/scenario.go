package simulator

import (
	"errors"
	"fmt"
	"maps"
	"time"

	"offhook/resources/speech"
)

// Scenario is who and what exists behind the simulated AES.
type Scenario struct {
	Users      []User    `toml:"user"`
	Stations   []Station `toml:"station"`
	Agents     []Agent   `toml:"agent"`
	Skills     []Skill   `toml:"skill"`
	VDNs       []VDN     `toml:"vdn"`
	Callers    []Caller  `toml:"-"`
	Colleagues []Work    `toml:"colleague"`

	Numbers []Number     `toml:"number"`
	AUX     ReasonPolicy `toml:"aux_reasons"`
	Logout  ReasonPolicy `toml:"logout_reasons"`
	Faults  []Fault      `toml:"fault"`
	// Emergency are numbers that are not dialled for a terminal registered with
	// e911 "block", Features the feature access codes.
	Emergency []string     `toml:"emergency"`
	Features  FeatureCodes `toml:"feature_codes"`
	// The next ones are the options of the same names, used where those are zero or
	// false.
	RegisterDelay  Duration `toml:"register_delay"`
	MinSession     Duration `toml:"min_session"`
	MaxSession     Duration `toml:"max_session"`
	CleanupDelay   Duration `toml:"cleanup_delay"`
	LinkLossDelay  Duration `toml:"link_loss_delay"`
	NoAgentEvents  bool     `toml:"no_agent_events"`
	NoTSAPILicence bool     `toml:"no_tsapi_licence"`
	MonitorsAnyway bool     `toml:"monitors_anyway"`
	NoAgentLicence bool     `toml:"no_agent_licence"`
	MonitorLimit   int      `toml:"monitor_limit"`
	// Dialect is used when Options.Dialect is left zero.
	Dialect Dialect `toml:"dialect"`
}

// User is a CTI user of AES.
type User struct {
	Name     string `toml:"name"`
	Password string `toml:"password"`
}

// Station is an extension that can be registered. While nobody is registered a
// simulated colleague answers its calls.
type Station struct {
	Extension    string `toml:"extension"`
	Switch       string `toml:"switch"`
	SecurityCode string `toml:"security_code"`
	Name         string `toml:"name"`
	// DeskPhone says that a hardware phone is in service at this extension, so
	// that it can be controlled without a registration.
	DeskPhone bool `toml:"desk_phone"`
	// Messages lights the message waiting lamp.
	Messages bool `toml:"messages"`
	// AutoAnswer is which calls the station takes by itself, with a zip tone: none,
	// acd or all.
	AutoAnswer AutoAnswer `toml:"auto_answer"`
	// NoWorkCode says that the telephone has no button for call work codes.
	NoWorkCode bool `toml:"no_work_code"`
	// PickupGroup is the group whose ringing calls the station may pick up.
	PickupGroup string `toml:"pickup_group"`
}

// Agent is an agent login.
type Agent struct {
	ID       string   `toml:"id"`
	Password string   `toml:"password"`
	Name     string   `toml:"name"`
	Skills   []string `toml:"skills"`
}

// Skill is a hunt group whose calls go to agents.
type Skill struct {
	Extension string `toml:"extension"`
	Name      string `toml:"name"`
	// NoAnswer is how long a call rings at an agent before it is taken back and
	// the agent is put in AUX: 20 s when zero.
	NoAnswer Duration `toml:"no_answer"`
	// NoAnswerReason is the AUX reason code the agent is then given.
	NoAnswerReason int `toml:"no_answer_reason"`
	// TimedACW ends after call work by itself after this time; zero: never.
	TimedACW Duration `toml:"timed_acw"`
}

// VDN is a number that queues for a skill.
type VDN struct {
	Extension string `toml:"extension"`
	Name      string `toml:"name"`
	Skill     string `toml:"skill"`
	// Announcement is a prompt that callers hear while they wait, between ringback
	// and music; again every AnnouncementEvery, once when that is zero.
	Announcement      string   `toml:"announcement"`
	AnnouncementEvery Duration `toml:"announcement_every"`
}

// Number is an outside number with a behaviour of its own.
type Number struct {
	Number  string   `toml:"number"`
	Name    string   `toml:"name"`
	Outcome Outcome  `toml:"outcome"`
	Ring    Duration `toml:"ring"` // until it answers; 1 s when zero
	FarEnd  FarEnd   `toml:"voice"`
	Hangup  Duration `toml:"hangup"` // hangs up by itself after this time; zero: never
}

// Outcome is what becomes of a call to a [Number].
type Outcome string

// The outcomes.
const (
	OutcomeAnswer       Outcome = "answer" // also when empty
	OutcomeBusy         Outcome = "busy"
	OutcomeNoAnswer     Outcome = "noAnswer"
	OutcomeUnobtainable Outcome = "unobtainable"
	OutcomeTrunksBusy   Outcome = "trunksBusy"
)

// ReasonPolicy is how strict the switch is about reason codes.
type ReasonPolicy struct {
	Forced bool `toml:"forced"` // a missing or zero code is refused
	Max    int  `toml:"max"`    // highest code; 99 when zero
}

func (p ReasonPolicy) max() int {
	if p.Max == 0 {
		return 99
	}
	return p.Max
}

// Duration is a time.Duration that TOML writes as "20s".
type Duration time.Duration

// UnmarshalText reads Go's duration syntax.
func (d *Duration) UnmarshalText(text []byte) error {
	v, err := time.ParseDuration(string(text))
	*d = Duration(v)
	return err
}

func (d Duration) or(other time.Duration) time.Duration {
	if d == 0 {
		return other
	}
	return time.Duration(d)
}

// Validate reports everything that is wrong with the scenario, joined.
func (sc *Scenario) Validate() error {
	var errs []error
	bad := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }
	if len(sc.Users) == 0 {
		bad("no user: at least one CTI user is needed")
	}
	if len(sc.Stations) == 0 {
		bad("no station: at least one is needed")
	}
	seen := map[string]bool{}
	unique := func(kind, id string) {
		switch {
		case id == "":
			bad("%s without a number", kind)
		case seen[id]:
			bad("%s %s: this number is used twice", kind, id)
		}
		seen[id] = true
	}
	for _, st := range sc.Stations {
		unique("station", st.Extension)
		if err := st.AutoAnswer.check("station " + st.Extension); err != nil {
			errs = append(errs, err)
		}
		if st.Switch == "" {
			bad("station %s: switch is missing", st.Extension)
		}
	}
	stations := seen
	seen = maps.Clone(seen)
	skills := map[string]bool{}

	for _, k := range sc.Skills {
		unique("skill", k.Extension)
		skills[k.Extension] = true
	}
	for _, a := range sc.Agents {
		unique("agent", a.ID)
		for _, k := range a.Skills {
			if !skills[k] {
				bad("agent %s: there is no skill %s", a.ID, k)
			}
		}
	}
	agents := map[string]bool{}
	for _, a := range sc.Agents {
		agents[a.ID] = true
	}
	for _, w := range sc.Colleagues {
		errs = append(errs, w.check(stations, agents)...)
	}
	vdns := map[string]bool{}

	for _, v := range sc.VDNs {
		errs = append(errs, FarEnd{Speech: v.Announcement}.check("vdn "+v.Extension)...)

		unique("vdn", v.Extension)
		vdns[v.Extension] = true
		if !skills[v.Skill] {
			bad("vdn %s: there is no skill %q", v.Extension, v.Skill)
		}
	}
	for i, c := range sc.Callers {
		if !vdns[c.VDN] {
			bad("caller %d (%s): there is no vdn %q", i+1, c.Number, c.VDN)
		}
		who := fmt.Sprintf("caller %d (%s)", i+1, c.Number)
		errs = append(errs, c.FarEnd.check(who)...)
		errs = append(errs, c.LookAhead.check(who)...)
	}
	for _, n := range sc.Numbers {
		unique("number", n.Number)
		switch n.Outcome {
		case "", OutcomeAnswer, OutcomeBusy, OutcomeNoAnswer, OutcomeUnobtainable, OutcomeTrunksBusy:
		default:
			bad("number %s: unknown outcome %q", n.Number, n.Outcome)
		}
		errs = append(errs, n.FarEnd.check("number "+n.Number)...)
	}
	for i, f := range sc.Faults {
		if err := f.check(i); err != nil {
			errs = append(errs, err)
		}
	}
	return errors.Join(append(errs, sc.checkSettings())...)
}

// checkSettings looks at what [Settings] begin with.
func (sc *Scenario) checkSettings() error {
	return Options{Scenario: sc}.withDefaults().settings().check()
}

func (f FarEnd) check(who string) []error {
	var errs []error
	prompts := []string{f.Speech, f.Menu.Other}
	for _, p := range f.Menu.Keys {
		prompts = append(prompts, p)
	}
	for _, p := range prompts {
		if p == "" {
			continue
		}
		if _, err := speech.Mulaw(p); err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", who, err))
		}
	}
	return errs
}
