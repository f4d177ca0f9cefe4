package main

import (
	"context"
	"errors"
	"fmt"
	"image"
	"sync"
	"time"

	"offhook/internal/story"
	"offhook/internal/testdesk"
	"offhook/wti/simulator"
)

// eachSecond is how many events come while calls ring.
const eachSecond = 1000

// events measures from the moment that a ringing call's event is handed to the
// program's socket to the moment that the pixels at its card's place change, with
// a thousand other events a second before, between and after.
func (b *bench) events(ctx context.Context, desk *testdesk.Desk) error {
	aes, err := simulator.New(simulator.Options{})
	if err != nil {
		return err
	}
	defer func() { _ = aes.Close() }()
	tap, url, err := story.NewTap(aes.URL())
	if err != nil {
		return err
	}
	defer tap.Close()
	p, err := b.signedIn(ctx, desk, url)
	if err != nil {
		return err
	}
	return errors.Join(b.flooded(ctx, aes, tap, p), p.Close())
}

func (b *bench) flooded(ctx context.Context, aes *simulator.Server, tap *story.Tap, p *story.Program) error {
	if err := ready(ctx, p); err != nil {
		return err
	}
	card, err := cardPlace(ctx, aes, p)
	if err != nil {
		return err
	}
	flooding, stop := context.WithTimeout(ctx, b.flood)
	defer stop()
	sent := 0
	var flood sync.WaitGroup
	flood.Go(func() { sent = pour(flooding, aes) })
	var took []time.Duration
	for flooding.Err() == nil {
		d, err := eventToPixels(ctx, aes, tap, p, card)
		if err != nil {
			stop()
			flood.Wait()
			return err
		}
		took = append(took, d)
	}
	flood.Wait()
	b.delays(fmt.Sprintf("event to pixels, beside %.0f events/s", float64(sent)/b.flood.Seconds()), took, 0.99, 50*time.Millisecond)
	return nil
}

// pour sends numbered changes of the telephone's display, and returns how many.
func pour(ctx context.Context, aes *simulator.Server) (sent int) {
	for began := time.Now(); ctx.Err() == nil; time.Sleep(time.Millisecond) {
		for due := int(time.Since(began) * eachSecond / time.Second); sent < due; sent++ {
			aes.Inject(fmt.Sprintf(`{"header":{"invokeId":9999,"headerType":"event","event":"DisplayUpdatedEvent","version":"v2"},`+
				`"payload":{"device":{"deviceIdentifier":"%s:CM1:0.0.0.0:0"},"displayID":"1","contentsOfDisplay":"number %d"}}`, story.Extension, sent))
		}
	}
	return sent
}

// cardPlace rings once to learn where a call's card appears.
func cardPlace(ctx context.Context, aes *simulator.Server, p *story.Program) (image.Rectangle, error) {
	call, err := ring(aes, simulator.Silence())
	if err != nil {
		return image.Rectangle{}, err
	}
	e, err := p.WaitElement(ctx, "call.*.card", nil)
	if err != nil {
		return image.Rectangle{}, err
	}
	return e.Area(p.Window().Inside), end(ctx, p, call)
}

func eventToPixels(ctx context.Context, aes *simulator.Server, tap *story.Tap, p *story.Program, card image.Rectangle) (time.Duration, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, 10*time.Second, errors.New("a call did not come up within 10 s"))
	defer cancel()
	screen := p.Desk().Screen()
	if err := screen.WaitStill(ctx, card, 50*time.Millisecond); err != nil {
		return 0, err
	}
	before, passed := screen.Snapshot(card), tap.Expect("DeliveredEvent")
	call, err := ring(aes, simulator.Silence())
	if err != nil {
		return 0, err
	}
	seen, err := screen.WaitChanged(ctx, before)
	if err != nil {
		return 0, err
	}
	at, err := story.Received(ctx, passed)
	if err != nil {
		return 0, err
	}
	return seen.Sub(at), end(ctx, p, call)
}
