package wti

import "errors"

// adviceByKind is what can be done about each kind of failure: about those that
// are no refusal, and about refusals whose code says less.
var adviceByKind = map[Kind]Advice{
	KindUnreachable: AdviceUnreachable, KindNotTrusted: AdviceNotTrusted, KindWrongName: AdviceWrongName,
	KindInsecure: AdviceInsecure, KindForbidden: AdviceForbidden, KindNoWTI: AdviceNoWTI,
	KindUnauthorized: AdviceCredentials, KindServerBusy: AdviceServerBusy, KindVersion: AdviceVersion,
	KindTimeout: AdviceNoAnswer, KindDisconnected: AdviceConnection,

	KindWrongExtension: AdviceWrongDevice, KindWrongStationCode: AdviceStationCode, KindExtensionInUse: AdviceInUse,
	KindNotSoftphone: AdviceNotSoftphone, KindLicence: AdviceLicence, KindDeviceBusy: AdviceStationBusy,

	KindWrongAgentID: AdviceWrongAgentID, KindWrongAgentPassword: AdviceWrongPassword, KindAgentElsewhere: AdviceAgentElsewhere,
	KindReasonRequired: AdviceReasonRequired, KindAgentState: AdviceAgentState,

	KindCallGone: AdviceCallGone, KindWrongNumber: AdviceCannotDial, KindNoTrunk: AdviceNoTrunk, KindNotNow: AdviceWrongMoment,
	KindNotPermitted: AdviceNotPermitted, KindNotSupported: AdviceNotAvailable,
}

// decisive are the kinds that say more than any code: the service and its state
// have been looked at for them.
var decisive = []Kind{
	KindWrongAgentID, KindWrongAgentPassword, KindAgentElsewhere, KindReasonRequired, KindAgentState,
	KindWrongStationCode, KindExtensionInUse, KindNotSoftphone, KindUnauthorized, KindVersion, KindDeviceBusy, KindDisconnected,
}

// AdviceOf is what can be done about any error of this package, also about a
// server that cannot be reached (protocol notes §1.2, §10.2). It is AdviceNone for
// other errors.
func AdviceOf(err error) Advice {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Advice()
	}
	return adviceByKind[KindOf(err)]
}
