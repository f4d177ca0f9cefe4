package win32

import "strings"

// The scripts that show a toast and take some away. They are the same for every
// message: what differs is in the environment, which PowerShell does not read as
// code. Their complaints name the kind of error and nothing of the message.
//
// They are one line without a double quote, and go to PowerShell as they are: what
// watches over a computer takes an encoded command for an attack, and rightly so.
const (
	showScript = scriptHead +
		"[void][Windows.Data.Xml.Dom.XmlDocument, Windows.Data.Xml.Dom, ContentType = WindowsRuntime]; " +
		"$xml = New-Object Windows.Data.Xml.Dom.XmlDocument; " +
		"$xml.LoadXml($env:OFFHOOK_TOAST_XML); " +
		"$toast = [Windows.UI.Notifications.ToastNotification]::new($xml); " +
		"$toast.ExpirationTime = [DateTimeOffset]::Now.AddMinutes(10); " +
		"if ($env:OFFHOOK_TOAST_TAG) { $toast.Tag = $env:OFFHOOK_TOAST_TAG; $toast.Group = 'calls' }; " +
		"[Windows.UI.Notifications.ToastNotificationManager]::CreateToastNotifier($env:OFFHOOK_TOAST_APP).Show($toast)"
	removeScript = scriptHead +
		"foreach ($tag in $env:OFFHOOK_TOAST_TAG -split ',') { " +
		"[Windows.UI.Notifications.ToastNotificationManager]::History.Remove($tag, 'calls', $env:OFFHOOK_TOAST_APP) }"
	scriptHead = "$ErrorActionPreference = 'Stop'; " +
		"trap { [Console]::Error.WriteLine($_.FullyQualifiedErrorId); exit 1 }; " +
		"[void][Windows.UI.Notifications.ToastNotificationManager, Windows.UI.Notifications, ContentType = WindowsRuntime]; "
)

// The names of what the scripts read.
const (
	envXML = "OFFHOOK_TOAST_XML"
	envTag = "OFFHOOK_TOAST_TAG"
	envApp = "OFFHOOK_TOAST_APP"
)

// arguments have PowerShell run a script of ours.
func arguments(script string) []string {
	return []string{"-NoLogo", "-NoProfile", "-NonInteractive", "-Command", script}
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
