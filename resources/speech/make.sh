#!/bin/sh
# Makes the speech prompts of this folder anew. Needs espeak-ng and sox.
# The texts are our own; each prompt becomes raw mu-law, 8000 samples a second,
# one channel, which is what a G.711 payload holds.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# say NAME VOICE WORDS_PER_MINUTE PITCH TEXT
say() {
	espeak-ng -v "$2" -s "$3" -p "$4" -w "$work/$1.wav" "$5"
	sox "$work/$1.wav" -t ul -r 8000 -c 1 "$1.ulaw" \
		highpass 200 lowpass 3400 norm -9 silence 1 0.02 0.5% reverse silence 1 0.02 0.5% reverse pad 0 0.3
	printf '%s\t%s\n' "$1" "$5" >>"$work/prompts.tsv"
}

say lamp    en-gb      165 40 "Hello, Martin Keller here. One of the lamps in my order arrived broken. Could you send me a new one, please?"
say address en-us+f3   170 60 "Good morning, this is Anna Lindgren. We have moved, and I would like to change my address."
say invoice en-gb+m3   175 35 "Hi, Tom Barker speaking. My invoice shows the same chair twice."
say desk    en-us+f2   170 55 "Service desk, good day. What can I do for you?"
say answer  en-gb+m2   165 45 "Hello? Yes, speaking."
say menu    en-us+f3   165 50 "Welcome. For opening hours, press one. For parcels, press two."
say hours   en-us+f3   165 50 "We are open from eight to six."
say parcels en-us+f3   165 50 "Your parcel is on its way."
say unknown en-us+f3   165 50 "Sorry, that is not an option."
say nonumber en-us+f3  160 50 "This number is not in use."

mv "$work/prompts.tsv" prompts.tsv
