package story

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"offhook/internal/testdesk"
	"offhook/wti/simulator"
)

// Teller is one telling of the story.
type Teller struct {
	Desk    *testdesk.Desk
	Switch  *simulator.Server
	Program *Program // set by the first step
	Launch  Launch
	Hands   Hands
	Out     io.Writer // a line for each step
	// Pictures is the directory for numbered screenshots, none when empty.
	Pictures string

	call *simulator.Call // the call that the present steps are about
}

// Step is one thing that the agent does, and the proof that it worked: what was
// seen, heard and found at the other side.
type Step struct {
	Name string
	Do   func(context.Context, *Teller) (proof string, err error)
}

// Tell performs the steps in order until one fails. Each step is printed with
// what was verified.
func (t *Teller) Tell(ctx context.Context, steps []Step) error {
	for i, s := range steps {
		start := time.Now()
		proof, err := s.Do(ctx, t)
		if err == nil && t.Program != nil {
			err = t.Program.complaints()
		}
		label := fmt.Sprintf("%02d %s", i+1, s.Name)
		if err != nil {
			fmt.Fprintf(t.Out, "✗ %s: %v\n", label, err)
			return errors.Join(fmt.Errorf("step %s: %w", label, err), t.picture(ctx, label+" failed"))
		}
		fmt.Fprintf(t.Out, "✓ %s: %s (%.1f s)\n", label, proof, time.Since(start).Seconds())
		if err := t.picture(ctx, label); err != nil {
			return fmt.Errorf("step %s: %w", label, err)
		}
	}
	return nil
}

// picture takes a screenshot named after the step.
func (t *Teller) picture(ctx context.Context, label string) error {
	if t.Pictures == "" || t.Program == nil {
		return nil
	}
	name := strings.ReplaceAll(label, " ", "-") + ".png"
	return t.Program.Screenshot(ctx, filepath.Join(t.Pictures, name))
}
