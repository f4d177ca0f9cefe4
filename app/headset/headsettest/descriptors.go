package headsettest

import (
	"encoding/hex"
	"strings"
)

func fromHex(s string) []byte {
	b, err := hex.DecodeString(strings.NewReplacer(" ", "", "\n", "", "\t", "").Replace(s))
	if err != nil {
		panic(err)
	}
	return b
}

// JabraLink380c is the descriptor of a Jabra Link 380c (0b0e:24c9), as Chromium's
// tests have it (services/device/public/cpp/test/test_report_descriptors.cc). All in
// one report; its inputs are marked as constant; a vendor's and a consumer collection
// come after the telephony one.
func JabraLink380c() []byte {
	return fromHex(`
		05 0b 09 05 a1 01 85 02 05 0b 15 00 25 01 09 20 09 97 09 2a 75 01 95 03 81 23
		09 2f 09 21 09 24 09 50 75 01 95 04 81 07
		09 06 a1 02 19 b0 29 bb 15 00 25 0c 75 04 95 01 81 40 c0
		09 07 15 00 25 01 05 09 75 01 95 01 81 02 75 01 95 04 81 01
		05 08 15 00 25 01 09 17 09 1e 09 09 09 18 09 20 09 21 09 2a 75 01 95 07 91 22
		05 0b 15 00 25 01 09 9e 75 01 95 01 91 22 75 01 95 08 91 01 c0
		06 00 ff 09 01 a1 01 85 05 09 01 15 00 26 ff 00 75 08 95 3e 92 02 01
		09 01 15 00 26 ff 00 75 08 95 3e 82 02 01
		85 04 06 30 ff 15 00 25 01 09 20 0a fb ff 09 97 09 2a 75 01 95 04 81 23
		09 2f 09 21 09 24 0a fd ff 09 50 75 01 95 05 81 07
		09 06 a1 02 19 b0 29 bb 15 00 25 0c 75 04 95 01 81 40 c0
		0a fc ff 15 00 25 01 75 01 95 01 81 23 75 01 95 02 81 01
		06 40 ff 15 00 25 01 09 17 0a fb ff 09 09 09 18 09 20 09 21 09 2a 75 01 95 07 91 22
		06 30 ff 15 00 25 01 09 9e 75 01 95 01 91 22 75 01 95 08 91 01
		0a ff ff 15 00 25 01 75 01 95 01 b1 22 75 01 95 07 b1 01 c0
		05 0c 09 01 a1 01 85 01 05 0c 15 00 25 01 09 ea 09 e9 09 e2 09 cd 09 b7 09 b5
		09 b6 09 b3 09 b4 75 01 95 09 81 02 75 01 95 07 81 01 c0`)
}

// PlantronicsBlackwire3220 is the descriptor of a Plantronics Blackwire 3220
// (047f:c056), as hidapi's tests have it (windows/test/data, read on macOS): a report
// for each lamp.
func PlantronicsBlackwire3220() []byte {
	return fromHex(`
		05 0b 09 05 a1 01 85 08 15 00 25 01 09 2f 75 01 95 01 81 06 09 20 09 21 75 01 95 02 81 22
		95 05 81 01 05 08 85 09 09 09 95 01 91 22 95 07 91 01 85 17 09 17 95 01 91 22 95 07 91 01
		85 18 09 18 95 01 91 22 95 07 91 01 85 1e 09 1e 95 01 91 22 95 07 91 01
		85 20 09 20 95 01 91 22 95 07 91 01 85 2a 09 2a 95 01 91 22 95 07 91 01 c0`)
}

// PlantronicsOnWindows is what hidapi makes of the same headset on Windows, which
// gives no descriptor (the same place, “expected”).
func PlantronicsOnWindows() []byte {
	return fromHex(`
		05 0b 09 05 a1 01 85 08 09 2f 15 00 25 01 75 01 95 01 81 06 09 20 09 21 15 00 25 01 75 01
		95 02 81 22 75 05 95 01 81 03 85 09 05 08 09 09 15 00 25 01 75 01 95 01 91 22 75 07 95 01
		91 03 85 17 09 17 15 00 25 01 75 01 95 01 91 22 75 07 95 01 91 03 85 18 09 18 15 00 25 01
		75 01 95 01 91 22 75 07 95 01 91 03 85 1e 09 1e 15 00 25 01 75 01 95 01 91 22 75 07 95 01
		91 03 85 20 09 20 15 00 25 01 75 01 95 01 91 22 75 07 95 01 91 03 85 2a 09 2a 15 00 25 01
		75 01 95 01 91 22 75 07 95 01 91 03 c0`)
}

// LogitechMXBrio is the descriptor of a Logitech MX Brio camera (046d), as somebody
// read it on a Mac: the telephony collection is the last one, and has no lamp for a
// call.
func LogitechMXBrio() []byte {
	return fromHex(`
		0600ff0901a1018540150025010902750195018106090375019501810695068101
		8541150026ff00090195027508910285420901810285430901810285440901950
		491028545090181028546950209018102854709018102c00601ff0901a101850a
		150026ff000901951f75088102c00602ff0901a1010509190129011500257f850
		1950175088102c006a1ff0903a1018555150026ff000903950675088102c00699
		ff0903a101859a0903150026ff00951f75080903b20201c0050b0905a10185081
		5002501092f750195018106092075019501812295068101050885080909750195
		019122050b092a75019501912295069101c0`)
}

// RazerMicrophone is the descriptor of a Razer microphone (1532:0511), as somebody
// read it on Linux: a hook switch behind a consumer collection, and no lamp.
func RazerMicrophone() []byte {
	return fromHex(`
		050c0901a10185011500250109e909ea75019502814209cd09b509b609b709e2
		9505810606ff01090195018106050c090095088106090075089502810606ff07
		0901950b81020900950f9102c0050b0905a10185020920150025019501750181
		23950175078107c0`)
}

// PushButtons is no real headset: no report descriptor of a Sennheiser or EPOS was to
// be found in public. It is made of the specification and of the usages that CounterPath's
// file for a Sennheiser SC 660 names (hook switch, phone mute; off-hook, mute, ring and
// on-line lamps): reports without a number, and push buttons.
func PushButtons() []byte {
	return fromHex(`
		05 0b 09 05 a1 01 15 00 25 01 75 01 95 02 09 20 09 2f 81 02 95 06 81 03
		05 08 95 04 09 17 09 09 09 18 09 2a 91 02 95 04 91 03 c0`)
}

// MuteSwitch is no real headset: a mute switch that stays where it is, out of the
// specification alone.
func MuteSwitch() []byte {
	return fromHex(`
		05 0b 09 05 a1 01 15 00 25 01 75 01 95 02 09 20 09 2f 81 22 95 06 81 03
		05 08 95 02 09 17 09 09 91 22 95 06 91 03 c0`)
}

// OnOffButtons is no real headset: relative fields of two bits that say on and off
// (HID Usage Tables 1.5 §3.4.1.2), a button that drops, and saved globals, out of the
// specification alone.
func OnOffButtons() []byte {
	return fromHex(`
		05 0b 09 01 a1 01 85 05 a4 15 ff 25 01 75 02 95 02 09 20 09 2f 81 26
		b4 15 00 25 01 75 01 95 01 0b 26 00 0b 00 81 02 95 03 81 03
		85 06 05 08 75 04 95 02 19 17 29 18 91 02 c0`)
}
