package screens

import (
	"time"

	"offhook/app"
	"offhook/resources/lang"
	"offhook/screens/widgets"
)

// rank is how good a figure of the voice is.
type rank int

const (
	rankUnknown rank = iota
	rankGood
	rankFair
	rankPoor
)

// rankLook is a rank as word, icon and colour.
func rankLook(r rank) look {
	switch r {
	case rankGood:
		return look{"ready", lang.X("quality.good", "good"), widgets.ColorReady, widgets.ColorReadySoft}
	case rankFair:
		return look{"warning", lang.X("quality.fair", "fair"), widgets.ColorAux, widgets.ColorAuxSoft}
	case rankPoor:
		return look{"error", lang.X("quality.poor", "poor"), widgets.ColorAlert, widgets.ColorAlertSoft}
	}
	return look{"dots", lang.X("quality.unknown", "not known yet"), widgets.ColorIdle, widgets.ColorIdleSoft}
}

// upTo ranks a figure of which less is better.
func upTo(v, good, fair float64) rank {
	switch {
	case v <= good:
		return rankGood
	case v <= fair:
		return rankFair
	}
	return rankPoor
}

// rankMOS ranks a mean opinion score; 0 is not known.
func rankMOS(mos float64) rank {
	switch {
	case mos == 0:
		return rankUnknown
	case mos >= 4:
		return rankGood
	case mos >= 3.4:
		return rankFair
	}
	return rankPoor
}

// alarmWord says what did not work with the voice.
func alarmWord(code string) string {
	switch code {
	case "nothingArrives":
		return lang.X("quality.alarm.nothingArrives", "No voice came from the other side")
	case "arrivesFromElsewhere":
		return lang.X("quality.alarm.elsewhere", "Voice came from an unexpected address")
	case "arrivesUnsealed":
		return lang.X("quality.alarm.unsealed", "Encrypted voice did not open with its key")
	case "arrivesUnknown":
		return lang.X("quality.alarm.unknown", "Voice came in a form that was not agreed")
	case "arrivesSilent":
		return lang.X("quality.alarm.silent", "Only silence came from the other side")
	case "noSpeaker":
		return lang.X("quality.alarm.noSpeaker", "No loudspeaker was in use")
	case "nothingSent":
		return lang.X("quality.alarm.nothingSent", "Your voice could not be sent")
	case "notReceived":
		return lang.X("quality.alarm.notReceived", "Your voice did not reach the other side")
	case "noMicrophone":
		return lang.X("quality.alarm.noMicrophone", "No microphone was in use")
	case "microphoneSilent":
		return lang.X("quality.alarm.microphoneSilent", "The microphone gave no sound")
	}
	return plain(code)
}

// pastQuality tells how the voice of a call went, one thing a line; empty when
// nothing was measured.
func pastQuality(c app.PastCall) string {
	q := c.Quality
	text := ""
	if c.MOS > 0 {
		text = lang.X("history.quality", "Voice {{.Word}}: {{.MOS}}, worst {{.Worst}} · loss {{.Loss}} % · jitter {{.Jitter}} ms, at most {{.JitterMax}} · delay {{.Delay}} ms, at most {{.DelayMax}} · {{.Codec}}",
			map[string]any{
				"Word": rankLook(rankMOS(c.MOS)).word, "MOS": decimal(c.MOS, 1), "Worst": decimal(q.MOSMin, 1), "Loss": decimal(100*c.Loss, 1),
				"Jitter": decimal(q.JitterMs, 0), "JitterMax": decimal(q.JitterMaxMs, 0), "Delay": decimal(q.DelayMs, 0), "DelayMax": decimal(q.DelayMaxMs, 0),
				"Codec": codecWord(q.Codec),
			})
	}
	if q.FarMOS > 0 || q.FarLoss > 0 {
		mos := "–"
		if q.FarMOS > 0 {
			mos = decimal(q.FarMOS, 1)
		}
		text = addLine(text, lang.X("history.quality.far", "You were heard: {{.MOS}}, loss {{.Loss}} %", map[string]any{"MOS": mos, "Loss": decimal(100*q.FarLoss, 1)}))
	}
	for _, a := range q.AlarmList() {
		text = addLine(text, lang.X("history.quality.alarm", "At {{.Time}} for {{.Seconds}} s: {{.What}}", map[string]any{
			"Time": elapsed(time.Time{}.Add(a.After+1), time.Time{}.Add(1)), "Seconds": int(a.Lasted / time.Second), "What": alarmWord(a.What)}))
	}
	return text
}

func addLine(text, line string) string {
	if text == "" {
		return line
	}
	return text + "\n" + line
}

// decimal writes a figure with so many places.
func decimal(v float64, places int) string { return lang.Decimal(v, places) }
