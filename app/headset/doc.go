// Package headset has the buttons and lamps of USB headsets: answer, hang up, mute
// and hold, by the telephony page of USB HID.
//
// [Parse] reads a HID report descriptor (Device Class Definition for HID 1.11, §6.2.2)
// and finds the controls of the Telephony page (0x0B) and the lamps of the LED page
// (0x08) in a telephony collection (HID Usage Tables 1.5, chapters 14 and 11). A
// [Panel] is one headset's: input reports become [Event] values, and a [State] becomes
// output reports. [New] starts [Headsets], which finds the headsets of a [System],
// follows them as they are plugged in and out, and lets nobody wait. Package usb has
// the real system.
//
// A headset follows what it is told, and repeats it: the input report that says “off
// hook” after a call was answered is no press. So what equals the state that was asked
// for is left out, and what has just been asked for is left alone for a moment.
package headset
