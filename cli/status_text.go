package cli

import (
	"fmt"
	"io"
	"time"

	"offhook/app/control"
)

// printCall writes one call as a line for a person.
func printCall(w io.Writer, c control.Call) {
	_, _ = fmt.Fprintf(w, "call %s %s: %s %s", c.ID, c.Direction, c.State, c.Remote)
	if c.Via != "" {
		_, _ = fmt.Fprintf(w, " via %s", c.Via)
	}
	if c.Service != "" {
		_, _ = fmt.Fprintf(w, " for %s", c.Service)
	}
	if c.With != "" {
		_, _ = fmt.Fprintf(w, ", conference with %s", c.With)
	}
	if c.ConsultFor != "" {
		_, _ = fmt.Fprintf(w, ", about call %s", c.ConsultFor)
	}
	_, _ = fmt.Fprintf(w, " for %s\n", time.Since(c.Since).Round(time.Second))
}

// printPhone writes what is not as usual with the phone, then colleagues and
// skills.
func printPhone(w io.Writer, st *control.Status) {
	if st.Switch == "down" {
		_, _ = fmt.Fprintln(w, "the link to the switch is down")
	}
	if st.Buttons {
		_, _ = fmt.Fprintln(w, "calls are controlled by the phone's buttons: there is no TSAPI licence")
	}
	if st.DoNotDisturb {
		_, _ = fmt.Fprintln(w, "do not disturb is on")
	}
	if st.Forward != "" {
		_, _ = fmt.Fprintf(w, "calls are forwarded to %s\n", st.Forward)
	}
	if st.Messages {
		_, _ = fmt.Fprintln(w, "a message waits")
	}
	for _, c := range st.Colleagues {
		_, _ = fmt.Fprintf(w, "colleague %s %s: %s\n", c.Extension, c.Name, c.State)
	}
	for _, s := range st.Skills {
		if s.Queued != nil && s.Available != nil && s.LoggedIn != nil {
			_, _ = fmt.Fprintf(w, "skill %s %s: %d waiting, %d of %d agents free\n", s.Skill, s.Name, *s.Queued, *s.Available, *s.LoggedIn)
		}
	}
}
