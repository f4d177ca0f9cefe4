package screens

import (
	"math"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"offhook/app"
	"offhook/resources/lang"
	"offhook/screens/widgets"
)

// qualityPanel shows the voice of the last two minutes: what comes here as a line,
// what the far end tells of ours as a dashed one.
type qualityPanel struct {
	overall *widgets.Pill
	trouble *widgets.Paragraph
	graphs  [4]*qualityGraph
	far     *widgets.Paragraph
	content *fyne.Container
}

// qualityGraph is one figure: its name, how it is now, and its graph.
type qualityGraph struct {
	name  string
	value *widgets.Text
	top   *widgets.Text
	graph *widgets.Graph
	card  *widgets.Card

	unit      string
	places    int
	low, high float64 // the range is at least so large
	rank      func(float64) rank
	near, far func(app.QualitySecond) float64 // NaN when not known
}

func newQualityPanel() *qualityPanel {
	p := &qualityPanel{
		overall: widgets.NewPill(),
		trouble: widgets.NewParagraph("", theme.ColorNameForeground, theme.SizeNameText),
		far:     widgets.NewParagraph("", widgets.ColorMuted, theme.SizeNameCaptionText),
	}
	p.trouble.Hide()
	reported := func(f func(app.QualitySecond) float64) func(app.QualitySecond) float64 {
		return func(s app.QualitySecond) float64 {
			if !s.Far {
				return math.NaN()
			}
			return f(s)
		}
	}
	known := func(v float64) float64 {
		if v == 0 {
			return math.NaN()
		}
		return v
	}
	p.graphs = [4]*qualityGraph{
		{name: lang.X("quality.mos", "Quality (MOS)"), places: 1, low: 1, high: 4.5, rank: rankMOS,
			near: func(s app.QualitySecond) float64 { return known(s.MOS) },
			far:  reported(func(s app.QualitySecond) float64 { return known(s.FarMOS) })},
		{name: lang.X("quality.loss", "Loss"), unit: " %", places: 1, high: 5, rank: func(v float64) rank { return upTo(v, 1, 5) },
			near: func(s app.QualitySecond) float64 { return 100 * s.Loss },
			far:  reported(func(s app.QualitySecond) float64 { return 100 * s.FarLoss })},
		{name: lang.X("quality.jitter", "Jitter"), unit: " ms", high: 50, rank: func(v float64) rank { return upTo(v, 20, 50) },
			near: func(s app.QualitySecond) float64 { return s.JitterMs },
			far:  reported(func(s app.QualitySecond) float64 { return s.FarJitterMs })},
		{name: lang.X("quality.delay", "Delay"), unit: " ms", high: 200, rank: func(v float64) rank { return upTo(v, 150, 300) },
			near: func(s app.QualitySecond) float64 { return s.DelayMs },
			far:  func(app.QualitySecond) float64 { return math.NaN() }},
	}
	cards := make([]fyne.CanvasObject, len(p.graphs))
	for i, g := range p.graphs {
		g.build()
		cards[i] = g.card
	}
	p.content = widgets.Column(widgets.Gap,
		widgets.Row(0, p.overall),
		p.trouble, p.far,
		widgets.Grid(2, 260, widgets.Gap, cards...))
	return p
}

func (g *qualityGraph) build() {
	g.value = widgets.NewStrong("", widgets.ColorMuted, theme.SizeNameText)
	g.top = widgets.NewText("", widgets.ColorMuted, widgets.SizeTiny)
	g.graph = widgets.NewGraph(app.QualitySeconds, g.name)
	small := func(s string) *widgets.Text { return widgets.NewText(s, widgets.ColorMuted, widgets.SizeTiny) }
	g.card = widgets.NewCard(widgets.Column(widgets.GapTiny,
		widgets.RowGrow(widgets.GapSmall, 0, widgets.NewStrong(g.name, theme.ColorNameForeground, theme.SizeNameText).Shrinking(), g.value),
		g.graph,
		widgets.RowGrow(widgets.GapSmall, 1, small(lang.X("quality.ago", "2 min ago")), widgets.Column(0), g.top)))
	g.card.Padding = widgets.Gap
}

// update shows the last minutes. It reports whether its height may have changed.
func (p *qualityPanel) update(v app.QualityView) bool {
	var last app.QualitySecond
	if n := len(v.Seconds); n > 0 {
		last = v.Seconds[n-1]
	}
	l := rankLook(rankMOS(last.MOS))
	if v.Voice.Active && v.Voice.Hearing+v.Voice.Speaking != "" {
		l = rankLook(rankPoor) // however well it would come
	}
	word := lang.X("quality.now", "Voice: {{.Word}}", map[string]any{"Word": l.word})
	switch {
	case len(v.Seconds) == 0:
		word = lang.X("quality.none", "No call with voice yet")
	case !v.Voice.Active:
		word = lang.X("quality.over", "The last call: {{.Word}}", map[string]any{"Word": l.word})
	}
	p.overall.Set(l.icon, word, l.ink, l.soft, false)
	for _, g := range p.graphs {
		g.update(v.Seconds)
	}
	text := ""
	for _, code := range []string{v.Voice.Hearing, v.Voice.Speaking} {
		if code != "" && v.Voice.Active {
			text = addLine(text, alarmWord(code))
		}
	}
	changed := text != p.trouble.Text || p.setFar(last)
	p.trouble.SetText(text)
	p.trouble.Hidden = text == ""
	return changed
}

// setFar says what the lines are, and whether that has changed.
func (p *qualityPanel) setFar(last app.QualitySecond) bool {
	text := ""
	switch {
	case last.Far:
		text = lang.X("quality.far", "Line: what you hear. Dashed: how you are heard, as the other side reports.")
	case !last.At.IsZero():
		text = lang.X("quality.near", "Line: what you hear. The other side does not report how you are heard.")
	}
	changed := p.far.Text != text
	p.far.SetText(text)
	p.far.Hidden = text == ""
	return changed
}

func (g *qualityGraph) update(seconds []app.QualitySecond) {
	near, far := make([]float64, len(seconds)), make([]float64, len(seconds))
	high, ink, text := g.high, widgets.ColorMuted, "–"
	for i, s := range seconds {
		near[i], far[i] = g.near(s), g.far(s)
		for _, v := range []float64{near[i], far[i]} {
			if !math.IsNaN(v) {
				high = max(high, v)
			}
		}
	}
	if n := len(near); n > 0 && !math.IsNaN(near[n-1]) {
		l := rankLook(g.rank(near[n-1]))
		ink, text = l.ink, decimal(near[n-1], g.places)+g.unit+" · "+l.word
	}
	g.value.SetColor(ink)
	g.value.SetText(text)
	g.top.SetText(decimal(g.low, 0) + "–" + decimal(high, g.topPlaces()) + g.unit)
	g.graph.Name = g.name + ": " + text
	g.graph.Set(gaps(seconds, near), gaps(seconds, far), g.low, high, ink)
	widgets.Relayout(g.card.Content.(*fyne.Container).Objects[0].(*fyne.Container))
}

// topPlaces is how exactly the top of the range is told.
func (g *qualityGraph) topPlaces() int {
	if g.unit == "" {
		return 1
	}
	return 0
}

// gaps spreads values over the time at which they were taken, so that seconds
// without voice are seen as such.
func gaps(seconds []app.QualitySecond, values []float64) []float64 {
	var out []float64
	for i, v := range values {
		if i > 0 {
			missing := int(seconds[i].At.Sub(seconds[i-1].At).Round(time.Second)/time.Second) - 1
			for range min(missing, app.QualitySeconds) {
				out = append(out, math.NaN())
			}
		}
		out = append(out, v)
	}
	return out[max(0, len(out)-app.QualitySeconds):]
}

func (p *qualityPanel) inspect(in *inspector) {
	in.add("quality.overall", p.overall, p.overall.Text)
	in.add("quality.trouble", p.trouble, p.trouble.Text)
	for i, name := range [4]string{"quality.mos", "quality.loss", "quality.jitter", "quality.delay"} {
		in.add(name, p.graphs[i].graph, p.graphs[i].value.Text)
	}
}
