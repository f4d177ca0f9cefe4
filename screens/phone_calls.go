package screens

import "offhook/wti"

// CallHandler carries out what can be asked of calls beside taking and ending
// them. A pair is a held and an active call; id names either of the two.
type CallHandler interface {
	Consult(id wti.CallID, number string)
	Swap(id wti.CallID)
	Transfer(id wti.CallID)
	Conference(id wti.CallID)
	CancelConsult(id wti.CallID)
	BlindTransfer(id wti.CallID, number string)
	Deflect(id wti.CallID, number string)
	Join(id wti.CallID, number string)
	DropParty(id wti.CallID, number string)
	ClearCall(id wti.CallID)
}

// Features switches what the station does with calls by itself, and whether a
// colleague is told of when free.
type Features interface {
	SetDoNotDisturb(on bool)
	SetForwarding(number string) // empty ends it
	AwaitColleague(extension string, on bool)
}
