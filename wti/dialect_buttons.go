package wti

// The keys of ButtonFunctions, ButtonLabels and ButtonIDs (protocol notes §6.3).
const (
	ButtonAppearance = "callAppearance"
	ButtonAux        = "auxWork"
	ButtonAutoIn     = "autoIn"
	ButtonManualIn   = "manualIn"
	ButtonAfterCall  = "afterCall"
	ButtonRelease    = "release"
	ButtonAssist     = "assist"
	ButtonHold       = "hold"
	ButtonTransfer   = "transfer"
	ButtonConference = "conference"
	ButtonDrop       = "drop"
	ButtonWorkCode   = "workCode"
)

// buttonFunctions are Communication Manager's numbers, as far as they are
// believed (protocol notes §6.3).
var buttonFunctions = map[string]int{
	ButtonAppearance: 6, ButtonAux: 52, ButtonAssist: 90, ButtonAfterCall: 91,
	ButtonAutoIn: 92, ButtonManualIn: 93, ButtonRelease: 94, ButtonWorkCode: 140,
}

// buttonFunction is the number of a function.
func (d Dialect) buttonFunction(key string) int {
	if n, ok := d.ButtonFunctions[key]; ok {
		return n
	}
	return buttonFunctions[key]
}

// dialButton is the button id of a dial pad key, empty when it is none.
func (d Dialect) dialButton(digit byte) string {
	switch {
	case digit >= '0' && digit <= '9':
		return string(digit)
	case digit == '*':
		return or(d.StarButton, "10")
	case digit == '#':
		return or(d.PoundButton, "11")
	}
	return ""
}
