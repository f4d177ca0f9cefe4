package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"sync"
	"syscall"

	"fyne.io/fyne/v2"
	"github.com/alecthomas/kong"
	"github.com/charmbracelet/x/term"

	"offhook/app"
	"offhook/app/control"
	"offhook/app/desktop"
	"offhook/resources/lang"
	"offhook/textmode"
)

// textChoice is the value of --text: empty for the window, auto for what fits the
// terminal, full or plain.
type textChoice string

// The values of --text.
const (
	textNone  textChoice = ""
	textAuto  textChoice = "auto"
	textFull  textChoice = "full"
	textPlain textChoice = "plain"
)

// Decode implements kong.MapperValue: the flag alone means auto.
func (c *textChoice) Decode(ctx *kong.DecodeContext) error {
	if ctx.Scan.Peek().Type != kong.FlagValueToken {
		*c = textAuto
		return nil
	}
	switch v := textChoice(fmt.Sprint(ctx.Scan.Pop().Value)); v {
	case textNone, textAuto, textFull, textPlain:
		*c = v
		return nil
	}
	return errors.New("say auto, full or plain")
}

// IsBool implements kong.BoolMapperValue: the flag may have no value.
func (c *textChoice) IsBool() bool { return true }

var _ kong.BoolMapperValue = (*textChoice)(nil)

// textFlags choose the terminal in place of the window.
type textFlags struct {
	Text textChoice `help:"Work in this terminal, without a window. --text=plain writes lines alone, for screen readers and simple terminals; --text=full one screen." env:"OFFHOOK_TEXT"`
}

// look is how the app is to be shown.
type look struct {
	minimised bool
	text      textChoice
}

// mode is how the terminal is used. What cannot move its cursor, or is no
// terminal, gets lines.
func (c textChoice) mode(in, out *os.File) (textmode.Mode, error) {
	able := term.IsTerminal(in.Fd()) && term.IsTerminal(out.Fd())
	switch {
	case c == textPlain:
		return textmode.Plain, nil
	case c == textFull && !able:
		return 0, exitError{exitUsage, "--text=full needs a terminal: use --text=plain"}
	case c == textFull:
		return textmode.Full, nil
	case !able, os.Getenv("TERM") == "dumb":
		return textmode.Plain, nil
	}
	return textmode.Full, nil
}

// offerText is what to do where no window can be shown: the text mode, when the
// agent agrees. It reads the answer from the terminal.
func (e *environment) offerText(why string) (textChoice, error) {
	if !term.IsTerminal(os.Stdin.Fd()) {
		return textNone, exitError{exitFailed, lang.X("text.noDisplay.hint", "{{.Why}} offhook --text works in a terminal instead.", map[string]any{"Why": why})}
	}
	_, _ = fmt.Fprintf(e.stderr, "%s %s ", why, lang.X("text.noDisplay.ask", "Work in this terminal instead? [y/n]"))
	answer, err := bufio.NewReader(os.Stdin).ReadString('\n')
	if err != nil && err != io.EOF {
		return textNone, err
	}
	if yes(answer) {
		return textAuto, nil
	}
	return textNone, exitError{exitFailed, lang.X("text.noDisplay.no", "Offhook was not started.")}
}

// yes reports whether an answer is a yes in the language of the question, or in
// English.
func yes(answer string) bool {
	answer = strings.ToLower(strings.TrimSpace(answer))
	letter := lang.X("text.yes", "y")
	return answer != "" && (strings.HasPrefix(answer, letter) || strings.HasPrefix(answer, "y"))
}

// textHandler serves the local socket's commands where there is no window.
type textHandler struct{ app *app.App }

func (h textHandler) Handle(ctx context.Context, req control.Request, emit func(control.Response) bool) {
	switch req.Command {
	case "raise":
		emit(control.Response{Code: control.OK})
	case "clipboard", "inspect":
		emit(control.Response{Code: control.Refused, Error: "not in the text mode"})
	default:
		h.app.Handle(ctx, req, emit)
	}
}

// noIcon keeps from the desktop the icon whose menu is about a window.
type noIcon struct{ app.Surroundings }

func (n noIcon) Set(s desktop.State) {
	s.Tray = desktop.Tray{}
	n.Surroundings.Set(s)
}

// Press passes on what a message's button says, where those come back as links.
func (n noIcon) Press(l desktop.Link) bool {
	p, ok := n.Surroundings.(app.Pressable)
	return ok && p.Press(l)
}

// runText runs the app in the terminal until the agent ends it, a signal comes or
// the terminal is gone; then it signs out.
func (e *environment) runText(o app.Options, l *logs, bound *control.Bound, choice textChoice) error {
	mode, err := choice.mode(os.Stdin, os.Stdout)
	if err != nil {
		return err
	}
	// Libraries that complain on stderr would write into the screen.
	restore, err := stderrTo(l.path)
	if err != nil {
		return err
	}
	defer restore()
	ctx, stop := signal.NotifyContext(e.ctx, syscall.SIGHUP)
	defer stop()

	fyne.SetCurrentApp(headless{})
	feed := textmode.NewFeed()
	o.Dispatch, o.Autostart, o.WindowsPath = feed.Dispatch, nil, ""
	if around := o.Desktop; around != nil {
		o.Desktop = func(h desktop.Heard) app.Surroundings { return noIcon{around(h)} }
	}
	a := app.New(o)
	server := bound.Serve(textHandler{a}, o.Logger)
	o.Logger.Info("started in the terminal", "version", e.version, "profile", e.globals.Profile)

	running, quit := context.WithCancel(ctx)
	defer quit()
	var ended sync.WaitGroup
	ended.Go(func() { _ = a.Run(running) })
	err = textmode.Run(ctx, textmode.Options{State: a.State(), Phone: a, Feed: feed, Mode: mode, In: os.Stdin, Out: os.Stdout})
	if v, _ := a.State().SignIn.Get(); v.Phase == app.PhaseSignedIn {
		_, _ = fmt.Fprintln(e.stdout, lang.X("header.signingOut", "Signing out…"))
	}
	quit()
	ended.Wait()
	if closing := server.Close(); err == nil {
		err = closing
	}
	return err
}
