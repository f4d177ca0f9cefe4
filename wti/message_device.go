package wti

// Command names of the device services (protocol notes §6.1, §5.4).
const (
	opButtonPress       = "ButtonPress"
	opButtonInformation = "GetButtonInformation"
	opSetHookswitch     = "SetHookswitchStatus"
	opGetHookswitch     = "GetHookswitchStatus"
	opGetLampMode       = "GetLampMode"
	opGetDisplay        = "GetDisplay"
	opGetRinger         = "GetRingerStatus"
	opRegistrationInfo  = "EndpointRegistrationInfo"
)

type buttonPress struct {
	Device string `json:"device"`
	Button wired  `json:"button"` // digits of a PIN are pressed as well
}

// setHookswitch spells its flag with a lower-case h, unlike the event (§6.1).
type setHookswitch struct {
	Device           string `json:"device"`
	Hookswitch       string `json:"hookswitch"`
	HookswitchOnhook bool   `json:"hookswitchOnhook"`
}
