package support

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
)

// Trace cleans a protocol trace, as [offhook/wti.Trace] writes it: of the frames
// only those values stay that are known to say how the protocol goes. Everything
// else, whoever brought it, becomes a label that is the same wherever the value is,
// so that it can be followed and not read. A line that cannot be read is left out.
func Trace(lines []byte, extension string) []byte {
	l := labels{extension: extension, given: map[string]string{}}
	var out []byte
	for line := range bytes.Lines(lines) {
		v, err := decodeJSON(line)
		record, ok := v.(map[string]any)
		if err != nil || !ok {
			continue
		}
		if name, ok := record["name"].(string); ok && !word.MatchString(name) {
			record["name"] = l.label(name)
		}
		record["frame"] = l.clean("", record["frame"])
		if clean, err := encodeJSON(record); err == nil {
			out = append(out, clean...)
		}
	}
	return out
}

// word is what commands, states and causes are made of.
var word = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_]{0,60}$`)

// telling are the members, in small letters without signs, that say how the
// protocol goes and nothing of people. What stands in them stays.
var telling = setOf(`
		invokeid headertype request response event version protocolversion applicationid actualsessionduration requestedsessionduration
		sessionduration monitorcrossrefid callid globallyuniquecalllinkageid switchname deviceinstance controllablebyothersessions
		cause reason code operation localconnectioninfo connectioninfo workmode requestedagentstate agentstate talkstate ispending
		reasoncode loggedonstate ringer ringmode ringpattern lamp lampmode lampcolor button buttonfunction hookswitchonhook onhook
		dependencymode mediamode forcelogin unicodescript address port codec codecs packetsize encryptionlist channeltype protocol signalingencryption mls status state
		servicelinkstatus linkstatus servicestate userenteredcodetype userenteredcodeindicator trunkgroup trunkmember
		isregistered consultoptions partycharacteristics participationtype appearance
		invertfilter bridged callcleared conferenced connectioncleared delivered diverted established failed held networkreached
		originated queued retrieved serviceinitiated transferred`)

// plainValue is what stands in them; a long run of digits is only told from a
// number where it is a call's id.
var plainValue = regexp.MustCompile(`^[A-Za-z0-9_.-]{0,60}$`)

var callIDs = setOf("callid globallyuniquecalllinkageid")

// deviceTail is what follows the number in a device's id: switch, address, instance.
var deviceTail = regexp.MustCompile(`^[A-Za-z0-9_-]{0,32}:[0-9.]*:[0-9]*$`)

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// labels gives each value that is hidden a name.
type labels struct {
	extension string
	given     map[string]string
}

func (l *labels) label(value string) string {
	if l.given[value] == "" {
		l.given[value] = fmt.Sprintf("value-%d", len(l.given)+1)
	}
	return l.given[value]
}

// clean hides what is not known to be harmless in a member's value.
func (l *labels) clean(member string, v any) any {
	switch v := v.(type) {
	case map[string]any:
		for k := range v {
			v[k] = l.clean(squash(k), v[k])
		}
	case []any:
		for i := range v {
			v[i] = l.clean(member, v[i])
		}
	case string:
		return l.text(member, v)
	case json.Number:
		if !telling[member] {
			return l.label(v.String())
		}
	}
	return v // true, false, null, and what was cleaned above
}

// text cleans a text, which may be JSON itself.
func (l *labels) text(member, s string) any {
	if strings.HasPrefix(strings.TrimSpace(s), "{") {
		if inner, err := decodeJSON([]byte(s)); err == nil {
			if clean, err := encodeJSON(l.clean(member, inner)); err == nil {
				return strings.TrimSpace(string(clean))
			}
		}
	}
	number, rest, isDevice := strings.Cut(s, ":")
	switch {
	case s == "", telling[member] && plainValue.MatchString(s) && (callIDs[member] || !longRun.MatchString(s)):
		return s
	case isDevice && l.extension != "" && number == l.extension:
		return s // our own station
	case isDevice && number != "" && deviceTail.MatchString(rest):
		return l.label(number) + ":" + rest
	}
	return l.label(s)
}

// squash is a member's name in small letters without signs.
func squash(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		}
		return -1
	}, s)
}
