// Command tour performs the agent's story with the built program, in a real
// window on a display of its own, with real voice: the guided tour that `make
// tour` runs. It prints what each step proved, and leaves numbered screenshots
// and recordings of what the agent heard and of both directions of the calls. Its
// exit status says whether the story held.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"offhook/internal/story"
	"offhook/internal/testdesk"
	"offhook/wti/simulator"
)

func main() {
	program := flag.String("program", "build/offhook", "the built program")
	out := flag.String("out", "build/tour", "directory for the pictures and the recording; emptied first")
	keyboard := flag.Bool("keyboard", false, "work by keyboard instead of by mouse")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := tour(ctx, *program, *out, *keyboard); err != nil {
		fmt.Fprintln(os.Stderr, "the story did not hold:", err)
		stop()
		os.Exit(1)
	}
}

func tour(ctx context.Context, program, out string, keyboard bool) (err error) {
	if program, err = filepath.Abs(program); err != nil {
		return err
	}
	if err := errors.Join(os.RemoveAll(out), os.MkdirAll(out, 0o755)); err != nil {
		return err
	}
	began := time.Now()
	desk, err := testdesk.Start(ctx, testdesk.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, desk.Close()) }()
	aes, err := simulator.New(simulator.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, aes.Close()) }()

	t := &story.Teller{
		Desk: desk, Switch: aes, Out: os.Stdout, Pictures: out, Hands: story.Mouse{},
		Launch: story.Launch{Path: program, Args: story.DemoArgs(aes.URL())},
	}
	if keyboard {
		t.Hands = story.Keyboard{}
	}
	fmt.Printf("A shift by %s: %s on a display of its own, the simulated AES at %s\n", t.Hands.Name(), program, aes.URL())
	steps := story.Shift()
	told := t.Tell(ctx, steps)
	if t.Program != nil {
		told = errors.Join(told, t.Program.Close())
	}
	told = errors.Join(told, record(desk, out, began))
	if told != nil {
		if t.Program != nil {
			fmt.Printf("the program's own words:\n%s", t.Program.Log())
		}
		return told
	}
	fmt.Printf("the story held: %d steps in %v\n", len(steps), time.Since(began).Round(time.Second))
	return nil
}

// record leaves the sound of the shift. It is the desk that records, as somebody
// beside the agent could; Offhook itself records no call.
func record(desk *testdesk.Desk, out string, began time.Time) error {
	now := time.Now()
	heard, said := desk.Speaker().Between(began, now), desk.Microphone().Between(began, now)
	ear, both := filepath.Join(out, "agent-heard.wav"), filepath.Join(out, "calls.wav")
	fmt.Printf("pictures in %s, what the agent heard in %s,\nboth directions of the calls in %s: the agent in the left channel (Offhook itself records no call: the desk does)\n",
		out, ear, both)
	return errors.Join(testdesk.WriteWAV(ear, heard), testdesk.WriteCallWAV(both, said, heard))
}
