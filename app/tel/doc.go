// Package tel reads telephone numbers out of what people and programs write:
// tel: URIs (RFC 3966), callto: links, and numbers as they stand in letters, web
// pages and contacts.
//
// The package is pure: it dials nothing, knows no country and no exchange. What
// it does not understand wholly is an error, since a guess would call somebody
// else. All functions are safe for concurrent use.
package tel
