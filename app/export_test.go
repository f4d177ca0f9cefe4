package app

import (
	"context"
	"time"

	"offhook/app/history"
	"offhook/media"
	"offhook/wti"
)

// MediaOf is what the voice path is told about a stream's encryption.
func MediaOf(e wti.MediaStarted) (media.Crypto, error) { return cryptoOf(e.Encryption) }

// OpenPage hands an address to the desktop's browser.
func OpenPage(ctx context.Context, url string) error { return openPage(ctx, url) }

// OfferedCodecs is what the registration offers.
func OfferedCodecs(s Settings) []string { return s.Voice.offeredCodecs() }

// Tally is the adding up of a day.
type Tally struct{ t tally }

// Look is a look at what the agent does, at a time.
func (x *Tally) Look(now time.Time, agent string, s history.Share, counting bool) {
	x.t.advance(now, agent, s, counting)
}

// Day is what the day amounts to so far, and which it is.
func (x *Tally) Day() (string, history.Day) { return x.t.day, x.t.sum() }
