package lookup

// tailLength is how many digits at the end of two numbers have to be the same
// for them to be one number, written with and without country or area code.
const tailLength = 8

// Tail is the part of a number that its other spellings have too: the last eight
// digits, or the whole of a shorter one, such as an extension. Numbers with
// different tails are different numbers.
func Tail(number string) string {
	bare := Bare(number)
	if len(bare) > tailLength {
		return bare[len(bare)-tailLength:]
	}
	return bare
}

// Likeness is how many characters at the end of two numbers are the same, for
// choosing between numbers with one tail.
func Likeness(a, b string) int {
	a, b = Bare(a), Bare(b)
	n := 0
	for n < len(a) && n < len(b) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	return n
}
