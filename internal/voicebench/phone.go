//go:build linux

package main

import (
	"context"
	"flag"
	"net/netip"

	"offhook/media"
	"offhook/media/device"
)

// phone carries voice between two addresses until it is interrupted: the product's
// voice path in a program without a window toolkit, which shows what of the
// memory belongs to which.
func phone(ctx context.Context, args []string) error {
	f := flag.NewFlagSet("phone", flag.ExitOnError)
	var local, peer netip.AddrPort
	f.TextVar(&local, "local", netip.AddrPort{}, "where to receive")
	f.TextVar(&peer, "peer", netip.AddrPort{}, "the far end")
	_ = f.Parse(args) // it exits
	s, err := media.Open(media.Config{Local: local.Addr(), PortMin: int(local.Port()), PortMax: int(local.Port()) + 1})
	if err != nil {
		return err
	}
	defer func() { _ = s.Close() }()
	sound, err := device.Open(device.Options{Source: s, Sink: s})
	if err != nil {
		return err
	}
	defer func() { _ = sound.Close() }()
	if err := s.Start(media.Remote{RTP: peer, Codec: "pcmu"}); err != nil {
		return err
	}
	<-ctx.Done()
	return nil
}
