package uplink

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"time"

	"github.com/jsimonetti/rtnetlink/v2"
	"github.com/mdlayher/netlink"
	"golang.org/x/sys/unix"
)

// groups are what the kernel tells of (rtnetlink(7)).
const groups = unix.RTMGRP_LINK | unix.RTMGRP_IPV4_IFADDR | unix.RTMGRP_IPV6_IFADDR | unix.RTMGRP_IPV4_ROUTE | unix.RTMGRP_IPV6_ROUTE

// The kernel tells of a change in pieces, and of much that changes nothing: it is looked
// at when nothing was told for quiet, and after atMost in any case.
const (
	quiet  = 300 * time.Millisecond
	atMost = time.Second
)

// Watch calls news on its own goroutine, with what has changed, until ctx ends, and
// returns its cause. What counts are the addresses of links that work, the own and the
// link-local ones apart, and the default routes. The addresses of a bridge count where
// a default route goes through it: the others are for containers and virtual machines.
// Watch fails at once where the kernel does not tell.
func Watch(ctx context.Context, log *slog.Logger, news func(why string)) error {
	told, err := netlink.Dial(unix.NETLINK_ROUTE, &netlink.Config{Groups: groups})
	if err != nil {
		return fmt.Errorf("uplink: %w", err)
	}
	defer context.AfterFunc(ctx, func() { _ = told.Close() })()
	defer func() { _ = told.Close() }()
	ask, err := rtnetlink.Dial(nil)
	if err != nil {
		return fmt.Errorf("uplink: %w", err)
	}
	defer func() { _ = ask.Close() }()
	was, err := look(ask)
	if err != nil {
		return err
	}
	log.Debug("addresses and routes are watched", "now", was)
	for {
		if err := settle(told); err != nil {
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			return err
		}
		is, err := look(ask)
		if err != nil {
			log.Debug("what has changed cannot be seen", "err", err)
			continue
		}
		why := is.differs(was)
		if why != "" {
			news(why)
		}
		log.Debug("the kernel has told of a change", "counts", why, "now", is)
		was = is
	}
}

// settle returns when the kernel has told something, and then for a while nothing.
func settle(told *netlink.Conn) error {
	if err := wait(told, time.Time{}); err != nil {
		return err
	}
	for last := time.Now().Add(atMost); ; {
		end := time.Now().Add(quiet)
		if end.After(last) {
			end = last
		}
		switch err := wait(told, end); {
		case errors.Is(err, os.ErrDeadlineExceeded):
			return nil
		case err != nil:
			return err
		}
	}
}

// wait waits for the kernel to tell something, until a time that is not zero. More than
// the socket holds is something, too.
func wait(told *netlink.Conn, end time.Time) error {
	err := told.SetReadDeadline(end)
	if err == nil {
		_, err = told.Receive()
	}
	if err == nil || errors.Is(err, unix.ENOBUFS) {
		return nil
	}
	return fmt.Errorf("uplink: %w", err)
}
