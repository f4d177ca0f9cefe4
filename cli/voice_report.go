package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/netip"
	"time"

	"offhook/media"
	"offhook/media/device"
)

// voiceFigures is one line of "offhook voice --json". Counts are since the
// start, times in ms, levels in dBFS.
type voiceFigures struct {
	Seconds    float64 `json:"seconds"`
	Codec      string  `json:"codec"`
	Sent       uint64  `json:"packetsSent"`
	Received   uint64  `json:"packetsReceived"`
	Lost       uint64  `json:"lost"`
	Late       uint64  `json:"late"`
	Foreign    uint64  `json:"foreign"`
	Forged     uint64  `json:"forged"`
	Discarded  uint64  `json:"discarded"`
	LossPct    float64 `json:"lossPercent"`
	RemoteLoss float64 `json:"remoteLossPercent"`
	JitterMs   float64 `json:"jitterMs"`
	DelayMs    float64 `json:"delayMs"`  // how long received voice waits to be played
	TargetMs   float64 `json:"targetMs"` // how long it should
	RoundTrip  float64 `json:"roundTripMs"`
	Concealed  float64 `json:"concealedMs"`
	MOS        float64 `json:"mos"` // 1 to 4.5; 0 before it is known
	Microphone float64 `json:"microphoneLevel"`
	Speaker    float64 `json:"speakerLevel"`
	// Hearing and Speaking say why nobody hears in one direction, empty while
	// all is well.
	Hearing  string `json:"hearing,omitempty"`
	Speaking string `json:"speaking,omitempty"`
	// Silence because we or the system came too late for the loudspeaker, and voice
	// of the microphone that was lost so.
	RanDry  uint64  `json:"speakerRanDry"`
	Starved float64 `json:"speakerStarvedMs"`
	Missed  float64 `json:"microphoneMissedMs"`
	// Devices in use, empty while there is none.
	MicrophoneName string `json:"microphone"`
	SpeakerName    string `json:"speaker"`
}

// voiceReport prints how the voice goes.
type voiceReport struct {
	session *media.Session
	sound   voiceSound
	to      io.Writer
	lines   bool
	json    bool
	begun   time.Time
	devices device.State // as last told
}

// follow prints each second until ctx ends or, if that is not 0, for a time.
func (r *voiceReport) follow(ctx context.Context, limit time.Duration) error {
	if limit > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, limit)
		defer cancel()
	}
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return r.end()
		case <-tick.C:
			if err := r.line(); err != nil {
				return err
			}
		}
	}
}

func (r *voiceReport) figures() voiceFigures {
	st, levels, devices := r.session.Stats(), r.session.Levels(), r.sound.State()
	f := voiceFigures{
		Seconds: time.Since(r.begun).Round(time.Millisecond).Seconds(), Codec: st.Codec,
		Sent: st.PacketsSent, Received: st.PacketsReceived, Lost: st.Lost, Late: st.Late,
		Foreign: st.Foreign, Forged: st.Forged, Discarded: st.Discarded,
		RemoteLoss: 100 * st.RemoteLoss, JitterMs: st.JitterMs, DelayMs: st.DelayMs, TargetMs: st.TargetMs, RoundTrip: st.RoundTripMs,
		Concealed: st.ConcealedMs, MOS: st.MOS,
		Microphone: levels.Microphone.RMS, Speaker: levels.Speaker.RMS,
		Hearing: st.Hearing.Reason.String(), Speaking: st.Speaking.Reason.String(),
		MicrophoneName: devices.Capture, SpeakerName: devices.Playback,
	}
	gaps := r.sound.Gaps()
	f.RanDry, f.Starved, f.Missed = gaps.RanDry, ms(gaps.Starved), ms(gaps.Missed)
	if all := st.Lost + st.PacketsReceived; all > 0 {
		f.LossPct = 100 * float64(st.Lost) / float64(all)
	}
	return f
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// line prints the figures of now.
func (r *voiceReport) line() error {
	f := r.figures()
	switch {
	case r.json:
		return json.NewEncoder(r.to).Encode(f)
	case r.lines:
		if err := r.tellDevices(); err != nil {
			return err
		}
		_, err := fmt.Fprintln(r.to, f)
		return err
	}
	return nil
}

// tellDevices names the sound devices when they are others than before.
func (r *voiceReport) tellDevices() error {
	st := r.sound.State()
	if st == r.devices {
		return nil
	}
	r.devices = st
	name := func(s string) string {
		if s == "" {
			return "none"
		}
		return s
	}
	_, err := fmt.Fprintf(r.to, "microphone: %s, loudspeaker: %s\n", name(st.Capture), name(st.Playback))
	return err
}

// String is one line for people.
func (f voiceFigures) String() string {
	line := fmt.Sprintf("%5.0f s  %s  sent %d  received %d  lost %d (%.1f%%)  far end lost %.1f%%  jitter %.1f ms  "+
		"delay %.0f ms  round trip %.0f ms  MOS %.1f  mic %.0f dB  speaker %.0f dB",
		f.Seconds, f.Codec, f.Sent, f.Received, f.Lost, f.LossPct, f.RemoteLoss, f.JitterMs,
		f.DelayMs, f.RoundTrip, f.MOS, f.Microphone, f.Speaker)
	if f.Hearing != "" {
		line += "  hearing: " + f.Hearing
	}
	if f.Speaking != "" {
		line += "  speaking: " + f.Speaking
	}
	return line
}

// end prints the whole call's figures.
func (r *voiceReport) end() error {
	f := r.figures()
	if r.json {
		return json.NewEncoder(r.to).Encode(f)
	}
	_, err := fmt.Fprintln(r.to, f)
	return err
}

// verdict is nil when voice came, else an error that says what did instead.
func (r *voiceReport) verdict(peer netip.AddrPort) error {
	st := r.session.Stats()
	switch {
	case st.PacketsReceived > 0:
		return nil
	case st.Foreign > 0:
		return exitError{exitCheckFailed, fmt.Sprintf("nothing came from %v, but %d packets from another address; try --symmetric", peer, st.Foreign)}
	case st.Forged > 0:
		return exitError{exitCheckFailed, fmt.Sprintf("%d packets came that the keys do not open; the far end has other keys, or is not encrypted", st.Forged)}
	case st.Discarded > 0:
		return exitError{exitCheckFailed, fmt.Sprintf("%d packets came that are no voice of this codec; the far end may have another codec, or encrypt", st.Discarded)}
	}
	return exitError{exitCheckFailed, fmt.Sprintf("nothing came from %v: no far end there, or a firewall in between", peer)}
}
