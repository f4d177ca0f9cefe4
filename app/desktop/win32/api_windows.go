package win32

import "golang.org/x/sys/windows"

// The constants of winuser.h, shellapi.h and winbase.h that are used here.
const (
	wmDestroy, wmClose, wmQueryEndSession, wmEndSession = 0x02, 0x10, 0x11, 0x16
	wmContextMenu, wmDisplayChange, wmTimer             = 0x7b, 0x7e, 0x113
	wmPowerBroadcast, wmDPIChanged                      = 0x218, 0x2e0
	wmNull, wmUser, wmApp                               = 0, 0x400, 0x8000

	resumeAutomatic = 0x12 // PBT_APMRESUMEAUTOMATIC

	wsPopup, wsExToolWindow = 0x80000000, 0x80

	nimAdd, nimModify, nimDelete, nimSetVersion = 0, 1, 2, 4
	nifMessage, nifIcon, nifTip, nifShowTip     = 0x1, 0x2, 0x4, 0x80
	notifyIconVersion                           = 4
	ninSelect, ninKeySelect                     = wmUser, wmUser + 1

	mfGrayed, mfChecked, mfPopup, mfSeparator = 0x1, 0x8, 0x10, 0x800
	mftRadioCheck                             = 0x200
	tpmRightButton, tpmNoNotify, tpmReturnCmd = 0x2, 0x80, 0x100

	smCxSmIcon = 49

	esContinuous, esSystemRequired, esDisplayRequired = 0x80000000, 0x1, 0x2
)

var (
	user32   = windows.NewLazySystemDLL("user32.dll")
	shell32  = windows.NewLazySystemDLL("shell32.dll")
	kernel32 = windows.NewLazySystemDLL("kernel32.dll")
	iphlpapi = windows.NewLazySystemDLL("iphlpapi.dll")

	procRegisterClass         = user32.NewProc("RegisterClassExW")
	procUnregisterClass       = user32.NewProc("UnregisterClassW")
	procCreateWindow          = user32.NewProc("CreateWindowExW")
	procDestroyWindow         = user32.NewProc("DestroyWindow")
	procDefWindowProc         = user32.NewProc("DefWindowProcW")
	procGetMessage            = user32.NewProc("GetMessageW")
	procDispatchMessage       = user32.NewProc("DispatchMessageW")
	procPostMessage           = user32.NewProc("PostMessageW")
	procPostQuitMessage       = user32.NewProc("PostQuitMessage")
	procRegisterWindowMessage = user32.NewProc("RegisterWindowMessageW")
	procSetForegroundWindow   = user32.NewProc("SetForegroundWindow")
	procSetTimer              = user32.NewProc("SetTimer")
	procKillTimer             = user32.NewProc("KillTimer")
	procGetSystemMetrics      = user32.NewProc("GetSystemMetrics")

	procCreateIcon  = user32.NewProc("CreateIconFromResourceEx")
	procDestroyIcon = user32.NewProc("DestroyIcon")
	procNotifyIcon  = shell32.NewProc("Shell_NotifyIconW")

	procCreatePopupMenu    = user32.NewProc("CreatePopupMenu")
	procDestroyMenu        = user32.NewProc("DestroyMenu")
	procAppendMenu         = user32.NewProc("AppendMenuW")
	procSetMenuDefaultItem = user32.NewProc("SetMenuDefaultItem")
	procTrackPopupMenu     = user32.NewProc("TrackPopupMenuEx")
	procEndMenu            = user32.NewProc("EndMenu")

	procBlockReasonCreate  = user32.NewProc("ShutdownBlockReasonCreate")
	procBlockReasonDestroy = user32.NewProc("ShutdownBlockReasonDestroy")
	procExecutionState     = kernel32.NewProc("SetThreadExecutionState")

	procNotifyAddrChange = iphlpapi.NewProc("NotifyAddrChange")
	procCancelIPChange   = iphlpapi.NewProc("CancelIPChangeNotify")
)

// windowClass is a WNDCLASSEXW.
type windowClass struct {
	Size, Style                        uint32
	Proc                               uintptr
	ClassExtra, WindowExtra            int32
	Instance, Icon, Cursor, Background uintptr
	Menu, Name                         *uint16
	IconSmall                          uintptr
}

// message is a MSG.
type message struct {
	Window         uintptr
	Message        uint32
	WParam, LParam uintptr
	Time           uint32
	X, Y           int32
	Private        uint32
}

// notifyIcon is a NOTIFYICONDATAW.
type notifyIcon struct {
	Size            uint32
	Window          uintptr
	ID, Flags       uint32
	CallbackMessage uint32
	Icon            uintptr
	Tip             [tipLength]uint16
	State, Mask     uint32
	Info            [256]uint16
	Version         uint32
	InfoTitle       [64]uint16
	InfoFlags       uint32
	GUID            windows.GUID
	BalloonIcon     uintptr
}

// text is a string for Windows; what has a zero in it ends there.
func text(s string) *uint16 {
	u, err := windows.UTF16PtrFromString(s)
	if err != nil {
		u, _ = windows.UTF16PtrFromString("")
	}
	return u
}
