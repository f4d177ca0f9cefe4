package wti_test

import (
	"context"
	"fmt"
	"net/netip"

	"offhook/wti"
	"offhook/wti/simulator"
)

// Signing in and answering the first call.
func Example() {
	ctx := context.Background()
	aes := exampleAES()
	defer aes.Close()
	client, err := wti.New(wti.Options{
		Servers: []string{aes.URL()}, AllowInsecure: true, CTIUser: "demo", CTIPassword: "demo",
		SwitchName: "CM1", Extension: "4750", StationCode: "123456", LocalMedia: voice,
		AgentID: "2001", AgentPassword: "1234", InitialMode: wti.AgentAutoIn,
	})
	if err == nil {
		defer client.Close()
		err = client.SignIn(ctx)
	}
	for err == nil {
		switch e := (<-client.Events()).(type) {
		case wti.Delivered:
			fmt.Println("call from", e.Caller().Number, "for", e.Service())
			err = client.Answer(ctx, e.Connection)
		case wti.Established:
			fmt.Println("connected, customer data", e.UserData)
			return
		}
	}
	fmt.Println(err)
	// Output:
	// call from 15551234567 for 7000
	// connected, customer data CUSTOMER=42
}

// exampleAES starts the simulated AES, with callers. In production this is a real
// one.
func exampleAES() *simulator.Server {
	s, err := simulator.New(simulator.Options{Callers: true})
	if err != nil {
		panic(err)
	}
	return s
}

// voice says where we receive RTP.
func voice(local netip.Addr) (wti.LocalMedia, error) {
	return wti.LocalMedia{RTP: netip.AddrPortFrom(local, 47212), RTCP: netip.AddrPortFrom(local, 47213), Codecs: []string{"g711U"}}, nil
}

// A dialect is set for what differs from the defaults, and the rest is found out.
func ExampleDialect() {
	d := wti.Dialect{BinaryEncoding: "text", RegisterSuccess: []string{"1", "5"}, TelephoneEvent: 127}
	_, err := wti.New(wti.Options{
		Servers: []string{"aes.example", "aes2.example"}, SwitchName: "CM1", Extension: "4750",
		LocalMedia: voice, Dialect: d,
	})
	fmt.Println(err)
	// Output: <nil>
}
