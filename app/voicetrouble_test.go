package app_test

import (
	"net/netip"
	"testing"
	"testing/synctest"
	"time"

	"offhook/media"
	"offhook/wti"
)

// Each reason has words of its own, which say which way the voice does not go;
// none is said before the call has been up for some seconds.
func TestVoiceTroubleIsSaidWithWhatToTry(t *testing.T) {
	bubble(t, func(t *testing.T) {
		d := newDesk(t)
		d.signIn()
		far := netip.MustParseAddrPort("127.0.0.1:2050")
		d.emit(offered, wti.MediaStarted{RTP: far, Codec: "g711U", PacketSize: 20 * time.Millisecond}, answered)
		said := map[string]media.Reason{}
		trouble := func(hearing, speaking media.Reason) string {
			d.voice.mu.Lock()
			d.voice.stats = media.Stats{
				LastReceived: time.Now(), Hearing: media.Alarm{Reason: hearing}, Speaking: media.Alarm{Reason: speaking},
			}
			d.voice.mu.Unlock()
			time.Sleep(2 * time.Second)
			synctest.Wait()
			v, _ := d.app.State().Media.Get()
			return v.Trouble
		}
		if text := trouble(media.ArrivesUnknown, media.NoReason); text != "" {
			t.Errorf("%q is said two seconds after the answer", text)
		}
		time.Sleep(3 * time.Second)
		for _, r := range []media.Reason{media.ArrivesElsewhere, media.ArrivesUnsealed, media.ArrivesUnknown, media.ArrivesSilent} {
			said[trouble(r, media.NotReceived)] = r
		}
		for _, r := range []media.Reason{media.NothingSent, media.NotReceived, media.MicrophoneSilent} {
			said[trouble(media.NoReason, r)] = r
		}
		if len(said) != 7 || said[""] != media.NoReason {
			t.Errorf("seven reasons are said as %q", said)
		}
		if text := trouble(media.NoReason, media.NoReason); text != "" {
			t.Errorf("%q is said when all is well", text)
		}
	})
}
