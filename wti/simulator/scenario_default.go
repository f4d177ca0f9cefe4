package simulator

import "time"

// Default is the scenario used when none is given: CTI user demo with password
// demo, switch CM1, stations 4750 and 4751 with security code 123456, agents
// 2001 and 2002 with password 1234, skill 500, VDNs 7000 and 7001. Station 5590
// of switch CM55 is the one of the client sequence published in Avaya's forum. A
// colleague works at station 4753 without a client: answers after a second and a
// half, and can be watched.
//
// Outside numbers, each also with a leading 9:
//
//	5550100  answers and speaks        5550101  echoes what it hears
//	5550102  busy                      5550103  rings, never answers
//	5550104  unobtainable              5550105  menu: press 1, 2, …
//	5550106  1000 Hz tone              5550107  answers, silence
//	5550108  hangs up after 10 s       5550109  all trunks busy
//
// Any other number of five digits or more answers after a second and speaks.
func Default() *Scenario {
	return &Scenario{
		Users: []User{{Name: "demo", Password: "demo"}},
		Stations: []Station{
			{Extension: "4750", Switch: "CM1", SecurityCode: "123456", Name: "Jo Walker"},
			{Extension: "4751", Switch: "CM1", SecurityCode: "123456", Name: "Sam Rivera"},
			{Extension: "4752", Switch: "CM1", SecurityCode: "123456", Name: "Lee Marsh", DeskPhone: true},
			{Extension: "4753", Switch: "CM1", SecurityCode: "123456", Name: "Kim Novak"},
			{Extension: "5590", Switch: "CM55", SecurityCode: "123456", Name: "Test Station"},
		},
		Agents: []Agent{
			{ID: "2001", Password: "1234", Name: "Jo Walker", Skills: []string{"500"}},
			{ID: "2002", Password: "1234", Name: "Sam Rivera", Skills: []string{"500"}},
		},
		Skills: []Skill{{Extension: "500", Name: "Service"}},
		VDNs: []VDN{
			{Extension: "7000", Name: "Orders", Skill: "500"},
			{Extension: "7001", Name: "Invoices", Skill: "500"},
		},
		Emergency:  []string{"911", "112"},
		Colleagues: []Work{{Station: "4753"}},
		Callers: []Caller{
			{Number: "15551234567", Name: "M KELLER", VDN: "7000", Digits: "42", UserData: "CUSTOMER=42", FarEnd: Speech("lamp")},
			{Number: "4687712345", Name: "A LINDGREN", VDN: "7000", Digits: "1807", UserData: "CUSTOMER=1807", FarEnd: Speech("address")},
			{Number: "442079460123", Name: "T BARKER", VDN: "7001", Digits: "90331", FarEnd: Speech("invoice")},
		},
		Numbers: []Number{
			{Number: "5550100", Name: "Speech", FarEnd: Speech("answer")},
			{Number: "5550101", Name: "Echo", FarEnd: Echo()},
			{Number: "5550102", Name: "Busy", Outcome: OutcomeBusy},
			{Number: "5550103", Name: "No answer", Outcome: OutcomeNoAnswer},
			{Number: "5550104", Name: "Unobtainable", Outcome: OutcomeUnobtainable},
			{Number: "5550105", Name: "Menu", FarEnd: FarEnd{Speech: "menu", Menu: Menu{
				Keys: map[string]string{"1": "hours", "2": "parcels"}, Other: "unknown"}}},
			{Number: "5550106", Name: "Tone", FarEnd: Tone(1000)},
			{Number: "5550107", Name: "Silence", FarEnd: Silence()},
			{Number: "5550108", Name: "Hangs up", FarEnd: Speech("answer"), Hangup: Duration(10 * time.Second)},
			{Number: "5550109", Name: "Trunks busy", Outcome: OutcomeTrunksBusy},
		},
	}
}
