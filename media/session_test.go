package media_test

import (
	"fmt"
	"math"
	"testing"
	"time"

	"offhook/media"
)

func TestToneSpokenAtOneEndIsHeardAtTheOther(t *testing.T) {
	for _, codec := range []string{"g711U", "PCMA"} {
		t.Run(codec, func(t *testing.T) {
			t.Parallel()
			a, b := open(t, media.Config{}), open(t, media.Config{})
			newSound(t, a, 1015, -12)
			ear := newSound(t, b, 440, -20)
			connect(t, a, b, codec)
			eventually(t, "b receives", func() bool { return b.Stats().PacketsReceived > 25 })
			attempts(t, func() error {
				heard := ear.hear(48000)
				tone, all := tonePower(heard, 48000, 1015), loudness(heard)
				if math.Abs(tone+12) > 0.3 {
					return fmt.Errorf("tone of -12 dBFS arrives at %.1f", tone)
				}
				rest := 10 * math.Log10(math.Pow(10, all/10)-math.Pow(10, tone/10))
				if rest > -42 {
					return fmt.Errorf("beside the tone %.1f dBFS are heard, want below -42", rest)
				}
				if l := b.Levels(); math.Abs(l.Speaker.RMS+15) > 1 || math.Abs(l.Microphone.RMS+23) > 1 || l.Speaker.Meter <= 0.5 {
					return fmt.Errorf("levels = %+v, want -15 and -23 dBFS RMS", l)
				}
				return nil
			})
			if st := b.Stats(); st.Lost+st.Late+st.Discarded != 0 {
				t.Errorf("loopback lost voice: %+v", st)
			}
		})
	}
}

func TestReplacingAStreamKeepsSequenceTimestampAndSource(t *testing.T) {
	a := open(t, media.Config{})
	first, second := newPeer(t), newPeer(t)
	newSound(t, a, 300, -20)
	start(t, a, first, "g711U")
	p := first.read(t)
	start(t, a, second, "g711A")
	q := second.read(t)
	if q.SSRC != p.SSRC {
		t.Errorf("SSRC changed from %x to %x", p.SSRC, q.SSRC)
	}
	if d := q.SequenceNumber - p.SequenceNumber; d == 0 || d > 100 {
		t.Errorf("sequence goes from %d to %d", p.SequenceNumber, q.SequenceNumber)
	}
	if d := q.Timestamp - p.Timestamp; d == 0 || d > 8000 {
		t.Errorf("timestamp goes from %d to %d", p.Timestamp, q.Timestamp)
	}
	if !p.Marker || !q.Marker || q.PayloadType != 8 {
		t.Errorf("first packets have markers %v, %v, the second payload type %d", p.Marker, q.Marker, q.PayloadType)
	}
	a.Stop()
	if st := a.Stats(); st.Active || a.Active() {
		t.Error("still active after Stop")
	}
}

func TestTimestampsCountTheMicrophonesSamples(t *testing.T) {
	for _, size := range []time.Duration{0, 10 * time.Millisecond, 30 * time.Millisecond, 60 * time.Millisecond} {
		a, far := open(t, media.Config{}), newPeer(t)
		newSound(t, a, 300, -20)
		if err := a.Start(media.Remote{RTP: far.addr(), Codec: "g711U", PacketSize: size}); err != nil {
			t.Fatal(err)
		}
		want := uint32(max(size.Milliseconds(), 0) * 8)
		if size == 0 {
			want = 160
		}
		var err error
		inARow := func() bool { // as far as the machine lets the sound card run
			last := far.read(t)
			for range 8 {
				p := far.read(t)
				if p.SequenceNumber != last.SequenceNumber+1 || p.Timestamp != last.Timestamp+want || len(p.Payload) != int(want) || p.Marker {
					err = fmt.Errorf("packet size %v: after %v comes %v with %d bytes", size, last, p, len(p.Payload))
					return false
				}
				last = p
			}
			return true
		}
		for end := time.Now().Add(20 * time.Second); !inARow(); {
			if time.Now().After(end) {
				t.Fatal(err)
			}
		}
	}
}

func TestMuteKeepsSendingSilence(t *testing.T) {
	a, far := open(t, media.Config{}), newPeer(t)
	newSound(t, a, 300, -20)
	start(t, a, far, "g711U")
	far.read(t)
	a.SetMuted(true)
	eventually(t, "silence arrives", func() bool { return isSilent(far.read(t).Payload) })
	for range 5 {
		if !isSilent(far.read(t).Payload) {
			t.Fatal("voice is sent while muted")
		}
	}
	// Else the agent could not see that they talk into a muted microphone.
	eventually(t, "the meter shows the voice while muted", func() bool { return a.Levels().Microphone.RMS > -30 })
	a.SetMuted(false)
	eventually(t, "voice arrives again", func() bool { return !isSilent(far.read(t).Payload) })
}

func TestWithoutAnyDeviceSilenceKeepsFlowing(t *testing.T) {
	a, far := open(t, media.Config{}), newPeer(t)
	start(t, a, far, "g711A")
	attempts(t, func() error {
		last := far.read(t)
		begin := time.Now()
		const n = 25
		for range n {
			p := far.read(t)
			if p.SequenceNumber != last.SequenceNumber+1 || p.Timestamp != last.Timestamp+160 {
				return fmt.Errorf("after %v comes %v", last, p)
			}
			last = p
		}
		const usual = n * 20 * time.Millisecond
		if took := time.Since(begin); took < usual-60*time.Millisecond || took > usual+200*time.Millisecond {
			return fmt.Errorf("%d packets took %v, want about %v", n, took, usual)
		}
		return nil
	})
	if st := a.Stats(); !st.CaptureStalled || !st.PlaybackStalled {
		t.Errorf("stats do not say that the devices are missing: %+v", st)
	}
	newSound(t, a, 300, -20)
	eventually(t, "the device's voice arrives", func() bool { return !isSilent(far.read(t).Payload) })
	eventually(t, "stats say that the devices are back", func() bool {
		st := a.Stats()
		return !st.CaptureStalled && !st.PlaybackStalled
	})
}

func TestNothingStaleIsPlayedAfterHold(t *testing.T) {
	a, b := open(t, media.Config{}), open(t, media.Config{})
	newSound(t, a, 1015, -12)
	ear := newSound(t, b, 440, -40)
	connect(t, a, b, "g711U")
	eventually(t, "b hears", func() bool { return b.Levels().Speaker.RMS > -20 })
	b.Stop()
	ear.hear(960) // what the device had asked for already
	if l := loudness(ear.hear(4800)); l > -80 {
		t.Errorf("after Stop %.0f dBFS are heard", l)
	}
	a.Stop()
	connect(t, a, b, "g711U")
	eventually(t, "b hears again", func() bool { return b.Levels().Speaker.RMS > -20 })
}

func TestWhatIsSentBetweenTwoStreamsIsNotLost(t *testing.T) {
	a, far := open(t, media.Config{}), newPeer(t)
	sent := uint64(0)
	talk := func(first, last uint16) {
		t.Helper()
		for seq := first; seq <= last; seq++ {
			far.send(t, a.LocalRTP(), voice(7, seq, uint32(seq)*160, 0x55))
			sent++
		}
		eventually(t, "all received", func() bool { return a.Stats().PacketsReceived == sent })
	}
	start(t, a, far, "g711U")
	talk(1, 10)
	a.Stop()
	start(t, a, far, "g711U")
	talk(15, 20) // 11 to 14 went to whoever was connected meanwhile
	if got := a.Stats().Lost; got != 0 {
		t.Errorf("lost = %d, want 0", got)
	}
	talk(22, 25)
	if got := a.Stats().Lost; got != 1 {
		t.Errorf("lost = %d, want the one in the stream", got)
	}
}

func TestStartWithoutAFarEndStops(t *testing.T) {
	a, far := open(t, media.Config{}), newPeer(t)
	start(t, a, far, "g711U")
	if err := a.Start(media.Remote{Codec: "g711U"}); err != nil || a.Active() {
		t.Errorf("Start without an address: %v, active %v", err, a.Active())
	}
}

func TestLevelsFallSilentWithTheDevice(t *testing.T) {
	a := open(t, media.Config{})
	card := newSound(t, a, 300, -20) // without any call, as in the settings' microphone test
	eventually(t, "the microphone's level is shown", func() bool { return a.Levels().Microphone.RMS > -30 })
	card.stop()
	eventually(t, "the level falls", func() bool {
		return a.Levels() == media.Levels{
			Microphone: media.Level{RMS: -100, Peak: -100}, Speaker: media.Level{RMS: -100, Peak: -100},
		}
	})
}
