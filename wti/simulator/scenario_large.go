package simulator

import "strconv"

// LargeLimit is how many stations [Large] adds at most.
const LargeLimit = 9_999

// Large is the default scenario with n more stations and agents, all in skill
// 500, for load tests: stations from 20000 on with security code 123456, agents
// from 30000 on with password 1234. n is at most [LargeLimit].
func Large(n int) *Scenario {
	sc := Default()
	for i := range min(n, LargeLimit) {
		sc.Stations = append(sc.Stations, Station{
			Extension: LargeStation(i), Switch: "CM1", SecurityCode: "123456", Name: "Desk " + strconv.Itoa(i),
		})
		sc.Agents = append(sc.Agents, Agent{ID: LargeAgent(i), Password: "1234", Name: "Agent " + strconv.Itoa(i), Skills: []string{"500"}})
	}
	return sc
}

// LargeStation is the extension of station i of a large scenario, from 0.
func LargeStation(i int) string { return strconv.Itoa(20_000 + i) }

// LargeAgent is the id of agent i of a large scenario, from 0.
func LargeAgent(i int) string { return strconv.Itoa(30_000 + i) }
