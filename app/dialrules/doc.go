// Package dialrules turns a number as an agent or a link has it into what the
// switch is asked to dial: outside line, trunk and international prefixes, internal
// numbers, and rules of the administrator's own.
//
// A [Plan] is made once from [Settings] and never changes; all its methods are
// safe for concurrent use and do no I/O. What is dialled depends on the number
// alone, so that a preview always tells the truth.
package dialrules
