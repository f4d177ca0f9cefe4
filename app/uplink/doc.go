// Package uplink hears from the kernel that the computer has other addresses or
// another default route (rtnetlink, on Linux; elsewhere it returns
// [errors.ErrUnsupported]). That is how a change of the network is noticed where
// NetworkManager is not there to tell of it.
package uplink
