package screens

import "offhook/app"

// Settings changes values and tries the sound devices. Every method only queues
// and returns at once; what came of it is in app.State.
type Settings interface {
	ChangeSetting(key app.SettingKey, value string)
	ResetSetting(app.SettingKey)

	OpenSoundCheck()
	CloseSoundCheck()
	TestTone()
	TestMicrophone()
	TestRing()
	StopSoundTest()
}
