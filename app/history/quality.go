package history

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"offhook/app/lookup"
)

// Quality is how the voice of one call went beside its MOS and loss. What was not
// measured is zero. Comparable.
type Quality struct {
	MOSMin float64 // the worst second, 1 to 4.5
	// JitterMs and DelayMs are means over the call, the two Max the worst second.
	// The delay is half the round trip and the wait in the jitter buffer.
	JitterMs, JitterMaxMs float64
	DelayMs, DelayMaxMs   float64
	// FarMOS and FarLoss are what the far end told of our voice, 1 to 5 and 0 to 1.
	FarMOS, FarLoss float64
	Codec           string // in the spelling of WTI
	Alarms          string // see FormatAlarms
}

// Alarm is a stretch of a call in which one direction of the voice did not work.
type Alarm struct {
	After, Lasted time.Duration // since the call began, and for how long; whole seconds
	What          string        // a code without blanks, such as nothingArrives
}

// alarmsKept is how many alarms of one call are kept; the first ones count.
const alarmsKept = 20

// FormatAlarms writes alarms as they are kept and exported, each as
// "seconds since the call began"+"seconds that it lasted":"code", with blanks
// between them.
func FormatAlarms(list []Alarm) string {
	var parts []string
	for _, a := range list[:min(len(list), alarmsKept)] {
		parts = append(parts, fmt.Sprintf("%d+%d:%s", int(max(0, a.After)/time.Second), int(max(0, a.Lasted)/time.Second), a.What))
	}
	return strings.Join(parts, " ")
}

// ParseAlarms reads what FormatAlarms wrote. What it cannot read it leaves out.
func ParseAlarms(s string) (list []Alarm) {
	for part := range strings.FieldsSeq(s) {
		span, what, ok := strings.Cut(part, ":")
		after, lasted, both := strings.Cut(span, "+")
		a, errA := strconv.Atoi(after)
		l, errL := strconv.Atoi(lasted)
		if ok && both && errA == nil && errL == nil && a >= 0 && l >= 0 && what != "" {
			list = append(list, Alarm{After: time.Duration(a) * time.Second, Lasted: time.Duration(l) * time.Second, What: what})
		}
	}
	return list
}

// AlarmList is Alarms in parts.
func (q Quality) AlarmList() []Alarm { return ParseAlarms(q.Alarms) }

// bounded cuts the texts to what is kept.
func (q Quality) bounded() Quality {
	q.Codec = lookup.Bounded(q.Codec)
	list := q.AlarmList()
	for i := range list {
		list[i].What = lookup.Bounded(list[i].What)
	}
	q.Alarms = FormatAlarms(list)
	return q
}

// fields are the columns of a call's quality, in their order in the table.
func (q *Quality) fields() []any {
	return []any{
		&q.MOSMin, &q.JitterMs, &q.JitterMaxMs, &q.DelayMs, &q.DelayMaxMs, &q.FarMOS, &q.FarLoss, &q.Codec, &q.Alarms,
	}
}
