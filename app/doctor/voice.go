package doctor

import (
	"context"
	"fmt"
	"strings"
	"time"

	"offhook/media"
	"offhook/wti"
)

// How long voice is looked at, and what counts.
const (
	lookEvery   = 100 * time.Millisecond
	enoughVoice = 25              // packets: half a second
	nothingFor  = 4 * time.Second // until no voice is believed
	someSent    = 200             // packets of ours of which a report must tell
	manyReports = 2
	muchLoss    = 0.05 // share of packets that is worth a warning
)

// voice takes the phone off hook and looks at the voice both ways.
func (a *attempt) voice(ctx context.Context) []Check {
	both := func(v Verdict, f Finding, with values) []Check {
		return []Check{found(StepRTPOut, v, f, with), found(StepRTPIn, v, f, with)}
	}
	switch {
	case a.o.InUse:
		return both(Skipped, phoneInUse, nil)
	case a.err != nil:
		return both(Skipped, notReached, nil)
	case a.options.Mode == wti.OtherPhone || a.options.Mode == wti.DeskPhone || a.o.OpenVoice == nil:
		return both(Skipped, otherPhone, nil)
	case a.options.LastStep != 0 || a.heard == nil:
		return both(Skipped, noStationCode, nil)
	case a.busy(ctx):
		return both(Skipped, callRings, nil)
	}
	known := values{"Extension": a.options.Extension, "Codecs": strings.Join(a.heard.Announce().Codecs, ", ")}
	if err := a.offHook(ctx); err != nil {
		out := a.o.refusal(StepRTPOut, err, AES, logDMCC("SetHookswitchStatus"))
		return []Check{out, found(StepRTPIn, Skipped, notReached, nil)}
	}
	defer a.onHook()
	if !a.awaitMedia(ctx) {
		return []Check{found(StepRTPOut, Failed, rtpNoStart, known), found(StepRTPIn, Skipped, notReached, nil)}
	}
	low, high := a.heard.Ports()
	known["Address"], known["Codec"] = a.media.RTP, a.media.Codec
	known["Local"], known["Ports"] = a.heard.Announce().RTP.Addr(), fmt.Sprintf("%d–%d", low, high)
	if err := a.heard.Start(*a.media); err != nil {
		out := found(StepRTPOut, Failed, rtpCannot, known).because(err)
		return []Check{out, found(StepRTPIn, Skipped, notReached, nil)}
	}
	return a.listen(ctx, known)
}

// busy says that the extension has a call, which going off hook would answer.
func (a *attempt) busy(ctx context.Context) bool {
	ctx, cancel := context.WithTimeout(ctx, a.o.limit(requestLimit))
	defer cancel()
	list, err := a.client.SnapshotDevice(ctx, "")
	return a.calls || err == nil && len(list) > 0
}

func (a *attempt) offHook(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, a.o.limit(requestLimit))
	defer cancel()
	return a.client.SetHookswitch(ctx, false)
}

// onHook ends the dial tone, also after ctx has ended.
func (a *attempt) onHook() {
	ctx, cancel := context.WithTimeout(context.Background(), a.o.limit(requestLimit))
	defer cancel()
	_ = a.client.SetHookswitch(ctx, true)
}

// awaitMedia waits for the switch to say where the voice goes.
func (a *attempt) awaitMedia(ctx context.Context) bool {
	late := time.NewTimer(a.o.limit(5 * time.Second))
	defer late.Stop()
	for a.media == nil {
		select {
		case e := <-a.client.Events():
			if m, ok := e.(wti.MediaStarted); ok {
				a.media = &m
			}
		case <-late.C:
			return false
		case <-ctx.Done():
			return false
		}
	}
	return true
}

// listen watches the stream until both ways are known.
func (a *attempt) listen(ctx context.Context, known values) []Check {
	begun := time.Now()
	limit := a.o.limit(voiceLimit)
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	var inTook, outTook time.Duration
	for {
		select {
		case <-ctx.Done():
		case <-a.client.Events(): // nobody else takes them
			continue
		case <-tick.C:
		}
		st, passed := a.heard.Stats(), time.Since(begun)
		over := passed >= limit || ctx.Err() != nil
		in, inKnown := incoming(st, passed, over)
		out, outKnown := outgoing(st, passed, over)
		if inKnown && inTook == 0 {
			inTook = passed
		}
		if outKnown && outTook == 0 {
			outTook = passed
		}
		if inKnown && outKnown {
			return []Check{a.way(StepRTPOut, out, st, st.RemoteLoss, known).after(outTook), a.way(StepRTPIn, in, st, lossOf(st), known).after(inTook)}
		}
	}
}

// way is the check of one direction.
func (a *attempt) way(s Step, f Finding, st media.Stats, loss float64, known values) Check {
	verdict := Failed
	switch f {
	case rtpInHeard, rtpOutHeard:
		verdict = OK
	case rtpInLost, rtpOutLost, rtpOutUntold:
		verdict = Warning
	}
	v := values{"Loss": fmt.Sprintf("%.0f", 100*loss)}
	for k, x := range known {
		v[k] = x
	}
	c := found(s, verdict, f, v)
	c.Details = fmt.Sprintf("sent %d, received %d, lost %d, from elsewhere %d, unsealed %d, unknown %d, reports %d, of us %d, jitter %.1f ms, round trip %.0f ms",
		st.PacketsSent, st.PacketsReceived, st.Lost, st.Foreign, st.Forged, st.Discarded, st.Reports, st.Reported, st.JitterMs, st.RoundTripMs)
	return c
}

func lossOf(st media.Stats) float64 {
	if all := st.Lost + st.PacketsReceived; all > 0 {
		return float64(st.Lost) / float64(all)
	}
	return 0
}

// incoming says what comes of the voice to us, and whether that is known yet.
func incoming(st media.Stats, passed time.Duration, over bool) (Finding, bool) {
	switch {
	case st.PacketsReceived >= enoughVoice && lossOf(st) >= muchLoss:
		return rtpInLost, true
	case st.PacketsReceived >= enoughVoice:
		return rtpInHeard, true
	case passed < nothingFor && !over:
		return "", false
	case st.Foreign > 0:
		return rtpInElsewhere, true
	case st.Forged > 0 || st.Discarded > 0:
		return rtpInUnreadable, true
	}
	return rtpInNothing, true
}

// outgoing says what comes of our voice by the reports of the far end, and
// whether that is known yet.
func outgoing(st media.Stats, passed time.Duration, over bool) (Finding, bool) {
	unheard := st.PacketsSent >= someSent && st.Reports >= manyReports && st.Reported == 0
	switch {
	case st.Reported > 0 && st.RemoteLoss >= muchLoss:
		return rtpOutLost, true
	case st.Reported > 0:
		return rtpOutHeard, true
	case unheard || st.Speaking.Reason == media.NotReceived:
		return rtpOutNothing, true
	case st.PacketsSent == 0 && (passed >= nothingFor || over):
		return rtpOutUnsent, true
	case over && st.Reports > 0:
		return rtpOutNothing, true
	case over:
		return rtpOutUntold, true
	}
	return "", false
}
