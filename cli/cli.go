package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"

	"offhook/app/policy"
	_ "offhook/resources/locale" // before all others
)

// Exit codes of the program. They are part of its contract with scripts.
const (
	exitOK          = 0
	exitFailed      = 1
	exitUsage       = 2
	exitNotRunning  = 3
	exitNotSignedIn = 4
	exitPolicy      = 5
	exitCheckFailed = 6
)

// exitMeanings says what each exit code means, for --help and the man page.
var exitMeanings = [...]string{
	exitOK:          "ok",
	exitFailed:      "failed",
	exitUsage:       "usage",
	exitNotRunning:  "no running app",
	exitNotSignedIn: "not signed in",
	exitPolicy:      "refused by policy",
	exitCheckFailed: "check failed",
}

// exitError ends the program with a code of its own and a message.
type exitError struct {
	code int
	text string
}

func (e exitError) Error() string { return e.text }

// globals are the flags that every command has.
type globals struct {
	Profile string           `help:"Profile: its own settings, secrets and window. Letters, digits, dot, dash, underscore." default:"default" env:"OFFHOOK_PROFILE"`
	Config  string           `help:"Settings file to use instead of the profile's." type:"path" placeholder:"FILE"`
	Version kong.VersionFlag `help:"Print the version and exit."`
}

type commandLine struct {
	globals

	Run      runCommand      `cmd:"" default:"withargs" help:"Start the softphone (default)."`
	Demo     demoCommand     `cmd:"" help:"Start the softphone on the built-in simulated AES, with callers."`
	Simulate simulateCommand `cmd:"" help:"Serve the simulated AES."`

	Doctor doctorCommand `cmd:"" help:"Find out why this computer cannot connect, or has no voice: each step with its cause, who can change it, and what to tell them."`

	Policy policyCommand `cmd:"" help:"What the organisation set for this computer."`
	// The command has another name than the field of the flag --profile.
	Handout profileCommand `cmd:"" name:"profile" help:"Settings that an administrator hands out."`

	Support supportCommand `cmd:"" help:"Pack what support needs to know into a zip file, without passwords and without what callers brought."`

	Log logCommand `cmd:"" help:"Say where the log is, or change how much the running app writes into it."`

	Status     statusCommand     `cmd:"" help:"Show the running app's state."`
	Dial       dialCommand       `cmd:"" help:"Call a number, or a tel: or callto: link."`
	Answer     answerCommand     `cmd:"" help:"Answer the ringing call."`
	Hangup     hangupCommand     `cmd:"" help:"Hang up the call, or decline the ringing one."`
	Hold       holdCommand       `cmd:"" help:"Put the call on hold."`
	Retrieve   retrieveCommand   `cmd:"" help:"Take the call back from hold."`
	Consult    consultCommand    `cmd:"" help:"Call somebody about the present call."`
	Transfer   transferCommand   `cmd:"" help:"Join the two calls and leave, or send the call to a number."`
	Complete   completeCommand   `cmd:"" help:"Join the two calls and leave."`
	Swap       swapCommand       `cmd:"" help:"Change between the held and the active call."`
	Conference conferenceCommand `cmd:"" help:"Join the two calls and stay, or bring somebody into the call."`
	Cancel     cancelCommand     `cmd:"" help:"End the consultation and go back to the held call, or take back a pending work mode."`
	Deflect    deflectCommand    `cmd:"" help:"Send the ringing call to a number."`
	Drop       dropCommand       `cmd:"" help:"Take one party out of the conference."`
	Pickup     pickupCommand     `cmd:"" help:"Take a call that rings at another extension."`
	Mute       muteCommand       `cmd:"" help:"Mute or unmute the microphone."`
	Dtmf       dtmfCommand       `cmd:"" help:"Send DTMF digits on the call."`
	State      stateCommand      `cmd:"" help:"Change the agent's work mode, or sign out."`
	Dnd        dndCommand        `cmd:"" help:"Switch do-not-disturb (send all calls)."`
	Forward    forwardCommand    `cmd:"" help:"Forward all calls to a number, or not any more."`
	History    historyCommand    `cmd:"" help:"List the calls of the running app that have ended."`
	Directory  directoryCommand  `cmd:"" help:"List the contacts of the running app, or import some."`
	Pop        popCommand        `cmd:"" help:"Print which web pages the settings open for calls: a dry run."`
	Trace      traceCommand      `cmd:"" help:"Show the protocol trace of the running app, or one call's story."`
	Voice      voiceCommand      `cmd:"" help:"Test the voice path alone: RTP with the sound devices, without a server."`
	Manual     manualCommand     `cmd:"" hidden:"" help:"Print the man page."`
	Completion completionCommand `cmd:"" hidden:"" help:"Print what a shell needs to complete commands and flags."`
	Inspect    inspectCommand    `cmd:"" hidden:"" help:"List what the window shows, for tests."`
}

// Main runs the program with arguments (without the program's name) and returns
// its exit code.
func Main(args []string, version string) int {
	borrowConsole()
	return run(args, version, os.Stdout, os.Stderr)
}

func run(args []string, version string, stdout, stderr io.Writer) int {
	return runOn(policy.Read, args, version, stdout, stderr)
}

// runOn is run on a machine with what its administrator set.
func runOn(machine func(policy.Shape) policy.Machine, args []string, version string, stdout, stderr io.Writer) int {
	var line commandLine
	exit := -1
	parser, err := kong.New(&line,
		kong.Name("offhook"),
		kong.Description(purpose+"\n\n"+exitCodes()),
		kong.Vars{"version": "offhook " + version},
		kong.Writers(stdout, stderr),
		kong.Exit(func(code int) { exit = code }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
	)
	if err != nil {
		panic(err) // a wrong struct tag: a programming error
	}
	parsed, err := parser.Parse(args)
	if exit >= 0 { // --help and --version have printed and are done
		return exit
	}
	if err != nil {
		_, _ = fmt.Fprintf(stderr, "offhook: %v\nTry: offhook --help\n", err)
		return exitUsage
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	env := &environment{ctx: ctx, globals: line.globals, version: version, stdout: stdout, stderr: stderr, machine: machine}
	return env.report(parsed.Run(env))
}

// purpose is the program in a sentence.
const purpose = "Agent softphone for Avaya Call Center Elite."

// exitCodes is exitMeanings as one line.
func exitCodes() string {
	var list []string
	for code, meaning := range exitMeanings {
		list = append(list, fmt.Sprintf("%d %s", code, meaning))
	}
	return "Exit codes: " + strings.Join(list, ", ") + "."
}

// environment is what commands run in.
type environment struct {
	ctx     context.Context
	globals globals
	version string
	stdout  io.Writer
	stderr  io.Writer
	// machine finds what the administrator of this computer set.
	machine func(policy.Shape) policy.Machine
}

// report prints an error and returns the exit code for it.
func (e *environment) report(err error) int {
	if err == nil {
		return exitOK
	}
	code := exitFailed
	if x, ok := errors.AsType[exitError](err); ok {
		code = x.code
	}
	_, _ = fmt.Fprintf(e.stderr, "offhook: %v\n", err)
	return code
}
