package screens

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"offhook/app"
)

// What is wrong with the voice is said while a call is up, and nothing else.
func TestVoiceAlertNamesTheDevicesThatStandIn(t *testing.T) {
	test.NewTempApp(t)
	a := newVoiceAlert()
	a.update(app.MediaView{Active: true, Instead: true, Speaker: "Monitor", Microphone: "Camera"})
	if a.panel.Hidden || !strings.Contains(a.text.Text, "Monitor") || !strings.Contains(a.text.Text, "Camera") {
		t.Errorf("hidden %v, says %q", a.panel.Hidden, a.text.Text)
	}
	a.update(app.MediaView{Active: true, Instead: true, NoDevice: true})
	if !strings.Contains(a.text.Text, "No sound device") {
		t.Errorf("without any device it says %q", a.text.Text)
	}
	for _, v := range []app.MediaView{{Active: true}, {Instead: true}} {
		if a.update(v); !a.panel.Hidden {
			t.Errorf("%+v: says %q", v, a.text.Text)
		}
	}
}
