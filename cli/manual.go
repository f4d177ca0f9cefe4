package cli

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/alecthomas/kong"
)

// manualCommand prints the man page, made from the same table as --help.
type manualCommand struct{}

// Run implements the command.
func (manualCommand) Run(env *environment, app *kong.Kong) error {
	return writeManual(env.stdout, app.Model, env.version)
}

// writeManual writes the man page offhook(1) in the man macros of troff.
func writeManual(w io.Writer, app *kong.Application, version string) error {
	m := &manual{}
	m.line(`.TH OFFHOOK 1 "%s" "offhook %s" "User Commands"`, troff(sourceDate()), troff(version))
	m.section("NAME")
	m.line(`offhook \- agent softphone for Avaya Call Center Elite`)
	m.section("SYNOPSIS")
	m.line(`.B offhook`)
	m.line(`[\fIflags\fR] [\fIcommand\fR]`)
	m.section("DESCRIPTION")
	m.text(`Offhook signs an agent in to Avaya Application Enablement Services through the Web Telephony Interface, controls the calls and carries the voice. Without a command it starts the softphone; most commands act on the one that runs.`)
	m.section("FLAGS OF EVERY COMMAND")
	m.flags(app.Flags)
	m.section("COMMANDS")
	for _, n := range app.Leaves(true) {
		m.command(n)
	}
	m.section("EXIT STATUS")
	for code, meaning := range exitMeanings {
		m.entry(strconv.Itoa(code), meaning)
	}
	m.section("ENVIRONMENT")
	m.variables(app)
	m.section("FILES")
	for _, f := range manualFiles {
		m.entry(f[0], f[1])
	}
	m.section("SEE ALSO")
	m.text("The agent guide and the administrator guide come with the package in /usr/share/doc/offhook.")
	_, err := io.WriteString(w, m.b.String())
	return err
}

// manualVariables are those that no flag reads.
var manualVariables = [][2]string{
	{"OFFHOOK_CTI_PASSWORD", "The CTI user's password, for unattended sign-in. It is read once and removed from the environment."},
	{"OFFHOOK_STATION_CODE", "The station's security code, likewise."},
	{"OFFHOOK_AGENT_PASSWORD", "The agent's password, likewise."},
}

var manualFiles = [][2]string{
	{"$XDG_CONFIG_HOME/offhook/PROFILE.toml", "Settings; usually in ~/.config/offhook, and PROFILE is usually default."},
	{"/etc/offhook/policy.toml, /etc/offhook/defaults.toml", "What the administrator set: settings that users cannot change, and some that they can."},
	{"$XDG_DATA_HOME/offhook/PROFILE.history.db, PROFILE.directory.db", "Calls that have ended, and contacts; usually in ~/.local/share/offhook."},
	{"$XDG_STATE_HOME/offhook/PROFILE.log", "The log; usually in ~/.local/state/offhook."},
	{"$XDG_RUNTIME_DIR/offhook/PROFILE.sock", "The socket through which commands reach the running softphone, of this user alone."},
}

// sourceDate is the day of the sources, which a build that is to be repeated
// says in SOURCE_DATE_EPOCH (reproducible-builds.org); without it, today.
func sourceDate() string {
	day := time.Now()
	if seconds, err := strconv.ParseInt(os.Getenv("SOURCE_DATE_EPOCH"), 10, 64); err == nil {
		day = time.Unix(seconds, 0)
	}
	return day.UTC().Format(time.DateOnly)
}

type manual struct{ b strings.Builder }

func (m *manual) line(format string, args ...any) {
	_, _ = fmt.Fprintf(&m.b, format+"\n", args...)
}

func (m *manual) section(title string) { m.line(".SH %s", title) }

// text writes paragraphs that are divided by an empty line.
func (m *manual) text(s string) {
	for i, p := range strings.Split(strings.TrimSpace(s), "\n\n") {
		if i > 0 {
			m.line(".PP")
		}
		m.line("%s", troff(p))
	}
}

// command writes one command with what it takes and its flags.
func (m *manual) command(n *kong.Node) {
	m.line(".TP")
	words := []string{`\fB` + troff(strings.TrimPrefix(n.FullPath(), "offhook ")) + `\fR`}
	for _, p := range n.Positional {
		words = append(words, `\fI`+troff(p.Summary())+`\fR`)
	}
	m.line("%s", strings.Join(words, " "))
	m.line("%s", troff(n.Help))
	if n.Detail != "" {
		m.line(".IP")
		m.line("%s", troff(n.Detail))
	}
	if len(shown(n.Flags)) > 0 {
		m.line(".RS")
		m.flags(n.Flags)
		m.line(".RE")
	}
}

// entry writes one name and what it is.
func (m *manual) entry(name, text string) {
	m.line(".TP")
	m.line(`\fB%s\fR`, troff(name))
	m.line("%s", troff(text))
}

// variables writes those of the environment: first those that stand for a flag.
func (m *manual) variables(app *kong.Application) {
	said := map[string]bool{}
	_ = kong.Visit(app, func(n kong.Visitable, next kong.Next) error {
		if f, ok := n.(*kong.Flag); ok && !f.Hidden {
			for _, e := range f.Envs {
				if !said[e] {
					m.entry(e, "Stands for --"+f.Name+".")
				}
				said[e] = true
			}
		}
		return next(nil)
	})
	for _, v := range manualVariables {
		m.entry(v[0], v[1])
	}
}

func (m *manual) flags(flags []*kong.Flag) {
	for _, f := range shown(flags) {
		m.line(".TP")
		m.line(`\fB%s\fR`, troff(f.String()))
		help := troff(f.Help)
		for _, e := range f.Envs {
			help += ` Environment: \fB` + troff(e) + `\fR.`
		}
		m.line("%s", help)
	}
}

// shown leaves out what --help leaves out.
func shown(flags []*kong.Flag) (list []*kong.Flag) {
	for _, f := range flags {
		if !f.Hidden {
			list = append(list, f)
		}
	}
	return list
}

// troff keeps a text from being read as a request or as an escape.
func troff(s string) string {
	s = strings.NewReplacer(`\`, `\e`, "-", `\-`, "\n", " ").Replace(s)
	if strings.HasPrefix(s, ".") || strings.HasPrefix(s, "'") {
		s = `\&` + s
	}
	return s
}
