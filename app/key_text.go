package app

import "offhook/resources/lang"

// KeyText says what a key does, in the window's language.
func KeyText(a KeyAction) string {
	switch a {
	case KeyHelp:
		return lang.X("help.help", "This list")
	case KeySettings:
		return lang.X("help.settings", "Settings")
	case KeyCompact:
		return lang.X("help.compact", "Compact bar, and back")
	case KeyDiagnostics:
		return lang.X("help.diagnostics", "Diagnostics")
	case KeyTrainer:
		return lang.X("help.trainer", "Trainer's panel, in the demo")
	case KeyAnswer:
		return lang.X("help.answer", "Answer the ringing call")
	case KeyHangUp:
		return lang.X("help.hangUp", "Hang up, or decline")
	case KeyHold:
		return lang.X("help.hold", "Hold, or retrieve")
	case KeyMute:
		return lang.X("help.mute", "Mute, or unmute")
	case KeyTransfer:
		return lang.X("help.transfer", "Transfer or consult, then complete")
	case KeySwap:
		return lang.X("help.swap", "Switch between the two calls")
	case KeyConference:
		return lang.X("help.conference", "Join the two calls")
	case KeyBack:
		return lang.X("help.back", "End the consultation")
	case KeyDial:
		return lang.X("help.dial", "Go to the number field")
	}
	return keyTextState(a)
}

func keyTextState(a KeyAction) string {
	switch a {
	case KeyAutoIn:
		return lang.X("help.autoIn", "Auto-in")
	case KeyManualIn:
		return lang.X("help.manualIn", "Manual-in")
	case KeyAux:
		return lang.X("help.aux", "AUX, with a reason")
	case KeyAfterCall:
		return lang.X("help.acw", "After-call work")
	case KeyDisturb:
		return lang.X("help.dnd", "Do not disturb, on or off")
	case KeySignOut:
		return lang.X("help.signOut", "Sign out")
	}
	return keyTextWindow(a)
}

func keyTextWindow(a KeyAction) string {
	switch a {
	case KeyCalls:
		return lang.X("tab.calls", "Calls")
	case KeyDialpad:
		return lang.X("tab.dialpad", "Dialpad")
	case KeyState:
		return lang.X("tab.state", "State")
	case KeyHistory:
		return lang.X("tab.history", "History")
	case KeyDirectory:
		return lang.X("tab.directory", "Contacts")
	case KeyCopy:
		return lang.X("help.rollCopy", "In history or contacts: copy the number")
	case KeyDelete:
		return lang.X("help.rollDelete", "In history or contacts: delete")
	case KeyUndo:
		return lang.X("help.rollUndo", "In history or contacts: undo the deletion")
	}
	return hotkeyText(a)
}
