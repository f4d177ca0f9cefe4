package wti_test

// The events of the worked transcript (protocol notes §11).

func offered() object {
	return object{
		"monitorCrossRefID":     "101",
		"connection":            object{"callID": "871", "deviceID": ownDevice},
		"alertingDevice":        object{"deviceIdentifier": ownDevice},
		"callingDevice":         object{"deviceIdentifier": "15551234567:::0"},
		"calledDevice":          object{"deviceIdentifier": "7000:CM55:0.0.0.0:0"},
		"lastRedirectionDevice": object{"numberDialed": "7000:CM55:0.0.0.0:0"},
		"localConnectionInfo":   "alerting", "cause": "newCall",
		"userData": object{"string": "435553544F4D45523D3432"},
		"callLinkageData": object{"globalCallData": object{"globalCallLinkageID": object{
			"globallyUniqueCallLinkageID": "00001008711428242051"}}},
		"extensions": priv("DeliveredEventPrivateData", object{
			"trunkGroup": "12", "trunkMember": "3", "acdGroup": "500:CM55:0.0.0.0:0",
			"distributingVDN": object{"deviceIdentifier": "7000:CM55:0.0.0.0:0"},
			"userEnteredCode": object{"userEnteredCodeType": "callPrompter", "userEnteredCodeIndicator": "entered",
				"data": "42", "collectVDN": "7000:CM55:0.0.0.0:0"},
		}),
	}
}

func mediaStart() object {
	return object{
		"monitorCrossRefID": "101", "connection": object{"callID": "0", "deviceID": ownDevice},
		"rtpAddress":  object{"address": "198.51.100.20", "port": 2050},
		"rtcpAddress": object{"address": "198.51.100.20", "port": 2051},
		"codec":       "g711U", "packetSize": 20, "encryption": object{"protocol": "none"},
	}
}

func answered() object {
	return object{
		"monitorCrossRefID":     "101",
		"establishedConnection": object{"callID": "871", "deviceID": ownDevice},
		"answeringDevice":       object{"deviceIdentifier": ownDevice},
		"callingDevice":         object{"deviceIdentifier": "15551234567:::0"},
		"calledDevice":          object{"deviceIdentifier": "7000:CM55:0.0.0.0:0"},
		"lastRedirectionDevice": object{"numberDialed": "7000:CM55:0.0.0.0:0"},
		"localConnectionInfo":   "connected", "cause": "newCall",
		"extensions": priv("EstablishedEventPrivateData", object{"acdGroup": "500:CM55:0.0.0.0:0", "reason": "answerNormal"}),
	}
}

func heldByUs() object {
	return object{
		"monitorCrossRefID": "101", "heldConnection": object{"callID": "871", "deviceID": ownDevice},
		"holdingDevice": object{"deviceIdentifier": ownDevice}, "localConnectionInfo": "hold", "cause": "keyOperation",
	}
}

func retrievedByUs() object {
	return object{
		"monitorCrossRefID": "101", "retrievedConnection": object{"callID": "871", "deviceID": ownDevice},
		"retrievingDevice": object{"deviceIdentifier": ownDevice}, "localConnectionInfo": "connected", "cause": "keyOperation",
	}
}

func cleared(device, local string) object {
	return object{
		"monitorCrossRefID": "101", "droppedConnection": object{"callID": "871", "deviceID": device},
		"releasingDevice": object{"deviceIdentifier": device}, "localConnectionInfo": local, "cause": "normalClearing",
	}
}

func transferredByUs() object {
	return object{
		"monitorCrossRefID":   "101",
		"primaryOldCall":      object{"callID": "871", "deviceID": ownDevice},
		"secondaryOldCall":    object{"callID": "872", "deviceID": ownDevice},
		"transferringDevice":  object{"deviceIdentifier": ownDevice},
		"transferredToDevice": object{"deviceIdentifier": "4751:CM55:0.0.0.0:0"},
		"transferredConnections": []any{
			object{
				"newConnection": object{"callID": "871", "deviceID": "T12#3"}, "oldConnection": object{"callID": "871", "deviceID": "T12#3"},
				"endpoint": object{"deviceID": "15551234567:::0"}, "associatedNID": object{"notKnown": object{}},
			},
			object{
				"newConnection": object{"callID": "871", "deviceID": "4751:CM55:0.0.0.0:0"}, "oldConnection": object{"callID": "872", "deviceID": "4751:CM55:0.0.0.0:0"},
				"endpoint": object{"deviceID": "4751:CM55:0.0.0.0:0"},
			},
		},
		"localConnectionInfo": "null", "cause": "transfer",
	}
}

func notReady(reason int) object {
	return object{
		"monitorCrossRefID": "101", "agentDevice": object{"deviceIdentifier": ownDevice}, "agentID": "2001",
		"extensions": priv("AgentNotReadyEventPrivateData", object{"reasonCode": reason}),
	}
}
