package wti

// System services (protocol notes §9.2).
const (
	opSystemRegister             = "SystemRegister"
	opSystemRegisterCancel       = "SystemRegisterCancel"
	opRequestSystemStatus        = "RequestSystemStatus"
	opGetLinkStatus              = "GetLinkStatus"
	opCallInformationEventsStart = "CallInformationEventsStart"
)

type linkEvents struct {
	LinkUp   bool `json:"linkUp"`
	LinkDown bool `json:"linkDown"`
}

type systemRegisterCancel struct {
	ID string `json:"sysStatRegisterID"`
}

type linkName struct {
	LinkName string `json:"linkName,omitempty"`
}

type systemRegister struct {
	RequestTypes struct {
		SystemStatus        bool `json:"systemStatus"`
		RequestSystemStatus bool `json:"requestSystemStatus"`
	} `json:"requestTypes"`
	RequestedStatusFilter bits        `json:"requestedStatusFilter"`
	Extensions            *extensions `json:"extensions,omitempty"`
}

type systemRegisterPrivate struct {
	Data struct {
		InvertFilter bool   `json:"invertFilter"`
		SwitchName   string `json:"switchName,omitempty"`
	} `json:"SystemRegisterPrivateData"`
}

func newSystemRegister(switchName string) systemRegister {
	var m systemRegister
	m.RequestTypes.SystemStatus, m.RequestTypes.RequestSystemStatus = true, true
	m.RequestedStatusFilter = on(systemStates...)
	var data systemRegisterPrivate
	data.Data.InvertFilter, data.Data.SwitchName = true, switchName
	m.Extensions = private(data)
	return m
}
