package wti

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// laneWidth is how wide the space between the two columns of a ladder is.
const laneWidth = 44

// Ladder draws the story of one call, found by its callID or its UCID, as text
// for a person: one line per frame with the time, an arrow between the client
// and AES, and the members that matter. Requests and their answers belong to it
// though only one of them names the call, and so do the media events between the
// first and the last frame. callIDs are used again by the switch (protocol notes
// §7.2): of several calls with the same callID it is the latest. The result is
// empty when no frame of the call is kept.
func (t *Trace) Ladder(call string) string {
	story, ucid := ladderOf(t.Records(), call)
	if len(story) == 0 {
		return ""
	}
	var b strings.Builder
	first, last := story[0].Time, story[len(story)-1].Time
	fmt.Fprintf(&b, "call %s", call)
	if ucid != "" && ucid != call {
		fmt.Fprintf(&b, ", UCID %s", ucid)
	}
	fmt.Fprintf(&b, ", %s, %d frames in %s\n", first.Format("2006-01-02"), len(story), last.Sub(first).Round(time.Millisecond))
	fmt.Fprintf(&b, "%-12s  client%sAES\n", "time", strings.Repeat(" ", laneWidth-5))
	for _, r := range story {
		fmt.Fprintf(&b, "%s  |%s|  %s\n", r.Time.Format("15:04:05.000"), r.arrow(), r.remarks())
	}
	return b.String()
}

// ladderOf picks a call's records out of all.
func ladderOf(all []Record, call string) (story []Record, ucid string) {
	about := func(r Record) bool {
		return slices.Contains(r.Calls, CallID(call)) || slices.Contains(r.UCIDs, call)
	}
	from, to := -1, -1
	for i, r := range all {
		if !about(r) {
			continue
		}
		if from < 0 {
			from = i
		}
		if own := r.ownUCID(); own != "" && own != call {
			if ucid != "" && own != ucid && r.begins() {
				from = i // the callID is used again
			}
			ucid = own
		}
		to = i
	}
	if from < 0 {
		return nil, ""
	}
	ids := []CallID{CallID(call)}
	if !slices.ContainsFunc(all, func(r Record) bool { return slices.Contains(r.Calls, CallID(call)) }) {
		ids = callIDsOf(all[from:to+1], call)
		to = lastOf(all, from, to, ids, call)
	}
	for _, r := range all[from : to+1] {
		if about(r) || sharesCall(r, ids) || r.media() || r.Kind == RecordNote {
			story = append(story, r)
		}
	}
	return story, ucid
}

// callIDsOf are the callIDs that came together with a UCID.
func callIDsOf(records []Record, ucid string) (ids []CallID) {
	for _, r := range records {
		if r.ownUCID() == ucid {
			ids = union(ids, r.Calls)
		}
	}
	return ids
}

// lastOf is where the story of these callIDs ends: before one is used again.
func lastOf(all []Record, from, to int, ids []CallID, ucid string) int {
	for i := from; i < len(all); i++ {
		if !sharesCall(all[i], ids) {
			continue
		}
		if own := all[i].ownUCID(); own != "" && own != ucid && all[i].begins() {
			break
		}
		to = max(to, i)
	}
	return to
}

func sharesCall(r Record, ids []CallID) bool {
	return slices.ContainsFunc(r.Calls, func(id CallID) bool { return slices.Contains(ids, id) })
}

// ownUCID is the UCID of a frame that names just one.
func (r Record) ownUCID() string {
	if len(r.UCIDs) == 1 {
		return r.UCIDs[0]
	}
	return ""
}

// begins says that a frame is the first of a call.
func (r Record) begins() bool {
	if r.Kind != RecordEvent {
		return false
	}
	for _, name := range []string{"Delivered", "Offered", "ServiceInitiated", "Originated"} {
		if sameName(r.Name, name) {
			return true
		}
	}
	return false
}

// media says that a frame is about the voice, which is the device's and names no
// call (protocol notes §5.5).
func (r Record) media() bool {
	return r.Kind == RecordEvent && (sameName(r.Name, "MediaStart") || sameName(r.Name, "MediaStop"))
}

// arrow draws the frame between the columns.
func (r Record) arrow() string {
	name := r.Name
	if r.ID != 0 && r.Kind != RecordEvent {
		name += " #" + strconv.Itoa(r.ID)
	}
	if r.Kind == RecordNote {
		return center(" "+name+" ", '.')
	}
	if r.Out {
		return center(" "+name+" ", '-')[1:] + ">"
	}
	return "<" + center(" "+name+" ", '-')[1:]
}

func center(s string, fill rune) string {
	gap := max(0, laneWidth-len(s))
	return strings.Repeat(string(fill), gap/2) + s + strings.Repeat(string(fill), gap-gap/2)
}

// remarks are the members of a frame that tell what happened.
func (r Record) remarks() string {
	var b strings.Builder
	if r.Kind == RecordResponse || r.Kind == RecordRefusal {
		outcome := "ok"
		if r.Kind == RecordRefusal {
			outcome = "REFUSED"
		}
		fmt.Fprintf(&b, "%s in %s ", outcome, r.Duration.Round(time.Millisecond/10))
	}
	t := newTree()
	defer t.release()
	root, err := t.parse(r.Frame)
	if err != nil {
		return strings.TrimSpace(b.String())
	}
	f, err := readFrame(root)
	if r.Kind == RecordNote || err != nil {
		return strings.TrimSpace(root.get("error").text())
	}
	if e := refusal(f, f.name, nil); r.Kind == RecordRefusal && e != nil {
		fmt.Fprintf(&b, "%s %s ", strings.Trim(e.Category+"."+e.Code, "."), e.Text)
	}
	remark(&b, f.payload, 0)
	return strings.TrimSpace(b.String())
}

// telling are the members worth showing, by their squashed names.
var telling = map[string]bool{
	"callid": true, "localconnectioninfo": true, "cause": true, "callingdevice": true, "calleddevice": true,
	"alertingdevice": true, "answeringdevice": true, "releasingdevice": true, "holdingdevice": true,
	"retrievingdevice": true, "divertingdevice": true, "failingdevice": true, "newdestination": true,
	"consulteddevice": true, "calleddirectorynumber": true, "transferringdevice": true, "transferredtodevice": true,
	"conferencingdevice": true, "addedparty": true, "queue": true, "callsinfront": true, "acdgroup": true,
	"distributingvdn": true, "networkinterfaceused": true, "rtpaddress": true, "codec": true,
	"transferredto": true, "devicetojoin": true, "participationtype": true, "globallyuniquecalllinkageid": true,
}

// remark writes name=value for each telling member.
func remark(b *strings.Builder, v value, depth int) {
	if depth > 8 {
		return
	}
	for c := range v.children() {
		key := squash(c.key())
		switch {
		case !telling[key] || c.key() == "":
			remark(b, c, depth+1)
		case key == "rtpaddress":
			fmt.Fprintf(b, "rtp=%s:%s ", c.get("address").text(), c.get("port").text())
		case key == "globallyuniquecalllinkageid":
			fmt.Fprintf(b, "ucid=%s ", c.text())
		case c.kind() == kindObject || c.kind() == kindArray:
			if conn := c.connection(); conn.Call != "" {
				fmt.Fprintf(b, "%s=%s ", c.key(), conn.Call)
			} else if id, known := c.device(); known {
				fmt.Fprintf(b, "%s=%s ", c.key(), numberOf(id))
			}
		case c.text() != "" && c.text() != "0":
			fmt.Fprintf(b, "%s=%s ", c.key(), numberOf(c.text()))
		}
	}
}
