package screens

import (
	"fmt"

	"fyne.io/fyne/v2"

	"offhook/app"
	"offhook/resources/lang"
	"offhook/screens/widgets"
)

// voiceSection is the live voice: its quality and what it goes by.
type voiceSection struct {
	quality *qualityPanel
	facts   *facts
	content *fyne.Container
}

func newVoiceSection() *voiceSection {
	v := &voiceSection{quality: newQualityPanel()}
	v.facts = newFacts(
		lang.X("diag.voice.codec", "Codec"), lang.X("diag.voice.far", "Voice goes to"), lang.X("diag.voice.local", "Voice comes to"),
		lang.X("diag.voice.encryption", "Encryption"), lang.X("diag.voice.dscp", "Network priority (DSCP)"), lang.X("diag.voice.trip", "Round trip"),
		lang.X("diag.voice.microphone", "Microphone"), lang.X("diag.voice.speaker", "Speaker"), lang.X("diag.voice.buffer", "Jitter buffer"),
		lang.X("diag.voice.packets", "Packets sent, received"), lang.X("diag.voice.lost", "Lost, late, twice"), lang.X("diag.voice.rejected", "Damaged, forged, from elsewhere"),
		lang.X("diag.voice.concealed", "Made up for what was missing"),
	)
	v.content = widgets.Column(widgets.GapLarge, v.quality.content, v.facts.content)
	return v
}

// update shows the voice path. It reports whether its height may have changed.
func (v *voiceSection) update(q app.QualityView) bool {
	d := q.Voice
	if d.Far == "" {
		v.facts.set(make([]string, len(v.facts.values))...)
		return v.quality.update(q)
	}
	codec := codecWord(d.Codec)
	if d.PacketMs > 0 {
		codec += fmt.Sprintf(" · %d ms", d.PacketMs)
	}
	encryption, dscp := plain(d.Encryption), fmt.Sprint(d.DSCP)
	if encryption == "" {
		encryption = lang.X("diag.voice.plain", "not encrypted")
	}
	if d.DSCP == 0 {
		dscp = lang.X("diag.voice.unmarked", "not marked")
	}
	trip := ""
	if d.RoundTripMs > 0 {
		trip = decimal(d.RoundTripMs, 0) + " ms"
	}
	v.facts.set(codec, d.Far, d.Local, encryption, dscp, trip,
		device(d.Microphone), device(d.Speaker),
		lang.X("diag.voice.aims", "{{.Now}} ms, aims at {{.Aim}}", map[string]any{"Now": decimal(d.BufferMs, 0), "Aim": decimal(d.TargetMs, 0)}),
		fmt.Sprintf("%d, %d", d.Sent, d.Received), fmt.Sprintf("%d, %d, %d", d.Lost, d.Late, d.Duplicate),
		fmt.Sprintf("%d, %d, %d", d.Discarded, d.Forged, d.Foreign), decimal(d.ConcealedMs/1000, 1)+" s")
	return v.quality.update(q)
}

// device names a sound device, or says that there is none.
func device(name string) string {
	if name = plain(name); name == "" {
		return lang.X("diag.voice.noDevice", "none")
	}
	return name
}

func (v *voiceSection) inspect(in *inspector) {
	v.quality.inspect(in)
	in.add("diag.voice", v.facts.content, v.facts.text())
}
