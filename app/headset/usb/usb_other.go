//go:build !linux && !darwin

package usb

import (
	"time"

	"github.com/sstallion/go-hid"
)

const lookEvery = 5 * time.Second

func prepare() error { return hid.Init() }

func permitted(string) error { return nil }
