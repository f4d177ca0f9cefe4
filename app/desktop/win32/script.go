package win32

import (
	"encoding/base64"
	"encoding/binary"
	"strings"
	"unicode/utf16"
)

// The scripts that show a toast and take some away. They are the same for every
// message: what differs is in the environment, which PowerShell does not read as
// code. Their complaints name the kind of error and nothing of the message.
const (
	showScript = scriptHead + `
[void][Windows.Data.Xml.Dom.XmlDocument, Windows.Data.Xml.Dom, ContentType = WindowsRuntime]
$xml = New-Object Windows.Data.Xml.Dom.XmlDocument
$xml.LoadXml($env:OFFHOOK_TOAST_XML)
$toast = [Windows.UI.Notifications.ToastNotification]::new($xml)
$toast.ExpirationTime = [DateTimeOffset]::Now.AddMinutes(10)
if ($env:OFFHOOK_TOAST_TAG) {
	$toast.Tag = $env:OFFHOOK_TOAST_TAG
	$toast.Group = 'calls'
}
[Windows.UI.Notifications.ToastNotificationManager]::CreateToastNotifier($env:OFFHOOK_TOAST_APP).Show($toast)
`
	removeScript = scriptHead + `
foreach ($tag in $env:OFFHOOK_TOAST_TAG -split ',') {
	[Windows.UI.Notifications.ToastNotificationManager]::History.Remove($tag, 'calls', $env:OFFHOOK_TOAST_APP)
}
`
	scriptHead = `$ErrorActionPreference = 'Stop'
trap { [Console]::Error.WriteLine($_.FullyQualifiedErrorId); exit 1 }
[void][Windows.UI.Notifications.ToastNotificationManager, Windows.UI.Notifications, ContentType = WindowsRuntime]
`
)

// The names of what the scripts read.
const (
	envXML = "OFFHOOK_TOAST_XML"
	envTag = "OFFHOOK_TOAST_TAG"
	envApp = "OFFHOOK_TOAST_APP"
)

// arguments have PowerShell run a script of ours. Encoded, no character of it has a
// meaning on the way.
func arguments(script string) []string {
	return []string{"-NoLogo", "-NoProfile", "-NonInteractive", "-WindowStyle", "Hidden", "-EncodedCommand", encoded(script)}
}

// encoded is a script as -EncodedCommand takes it: base64 of UTF-16.
func encoded(script string) string {
	var b []byte
	for _, u := range utf16.Encode([]rune(script)) {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return base64.StdEncoding.EncodeToString(b)
}

// surroundings are the variables of our own environment with those of a toast.
func surroundings(ours []string, app string, t toast) []string {
	env := make([]string, 0, len(ours)+3)
	for _, v := range ours {
		if !strings.HasPrefix(strings.ToUpper(v), "OFFHOOK_") {
			env = append(env, v)
		}
	}
	return append(env, envApp+"="+app, envTag+"="+t.tag, envXML+"="+t.xml)
}
