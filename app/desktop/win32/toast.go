package win32

import (
	"bytes"
	"encoding/xml"
	"fmt"

	"offhook/app/desktop"
)

// toast is a message of the desktop: the XML of a tile and toast schema, and the tag
// by which it is taken away again; without a tag it stays until Windows drops it.
type toast struct {
	tag string
	xml string
}

// The form of a toast: https://learn.microsoft.com/windows/apps/design/shell/tiles-and-notifications/toast-schema.
type (
	toastForm struct {
		XMLName    xml.Name      `xml:"toast"`
		Scenario   string        `xml:"scenario,attr,omitempty"`
		Buttons    bool          `xml:"useButtonStyle,attr,omitempty"`
		Launch     string        `xml:"launch,attr"`
		Activation string        `xml:"activationType,attr"`
		Binding    toastBinding  `xml:"visual>binding"`
		Audio      toastAudio    `xml:"audio"`
		Actions    []toastAction `xml:"actions>action,omitempty"`
	}
	toastBinding struct {
		Template string   `xml:"template,attr"`
		Texts    []string `xml:"text"`
	}
	toastAudio struct {
		Silent bool `xml:"silent,attr"`
	}
	toastAction struct {
		Content    string `xml:"content,attr"`
		Activation string `xml:"activationType,attr"`
		Arguments  string `xml:"arguments,attr"`
		Style      string `xml:"hint-buttonStyle,attr,omitempty"`
	}
)

// protocol has a button open a link.
const protocol = "protocol"

// plainToast is a message without buttons; clicking it shows the window.
func plainToast(title, text string) (toast, error) {
	return toastForm{Launch: desktop.Link{}.String()}.finish("", title, text)
}

// ringToast is the message of a call. Its texts come from outside and are data of the
// XML, which an encoder writes.
func ringToast(r desktop.Ring, l desktop.Link) (toast, error) {
	form := toastForm{Launch: desktop.Link{Profile: l.Profile}.String()}
	if !r.Calm {
		form.Scenario, form.Buttons = "incomingCall", true // stays until somebody chooses
	}
	for _, b := range []struct {
		choice       desktop.Choice
		label, style string
	}{{desktop.Answer, r.Answer, "Success"}, {desktop.Decline, r.Decline, "Critical"}} {
		if b.label == "" {
			continue
		}
		link := l
		link.Choice, link.Pressed = b.choice, true
		action := toastAction{Content: desktop.Plain(b.label), Activation: protocol, Arguments: link.String()}
		if form.Buttons {
			action.Style = b.style
		}
		form.Actions = append(form.Actions, action)
	}
	return form.finish(l.Message, r.Title, r.Text)
}

func (f toastForm) finish(tag, title, text string) (toast, error) {
	f.Activation = protocol
	f.Audio.Silent = true // it rings
	f.Binding = toastBinding{Template: "ToastGeneric", Texts: []string{desktop.Plain(title), desktop.Plain(text)}}
	var b bytes.Buffer
	if err := xml.NewEncoder(&b).Encode(f); err != nil {
		return toast{}, fmt.Errorf("desktop: toast: %w", err)
	}
	return toast{tag: tag, xml: b.String()}, nil
}
