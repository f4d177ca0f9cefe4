// Package headsettest is a headset for tests: report descriptors of real ones, and a
// [Headset] that is plugged in and out, pressed, and asked which lamps are lit.
package headsettest
