package wti

import (
	"encoding/base64"
	"encoding/hex"
	"strings"
	"unicode"
	"unicode/utf8"
)

// info reads what an event tells about its call (protocol notes §7.2). name is
// the event's XML name, whose private data has Avaya's part.
func (d *decoder) info(p value, name string) CallInfo {
	priv := p.private(name)
	pick := func(names ...string) value {
		if m := priv.get(names...); m.present() {
			return m
		}
		return p.get(names...)
	}
	i := CallInfo{
		UCID:           ucid(p),
		Calling:        p.member("callingDevice").party(),
		NetworkCalling: p.member("networkCallingDevice").party(),
		Called:         p.member("calledDevice").party(),
		NetworkCalled:  p.member("networkCalledDevice").party(),
		Redirecting:    p.member("lastRedirectionDevice").party(),
		VDN:            pick("distributingVDN").party().Number,
		Skill:          pick("acdGroup").party().Number,
		Trunk:          trunk(pick("trunkGroup"), pick("trunkMember")),
		Channel:        pick("channelType").text(),
		Agent:          pick("logicalAgent").party().Number,
		Distributing:   pick("distributingDevice").party(),
		Entered:        entered(pick("userEnteredCode")),
		LookAhead:      lookAhead(pick("lookAheadInfo")),
		UserData:       d.userData(p.get("userData")),
		Cause:          p.get("cause").text(),
		Reason:         priv.get("reason").text(),
		Progress:       pick("progressDescription").text(),
	}
	i.Collected = i.Entered.Data
	if h := pick("deviceHistory"); h.present() {
		i.History = history(h)
	}
	if i.Trunk == "" {
		i.Trunk = firstTrunk(pick("trunkList"))
	}
	if i.UCID != "" {
		i.FormerUCID = formerUCID(p)
	}
	if i.UserData == "" {
		i.UserData = d.userData(priv.get("userData"))
	}
	if o := pick("originalCallInfo"); o.kind() == kindObject {
		d.original(&i, o)
	}
	i.Local, _ = stateOf(p.member("localConnectionInfo"))
	return i
}

func trunk(group, member value) string {
	g, m := group.text(), member.text()
	if g == "" || m == "" {
		return g
	}
	return g + "/" + m
}

// firstTrunk is the first trunk of a merged call's list, which says on which its
// outside parties are (protocol notes §7.2).
func firstTrunk(list value) string {
	for t := range list.items("trunkGroup", "trunkMember") {
		if s := trunk(t.get("trunkGroup"), t.get("trunkMember")); s != "" {
			return s
		}
	}
	return ""
}

// ucid reads the call linkage id; after a merge the new call's.
func ucid(p value) string {
	const leaf = "globallyUniqueCallLinkageID"
	data := p.member("callLinkageData")
	if !data.present() {
		data = p.find("newCallLinkageData")
	}
	if s := data.path("globalCallData", "globalCallLinkageID", leaf).text(); s != "" {
		return s
	}
	if s := data.find(leaf).text(); s != "" {
		return s
	}
	return p.get("ucid", leaf).text()
}

// formerUCID is the old call's id of an event that merged two.
func formerUCID(p value) string {
	list := p.member("callLinkageDataList")
	if !list.present() {
		return ""
	}
	return list.find("oldCallLinkageData").find("globallyUniqueCallLinkageID").text()
}

// userData decodes user-to-user information when it decodes to printable text,
// else it is shown raw. The bytes may be hex, base64 or text (§7.1, §12.2).
func (d *decoder) userData(v value) string {
	if v.kind() == kindObject {
		v = v.get("string", "data", "value", "userData", "#text", "content")
	}
	raw := v.text()
	if raw == "" || d.dialect.BinaryEncoding == "text" {
		return raw
	}
	if b, err := hex.DecodeString(raw); err == nil && printable(b) {
		return string(b)
	}
	sure := d.dialect.BinaryEncoding == "base64" || len(raw) >= 12 || strings.HasSuffix(raw, "=")
	if b, err := base64.StdEncoding.DecodeString(raw); sure && err == nil && printable(b) {
		return string(b)
	}
	return raw
}

func printable(b []byte) bool {
	if len(b) == 0 || !utf8.Valid(b) {
		return false
	}
	for _, r := range string(b) {
		if !unicode.IsPrint(r) {
			return false
		}
	}
	return true
}

// encodeBinary writes text as a hexBinary member in the dialect's form.
func (d Dialect) encodeBinary(text string) string {
	switch d.BinaryEncoding {
	case "text":
		return text
	case "base64":
		return base64.StdEncoding.EncodeToString([]byte(text))
	}
	return strings.ToUpper(hex.EncodeToString([]byte(text)))
}
