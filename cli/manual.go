package cli

import (
	"fmt"
	"io"
	"strings"

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
	m.line(`.TH OFFHOOK 1 "" "offhook %s" "User Commands"`, troff(version))
	m.section("NAME")
	m.line(`offhook \- agent softphone for Avaya Call Center Elite`)
	m.section("SYNOPSIS")
	m.line(`.B offhook`)
	m.line(`[\fIflags\fR] [\fIcommand\fR]`)
	m.section("DESCRIPTION")
	m.text(app.Help)
	m.section("FLAGS OF EVERY COMMAND")
	m.flags(app.Flags)
	m.section("COMMANDS")
	for _, n := range app.Leaves(true) {
		m.command(n)
	}
	m.section("SEE ALSO")
	m.text("The agent guide and the administrator guide come with the package in /usr/share/doc/offhook.")
	_, err := io.WriteString(w, m.b.String())
	return err
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
