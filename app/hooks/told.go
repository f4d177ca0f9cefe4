package hooks

import (
	"encoding/json"
	"os"
	"strings"
	"time"

	"offhook/app/trigger"
)

// told is what a program is told, on its standard input as one line of JSON. The
// members are a contract with it.
type told struct {
	Event     trigger.Trigger `json:"event"`
	At        time.Time       `json:"at"`
	Direction string          `json:"direction"`
	Number    string          `json:"number"`
	Name      string          `json:"name"`
	Digits    string          `json:"digits"`
	VDN       string          `json:"vdn"`
	Skill     string          `json:"skill"`
	Service   string          `json:"service"`
	UUI       string          `json:"uui"`
	UCID      string          `json:"ucid"`
	id        string          // of the call, for our log alone
}

func tell(t trigger.Trigger, c trigger.Call, at time.Time) told {
	return told{
		Event: t, At: at.UTC().Truncate(time.Millisecond), Direction: c.Direction, Number: c.Number, Name: c.Name, Digits: c.Collected, VDN: c.VDN,
		Skill: c.Skill, Service: c.Service, UUI: c.UserData, UCID: c.UCID, id: c.ID,
	}
}

// line is it as JSON.
func (t told) line() ([]byte, error) {
	data, err := json.Marshal(t)
	return append(data, '\n'), err
}

// ourPrefix begins the names of the variables that are ours.
const ourPrefix = "OFFHOOK_"

// environment is the program's own, without variables of ours that it was
// started with, and the call. A zero byte ends a variable, so there is none.
func (t told) environment() []string {
	var env []string
	for _, v := range os.Environ() {
		if !strings.HasPrefix(v, ourPrefix) {
			env = append(env, v)
		}
	}
	for _, v := range []struct{ name, value string }{
		{"EVENT", string(t.Event)}, {"DIRECTION", t.Direction}, {"NUMBER", t.Number}, {"NAME", t.Name}, {"DIGITS", t.Digits},
		{"VDN", t.VDN}, {"SKILL", t.Skill}, {"SERVICE", t.Service}, {"UUI", t.UUI}, {"UCID", t.UCID},
	} {
		env = append(env, ourPrefix+v.name+"="+strings.ReplaceAll(v.value, "\x00", ""))
	}
	return env
}
