package app_test

import (
	"net/netip"
	"path/filepath"
	"strings"
	"testing"

	"offhook/app"
	"offhook/wti"
)

// The kinds of a MediaStart's encryption: sealed voice, none, and what is not
// spoken here, which must never end as voice in the clear.
func TestEncryptedVoice(t *testing.T) {
	started := wti.MediaStarted{RTP: netip.MustParseAddrPort("192.0.2.9:4000"), Codec: "g711U"}
	keys := wti.Encryption{
		Protocol:    "srtp-aescm128-hmac32",
		TransmitKey: "000102030405060708090a0b0c0d0e0f", TransmitSalt: "000102030405060708090a0b0c0d",
		ReceiveKey: "f00102030405060708090a0b0c0d0e0f", ReceiveSalt: "f00102030405060708090a0b0c0d", PayloadType: 100,
	}
	broken := keys
	broken.TransmitKey = "hunter2-hunter2"
	for name, c := range map[string]struct {
		encryption wti.Encryption
		want       bool
	}{
		"none":                    {wti.Encryption{Protocol: "none"}, true},
		"SRTP":                    {keys, true},
		"Avaya's own":             {wti.Encryption{Protocol: "aes", TransmitKey: "00"}, false},
		"no key that can be read": {broken, false},
	} {
		t.Run(name, func(t *testing.T) {
			e := started
			e.Encryption = c.encryption
			crypto, offer := app.MediaOf(e)
			if (offer == nil) != c.want {
				t.Fatalf("error %v, want success %v", offer, c.want)
			}
			if offer != nil && strings.Contains(offer.Error(), "hunter2") {
				t.Errorf("the key is in the error: %v", offer)
			}
			if want := name == "SRTP"; crypto.Suite.Enabled != want || crypto.Suite.ShortTag != want {
				t.Errorf("suite = %+v", crypto.Suite)
			}
		})
	}
}

func TestOfferedEncryptionIsChecked(t *testing.T) {
	path := filepath.Join(t.TempDir(), "settings.toml")
	s := app.DefaultSettings()
	s.Voice.Encryption = []string{"srtp-aescm128-hmac80", "none"}
	if err := app.SaveSettings(path, s); err != nil {
		t.Fatal(err)
	}
	if got, err := app.LoadSettings(path); err != nil || len(got.Voice.Encryption) != 2 {
		t.Errorf("settings = %+v, %v", got.Voice, err)
	}
	s.Voice.Encryption = []string{"aes"}
	if err := app.SaveSettings(path, s); err != nil {
		t.Fatal(err)
	}
	if _, err := app.LoadSettings(path); err == nil || !strings.Contains(err.Error(), `"aes"`) {
		t.Errorf("aes in the settings = %v, want an error that names it", err)
	}
}
