// Package policyforms makes what administrators need beside the program to set a
// policy: the reference in the administrator guide, and the group policy templates
// in packaging/policy. All come from the settings themselves and from the guide's
// table of their meanings; the package's test says when they are out of step, and
// writes them anew with OFFHOOK_UPDATE=1.
package policyforms
