// Package support packs what whoever helps needs to know about one desk into a zip
// file, without secrets and without what callers brought: numbers, names, digits,
// texts.
//
// [Write] is the entry point. It masks what it is told to keep private wherever it
// stands, packs, reads the packed file again and looks for it in every form in which
// it might be written; a file in which something is left is not written.
//
// Nothing is kept between calls, so that any goroutine may call anything. A bundle
// of some megabytes takes a few hundred milliseconds: not for a loop.
package support
