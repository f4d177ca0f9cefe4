package doctor

import (
	"offhook/resources/lang"
	"offhook/wti"
)

// Finding is what was found, for programs: one word that stays, whatever the
// language. What the server refused is "refused." and the advice of the client.
type Finding string

// What may be found.
const (
	notReached    Finding = "notReached" // a step before it failed
	cancelled     Finding = "cancelled"
	nameFound     Finding = "nameFound"
	nameNotNeeded Finding = "addressGiven"
	nameUnknown   Finding = "nameUnknown"
	nameSilent    Finding = "nameServerSilent"

	tcpOpen    Finding = "open"
	tcpRefused Finding = "refused"
	tcpSilent  Finding = "noAnswer"
	tcpOther   Finding = "unreachable"

	proxyNone    Finding = "noProxy"
	proxyPassed  Finding = "proxyPassed"
	proxyRefused Finding = "proxyRefused"

	tlsTrusted    Finding = "trusted"
	tlsEnding     Finding = "certificateEndsSoon"
	tlsPlainWS    Finding = "notEncrypted"
	tlsForbidden  Finding = "insecureAddress"
	tlsNotTrusted Finding = "certificateNotTrusted"
	tlsExpired    Finding = "certificateExpired"
	tlsNotYet     Finding = "certificateNotYetValid"
	tlsWrongName  Finding = "certificateForAnotherName"
	tlsAddress    Finding = "certificateHasNameNotAddress"
	tlsSilent     Finding = "silent"
	tlsPlain      Finding = "noTLS"
	tlsOther      Finding = "tlsFailed"

	wsOpen     Finding = "upgraded"
	wsAnswered Finding = "answered"
	wsSilent   Finding = "silentServer"
	wsMissing  Finding = "noWTI"
	wsNoHTTP   Finding = "noHTTP"
	wsBusy     Finding = "serverBusy"

	basicTaken     Finding = "accepted"
	basicUnknown   Finding = "noPassword"
	basicEither    Finding = "unauthorized"
	basicWrong     Finding = "unauthorizedPasswordLikely"
	basicOld       Finding = "unauthorizedOldAESLikely"
	basicForbidden Finding = "forbidden"

	versionChosen Finding = "version"
	versionUntold Finding = "versionNotTold"
	versionNone   Finding = "versionNotSupported"

	sessionOpen Finding = "sessionOpen"
	deviceGiven Finding = "deviceGiven"
	monitored   Finding = "monitored"
	firstParty  Finding = "noCallControl"
	registered  Finding = "registered"

	phoneInUse    Finding = "inUseHere"
	noStationCode Finding = "noStationCode"
	otherPhone    Finding = "voiceElsewhere"
	callRings     Finding = "callRings"

	rtpNoStart      Finding = "noMediaStart"
	rtpCannot       Finding = "streamNotSpoken"
	rtpInHeard      Finding = "voiceArrives"
	rtpInLost       Finding = "voiceArrivesWithLoss"
	rtpInNothing    Finding = "nothingArrives"
	rtpInElsewhere  Finding = "arrivesFromElsewhere"
	rtpInUnreadable Finding = "arrivesUnreadable"
	rtpOutHeard     Finding = "voiceIsHeard"
	rtpOutLost      Finding = "voiceIsHeardWithLoss"
	rtpOutNothing   Finding = "voiceIsNotReceived"
	rtpOutUnsent    Finding = "cannotSend"
	rtpOutUntold    Finding = "noReports"

	soundOpen    Finding = "soundOpen"
	soundInUse   Finding = "soundInUse"
	soundInstead Finding = "otherDevice"
	soundNone    Finding = "noSoundDevice"
	noMicrophone Finding = "noMicrophone"
	noSpeaker    Finding = "noSpeaker"
	microSilent  Finding = "microphoneSilent"

	keychainOff  Finding = "keychainNotUsed"
	keychainOpen Finding = "keychainOpen"
)

// What may be wrong with the keychain, for [Options.Keychain].
const (
	KeychainLocked Finding = "keychainLocked"
	KeychainDenied Finding = "keychainDenied"
	KeychainAbsent Finding = "keychainAbsent"
)

// refused is the finding for what the server did not do.
func refused(err error) Finding { return Finding("refused." + string(wti.AdviceOf(err))) }

// values fill the places in texts.
type values map[string]any

// words are the texts of a finding.
type words struct {
	cause string
	who   Who
	tell  string
	log   string
}

// wordsOf finds the texts of a finding; without any the cause is empty.
func wordsOf(f Finding, v values) words {
	for _, group := range []func(Finding, values) words{aboutNetwork, aboutTLS, aboutHTTP, aboutPhone, aboutVoice, aboutDesk} {
		if w := group(f, v); w.cause != "" {
			return w
		}
	}
	return words{}
}

func logNothing() string {
	return lang.X("doctor.log.nothing", "Nothing: this does not reach AES.")
}

func logWeb() string {
	return lang.X("doctor.log.web", "The access and error logs of its web server. Where they do not have this computer's address, the connection ends before it.")
}

func logREST() string {
	return lang.X("doctor.log.rest", "telrestsvc.log, at this time. That the Authorization header does not begin with Bearer is normal there.")
}

func logDMCC(command string) string {
	return lang.X("doctor.log.dmcc", "telrestsvc.log, then the DMCC and TSAPI traces (Status, Log Manager, Trace Logging Levels), around {{.Command}}.", values{"Command": command})
}

func logVoice(extension any) string {
	return lang.X("doctor.log.voice", "Only the addresses, in the MediaStartEvent of the DMCC trace: voice does not pass through AES. On the switch: status station {{.Extension}}, audio channel.", values{"Extension": extension})
}

// aboutNetwork is about what comes before any program of AES.
func aboutNetwork(f Finding, v values) words {
	switch f {
	case notReached:
		return words{cause: lang.X("doctor.notreached", "Not looked at, because of what is wrong above.")}
	case cancelled:
		return words{cause: lang.X("doctor.cancelled", "Cancelled.")}
	case nameFound:
		return words{cause: lang.X("doctor.name.found", "{{.Name}} is {{.Addresses}}.", v)}
	case nameNotNeeded:
		return words{cause: lang.X("doctor.name.given", "An address was given, so no name is looked up.")}
	case nameUnknown:
		return words{lang.X("doctor.name.unknown", "The name {{.Name}} is not known.", v), Network,
			lang.X("doctor.name.unknown.tell", "Check the spelling. If it is right, the name server of this computer, or of its VPN, has no entry for it."), logNothing()}
	case nameSilent:
		return words{lang.X("doctor.name.silent", "The name {{.Name}} cannot be looked up: no name server gives an answer.", v), Network,
			lang.X("doctor.name.silent.tell", "Check the network cable, the wireless network or the VPN, then which name servers this computer was given."), logNothing()}
	case tcpOpen:
		return words{cause: lang.X("doctor.tcp.open", "{{.Address}} accepts connections.", v)}
	case tcpRefused:
		return words{lang.X("doctor.tcp.refused", "{{.Address}} refuses connections: the machine is there, but no program listens at this port.", v), AES,
			lang.X("doctor.tcp.refused.tell", "Check the port, and that the web service of AES runs. wss is at 443; the port for ws is off unless it was enabled."), logWeb()}
	case tcpSilent:
		return words{lang.X("doctor.tcp.silent", "{{.Address}} does not answer at all.", v), Network,
			lang.X("doctor.tcp.silent.tell", "A firewall swallows the connection, there is no route, or the machine is off. TCP from this computer to {{.Address}} must be open.", v), logNothing()}
	case tcpOther:
		return words{lang.X("doctor.tcp.other", "No connection to {{.Address}} can be made.", v), Network,
			lang.X("doctor.tcp.other.tell", "Check network and VPN of this computer; the details have the system's own words."), logNothing()}
	case proxyNone:
		return words{cause: lang.X("doctor.proxy.none", "No proxy is set for this server.")}
	case proxyPassed:
		return words{cause: lang.X("doctor.proxy.passed", "The proxy {{.Proxy}} lets the connection through.", v)}
	case proxyRefused:
		return words{lang.X("doctor.proxy.refused", "The proxy {{.Proxy}} does not let the connection through.", v), Network,
			lang.X("doctor.proxy.refused.tell", "The proxy must permit CONNECT to {{.Name}}; or put the server into NO_PROXY, to go without a proxy.", v), logNothing()}
	}
	return words{}
}

// aboutTLS is about certificates.
func aboutTLS(f Finding, v values) words {
	switch f {
	case tlsTrusted:
		return words{cause: lang.X("doctor.tls.trusted", "The certificate is for {{.Names}}, from {{.Issuer}}, and good until {{.Date}}.", v)}
	case tlsEnding:
		return words{lang.X("doctor.tls.ending", "The certificate for {{.Names}}, from {{.Issuer}}, ends on {{.Date}}.", v), AES,
			lang.X("doctor.tls.ending.tell", "Renew the web server's certificate before that day: from then on nobody can connect."), ""}
	case tlsPlainWS:
		return words{lang.X("doctor.tls.plainws", "A ws:// address is not encrypted: passwords go in the clear."), Desk,
			lang.X("doctor.tls.plainws.tell", "Use a wss:// address outside a laboratory."), ""}
	case tlsNotTrusted:
		return words{lang.X("doctor.tls.nottrusted", "The certificate for {{.Names}} was signed by {{.Issuer}}, whom this computer does not trust.", v), Desk,
			lang.X("doctor.tls.nottrusted.tell", "Save the certificate of that CA, mostly System Manager's, as a PEM file and name it with ca_file or --ca-file."), logNothing()}
	case tlsExpired:
		return words{lang.X("doctor.tls.expired", "The server's certificate ended on {{.Date}}.", v), AES,
			lang.X("doctor.tls.expired.tell", "Renew the web server's certificate. If that day is still to come, the clock of this computer is wrong."), logNothing()}
	case tlsNotYet:
		return words{lang.X("doctor.tls.notyet", "The server's certificate is good from {{.Date}} on only.", v), Desk,
			lang.X("doctor.tls.notyet.tell", "Set the clock of this computer. If it is right, the certificate was made with a wrong one."), logNothing()}
	case tlsWrongName:
		return words{lang.X("doctor.tls.wrongname", "The certificate is for {{.Names}}, not for {{.Name}}.", v), Desk,
			lang.X("doctor.tls.wrongname.tell", "Use the server's name as the certificate has it, or have a certificate made that has this name too."), logNothing()}
	case tlsAddress:
		return words{lang.X("doctor.tls.address", "The address {{.Name}} was given, but the certificate is for the name {{.Names}}.", v), Desk,
			lang.X("doctor.tls.address.tell", "Use the name in place of the address."), logNothing()}
	case tlsSilent:
		return words{lang.X("doctor.tls.silent", "The connection was accepted, but then nothing is said: no certificate comes."), AES,
			lang.X("doctor.tls.silent.tell", "The web service hangs, or a firewall lets connections begin and drops what follows. Try it on the AES itself to tell which."), logWeb()}
	case tlsPlain:
		return words{lang.X("doctor.tls.plain", "What answers at this port does not encrypt."), Desk,
			lang.X("doctor.tls.plain.tell", "Check the port: wss is at 443, and 80 is for ws."), logWeb()}
	case tlsOther:
		return words{lang.X("doctor.tls.other", "No encryption could be agreed on."), AES,
			lang.X("doctor.tls.other.tell", "The web server must offer TLS 1.2 or newer, with a certificate that is whole, and must not ask for one of ours. The details have its own words."), logWeb()}
	}
	return words{}
}

// aboutHTTP is about the upgrade, the CTI user and the session.
func aboutHTTP(f Finding, v values) words {
	switch f {
	case wsOpen:
		return words{cause: lang.X("doctor.ws.open", "The server opens the WebSocket.")}
	case wsAnswered:
		return words{cause: lang.X("doctor.ws.answered", "The server answers there and asks who we are.")}
	case wsSilent:
		return words{lang.X("doctor.ws.silent", "The server took the connection, but does not answer."), AES,
			lang.X("doctor.ws.silent.tell", "Its web service hangs or has too much to do. Look at its state; a restart of the web service may help."), logREST()}
	case wsMissing:
		return words{lang.X("doctor.ws.missing", "The server answers with HTTP {{.Status}}: it has no Web Telephony Interface at this address.", v), AES,
			lang.X("doctor.ws.missing.tell", "Check the address, and that this is an AES of 10.2 or newer with WTI."), logWeb()}
	case wsNoHTTP:
		return words{lang.X("doctor.ws.nohttp", "What answers at this port is no web server."), Desk,
			lang.X("doctor.ws.nohttp.tell", "Check the server's name and the port."), logWeb()}
	case wsBusy:
		return words{lang.X("doctor.ws.busy", "The server is starting or has too much to do (HTTP {{.Status}}).", v), AES,
			lang.X("doctor.ws.busy.tell", "Wait a few minutes. If it stays so, look at the state of the AES services."), logREST()}
	case basicTaken:
		return words{cause: lang.X("doctor.basic.taken", "The CTI user {{.User}} is let in.", v)}
	case basicUnknown:
		return words{lang.X("doctor.basic.unknown", "No CTI user with a password is known here, so nobody is signed in."), You,
			lang.X("doctor.basic.unknown.tell", "Sign in once with “Remember”, or set cti_user and the variable OFFHOOK_CTI_PASSWORD."), ""}
	case basicEither:
		return words{lang.X("doctor.basic.either", "The CTI user {{.User}} was refused (HTTP 401): the user or the password is wrong, or the AES is older than 10.2, which refuses right ones too.", v), AES,
			tellBasic(), logREST()}
	case basicWrong:
		return words{lang.X("doctor.basic.wrong", "The CTI user {{.User}} was refused (HTTP 401). The server does take passwords, so the user or the password is probably wrong; an AES older than 10.2 refuses right ones too.", v), AES,
			tellBasic(), logREST()}
	case basicOld:
		return words{lang.X("doctor.basic.old", "The CTI user {{.User}} was refused (HTTP 401). The server does not offer to take passwords, so the AES is probably older than 10.2; a wrong user or password looks alike.", v), AES,
			tellBasic(), logREST()}
	case versionChosen:
		return words{cause: lang.X("doctor.version.chosen", "The server chose version {{.Version}}.", v)}
	case versionUntold:
		return words{cause: lang.X("doctor.version.untold", "The server takes one of the versions that we offer.")}
	case sessionOpen:
		if v == nil { // a later step failed, and how long it would have lasted is not known
			return words{cause: lang.X("doctor.session.opened", "A session was opened.")}
		}
		return words{cause: lang.X("doctor.session.open", "A session was opened. It outlives a lost connection by {{.Seconds}} s.", v)}
	}
	return words{}
}

func tellBasic() string {
	return lang.X("doctor.basic.tell", "Ask which release the AES has. With 10.2 or newer, type the password of the CTI user again, and look the user up among the CTI users of AES. It is not the agent.")
}

// aboutPhone is about the extension.
func aboutPhone(f Finding, v values) words {
	switch f {
	case deviceGiven:
		return words{cause: lang.X("doctor.device.given", "The server knows extension {{.Extension}} at {{.Switch}}.", v)}
	case monitored:
		return words{cause: lang.X("doctor.monitor.ok", "The server tells what happens at the extension.")}
	case firstParty:
		return words{lang.X("doctor.monitor.firstparty", "The server does not control calls of this extension, so they are worked by the buttons of the phone."), AES,
			lang.X("doctor.monitor.firstparty.tell", "One TSAPI basic user licence is needed for each agent, and the CTI user must be permitted to control the extension."), logDMCC("MonitorStart")}
	case registered:
		return words{cause: lang.X("doctor.registered", "The phone can be registered.")}
	case phoneInUse:
		return words{cause: lang.X("doctor.inuse", "Offhook is signed in with this extension. Sign out to have this looked at.")}
	case noStationCode:
		return words{lang.X("doctor.nocode", "No security code of the station is known here, so the phone is not registered."), You,
			lang.X("doctor.nocode.tell", "Sign in once with “Remember”, or set the variable OFFHOOK_STATION_CODE."), ""}
	case otherPhone:
		return words{cause: lang.X("doctor.otherphone", "The voice is on another telephone.")}
	case callRings:
		return words{cause: lang.X("doctor.callrings", "The extension has a call, which is left alone.")}
	}
	return words{}
}

// aboutVoice is about RTP.
func aboutVoice(f Finding, v values) words {
	switch f {
	case rtpNoStart:
		return words{lang.X("doctor.rtp.nostart", "The phone went off hook, but the switch began no voice."), Switch,
			lang.X("doctor.rtp.nostart.tell", "The codec set of the phone's network region must have one of {{.Codecs}}, and the region a media gateway with free resources.", v), logVoice(v["Extension"])}
	case rtpCannot:
		return words{lang.X("doctor.rtp.cannot", "The switch chose a kind of voice stream that Offhook does not speak."), Switch,
			lang.X("doctor.rtp.cannot.tell", "Put G.711 or G.722, and SRTP or no encryption, first in the codec set of the phone's network region."), logVoice(v["Extension"])}
	case rtpInHeard:
		return words{cause: lang.X("doctor.rtpin.heard", "Dial tone comes from {{.Address}} ({{.Codec}}).", v)}
	case rtpInLost:
		return words{lang.X("doctor.rtpin.lost", "Voice comes from {{.Address}}, but {{.Loss}} % of it is lost on the way.", v), Network,
			lang.X("doctor.rtp.lost.tell", "Look for overload, a bad wireless network, and whether voice (DSCP 46) goes first everywhere between this computer and {{.Address}}.", v), logVoice(v["Extension"])}
	case rtpInNothing:
		return words{lang.X("doctor.rtpin.nothing", "No voice arrives from {{.Address}}.", v), Network,
			lang.X("doctor.rtpin.nothing.tell", "UDP from the media gateways to this computer, {{.Local}} (ports {{.Ports}}), must be open, and the gateways must have a route to that address: with a VPN or an address translator they often have none.", v), logVoice(v["Extension"])}
	case rtpInElsewhere:
		return words{lang.X("doctor.rtpin.elsewhere", "Voice arrives from another address than the announced {{.Address}}, so it is not played.", v), Desk,
			lang.X("doctor.rtpin.elsewhere.tell", "The setting voice.symmetric_rtp lets it in. An address translator between the gateway and this computer is the usual reason."), logVoice(v["Extension"])}
	case rtpInUnreadable:
		return words{lang.X("doctor.rtpin.unreadable", "What arrives from {{.Address}} is not in the agreed form: the codec or the keys differ.", v), Switch,
			lang.X("doctor.rtpin.unreadable.tell", "Compare the codec set of the phone's network region with voice.codecs and voice.encryption. For keys see dialect.swapKeys."), logVoice(v["Extension"])}
	case rtpOutHeard:
		return words{cause: lang.X("doctor.rtpout.heard", "{{.Address}} reports that our voice arrives.", v)}
	case rtpOutLost:
		return words{lang.X("doctor.rtpout.lost", "{{.Address}} reports that {{.Loss}} % of our voice is lost on the way.", v), Network,
			lang.X("doctor.rtp.lost.tell", "Look for overload, a bad wireless network, and whether voice (DSCP 46) goes first everywhere between this computer and {{.Address}}.", v), logVoice(v["Extension"])}
	case rtpOutNothing:
		return words{lang.X("doctor.rtpout.nothing", "{{.Address}} reports, but never of our voice: it does not arrive there.", v), Network,
			lang.X("doctor.rtpout.nothing.tell", "UDP from this computer, {{.Local}}, to the media gateways must be open: {{.Address}} and the others.", v), logVoice(v["Extension"])}
	case rtpOutUnsent:
		return words{lang.X("doctor.rtpout.unsent", "This computer sends no voice: the system takes none of it."), Desk,
			lang.X("doctor.rtpout.unsent.tell", "Check the route to {{.Address}}, the VPN, and a firewall on this computer.", v), logNothing()}
	case rtpOutUntold:
		return words{lang.X("doctor.rtpout.untold", "{{.Address}} sends no reports, so it is not known whether our voice arrives.", v), Network,
			lang.X("doctor.rtpout.untold.tell", "Make a test call. Reports (RTCP) come on the port after that of the voice: it must be open too."), logVoice(v["Extension"])}
	}
	return words{}
}

// aboutDesk is about this computer.
func aboutDesk(f Finding, v values) words {
	switch f {
	case soundOpen:
		return words{cause: lang.X("doctor.sound.open", "Microphone: {{.Microphone}}. Loudspeaker: {{.Speaker}}.", v)}
	case soundInUse:
		return words{cause: lang.X("doctor.sound.inuse", "A call has the sound devices, so they are left alone.")}
	case soundInstead:
		return words{lang.X("doctor.sound.instead", "A chosen device is not there. In use: microphone {{.Microphone}}, loudspeaker {{.Speaker}}.", v), You,
			lang.X("doctor.sound.instead.tell", "Plug the headset in, or choose another device in the settings."), ""}
	case soundNone:
		return words{lang.X("doctor.sound.none", "This computer has no microphone and no loudspeaker that can be used."), Desk,
			lang.X("doctor.sound.none.tell", "Plug a headset in. If there is one, the sound system of this computer does not run or does not let us in."), logNothing()}
	case noMicrophone:
		return words{lang.X("doctor.sound.nomicrophone", "There is no microphone that can be used. Loudspeaker: {{.Speaker}}.", v), You,
			lang.X("doctor.sound.nomicrophone.tell", "Plug the headset in, and let Offhook use the microphone in the system's privacy settings."), logNothing()}
	case noSpeaker:
		return words{lang.X("doctor.sound.nospeaker", "There is no loudspeaker that can be used. Microphone: {{.Microphone}}.", v), You,
			lang.X("doctor.sound.nospeaker.tell", "Plug the headset in, and look at the system's sound settings."), logNothing()}
	case microSilent:
		return words{lang.X("doctor.sound.silent", "The microphone {{.Microphone}} gives no sound at all, not even noise.", v), You,
			lang.X("doctor.sound.silent.tell", "Look at the mute switch of the headset, and which microphone is chosen."), ""}
	case keychainOff:
		return words{cause: lang.X("doctor.keychain.off", "The settings keep no passwords.")}
	case keychainOpen:
		return words{cause: lang.X("doctor.keychain.open", "Passwords can be kept and read.")}
	}
	return words{}
}
