package simulator

// services is the table of commands.
func (s *Server) services() map[string]handler {
	table := map[string]handler{
		"StartApplicationSession":      (*exchange).startSession,
		"ResetApplicationSessionTimer": (*exchange).resetTimer,
		"StopApplicationSession":       (*exchange).stopSession,
		"GetSessionIdList":             (*exchange).sessionList,
		"CleanupSession":               (*exchange).cleanupSession,
		"SetSessionCharacteristics":    (*exchange).setCharacteristics,
		"GetDeviceIdList":              (*exchange).deviceList,
		"GetMonitorList":               (*exchange).monitorList,
		"TransferMonitorObjects":       (*exchange).transferMonitors,

		"GetDeviceId":                (*exchange).getDeviceID,
		"GetThirdPartyDeviceId":      (*exchange).getThirdPartyDeviceID,
		"ReleaseDeviceId":            (*exchange).releaseDeviceID,
		"GetPhysicalDeviceName":      (*exchange).deviceName,
		"GetTimeOfDay":               (*exchange).timeOfDay,
		"CallInformationEventsStart": (*exchange).eventsStart,
		"GetLinkStatus":              (*exchange).linkStatus,
		"RequestSystemStatus":        (*exchange).systemStatus,
		"SystemRegister":             (*exchange).systemRegister,
		"SystemRegisterCancel":       (*exchange).systemRegisterCancel,
		"MonitorStart":               (*exchange).monitorStart,
		"ChangeMonitorFilter":        (*exchange).changeFilter,
		"MonitorStop":                (*exchange).monitorStop,
		"GetRegistrationState":       (*exchange).registrationState,
		"EndpointRegistrationInfo":   (*exchange).endpointInfo,

		"SetHookswitchStatus":          (*exchange).setHookswitch,
		"GetHookswitchStatus":          (*exchange).getHookswitch,
		"ButtonPress":                  (*exchange).buttonPress,
		"GetButtonInformation":         (*exchange).buttonInformation,
		"GetLampMode":                  (*exchange).lampMode,
		"GetDisplay":                   (*exchange).display,
		"GetRingerStatus":              (*exchange).ringerStatus,
		"GetMessageWaitingIndicator":   (*exchange).messageWaiting,
		"SetMessageWaitingIndicator":   (*exchange).setMessageWaiting,
		"GetPhysicalDeviceInformation": (*exchange).deviceInformation,
		"GetDoNotDisturb":              (*exchange).getDoNotDisturb,
		"SetDoNotDisturb":              (*exchange).setDoNotDisturb,
		"GetForwarding":                (*exchange).getForwarding,
		"SetForwarding":                (*exchange).setForwarding,

		"MakeCall":                   (*exchange).makeCall,
		"AnswerCall":                 (*exchange).answerCall,
		"ClearConnection":            (*exchange).clearConnection,
		"ClearCall":                  (*exchange).clearCall,
		"HoldCall":                   (*exchange).holdCall,
		"RetrieveCall":               (*exchange).retrieveCall,
		"AlternateCall":              (*exchange).alternateCall,
		"ReconnectCall":              (*exchange).reconnectCall,
		"ConsultationCall":           (*exchange).consultationCall,
		"TransferCall":               (*exchange).transferCall,
		"SingleStepTransferCall":     (*exchange).singleStepTransfer,
		"SingleStepConferenceCall":   (*exchange).singleStepConference,
		"ConferenceCall":             (*exchange).conferenceCall,
		"DirectedPickupCall":         (*exchange).directedPickup,
		"GroupPickupCall":            (*exchange).groupPickup,
		"SelectiveListeningHold":     func(x *exchange) (object, error) { return x.selectiveListening(true) },
		"SelectiveListeningRetrieve": func(x *exchange) (object, error) { return x.selectiveListening(false) },
		"GetCallInformation":         (*exchange).callInformation,
		"ValidateDeviceSecurityCode": (*exchange).validateCode,
		"ChangeDeviceSecurityCode":   (*exchange).changeCode,
		"ToneCollectionStart":        (*exchange).toneStart,
		"ToneRetrievalCriteria":      (*exchange).toneCriteria,
		"ToneCollectionFlushBuffer":  (*exchange).toneFlush,
		"ToneCollectionStop":         (*exchange).toneStop,
		"DeflectCall":                (*exchange).deflectCall,
		"GenerateDigits":             (*exchange).generateDigits,
		"SnapshotDevice":             (*exchange).snapshotDevice,
		"SnapshotCall":               (*exchange).snapshotCall,
		"GetCallLinkageData":         (*exchange).callLinkageData,

		"SetAgentState": (*exchange).setAgentState,
		"GetAgentState": (*exchange).getAgentState,
		"GetAgentLogin": (*exchange).getAgentLogin,
		"GetAcdSplit":   (*exchange).getAcdSplit,
	}
	for name, h := range map[string]handler{
		"RegisterTerminal":   (*exchange).registerTerminal,
		"UnregisterTerminal": (*exchange).unregisterTerminal,
		"RedirectMedia":      (*exchange).redirectMedia,
	} {
		table[name], table[name+"Request"] = h, h
	}
	for _, name := range []string{"PlayMessage", "RecordMessage", "Stop", "Suspend", "Resume", "DeleteMessage"} {
		table[name] = (*exchange).voiceUnit
	}
	table["EndpointRegistrationInfoRequest"] = (*exchange).endpointInfo
	return table
}
