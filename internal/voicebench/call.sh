#!/usr/bin/env bash
# One measured call:  call.sh PHONE ear|tone|speech|wire|cost SECONDS direct|lossy [LINK FLAGS]
# PHONE is offhook, baresip, linphone, or alone: offhook's voice path in a program
# of its own. Prints "result NAME=VALUE…". Needs root.
# VOICEBENCH is the measuring program, PROGRAM the one that is measured. KEEP, if
# set, is a directory for the recording and what the phones and the link said.
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
phone=$1 mode=$2 seconds=$3
shift 3
. "$here/rig.sh"
. "$here/phones.sh"
trap rig_down EXIT

play() {
	HOME=$RIGHOME paplay -d micA --latency-msec=20 "$1" &
	PIDS+=($!)
}
voicebench() { HOME=$RIGHOME "$VOICEBENCH" "$@"; }
steady() { sox -n -r 48000 -c 1 -b 16 "$RIG/in.wav" synth "$1" sine 1015 gain -6; }
recorded() {
	play "$RIG/in.wav"
	voicebench record -for $((seconds + 2))s -wav "$RIG/out.wav"
}

rig_sound
rig_net "$@" || {
	echo "call.sh: the network namespaces nsa and nsb cannot be made; does another run use them?" >&2
	exit 1
}
"phone_$phone" || {
	echo "call.sh: $phone set up no call" >&2
	tail -5 "$RIG"/[AB].log >&2
	exit 1
}
case $mode in
ear)
	voicebench clicks -wav "$RIG/in.wav" -seconds $((seconds + 5))
	play "$RIG/in.wav"
	sleep 2
	voicebench ear -for "${seconds}s"
	;;
tone)
	steady "$seconds"
	recorded
	voicebench tone "$RIG/out.wav"
	;;
speech)
	espeak-ng -v en-us -s 150 -w "$RIG/said.wav" "$(cat "$here/speech.txt")"
	sox "$RIG/said.wav" -r 48000 -c 1 -b 16 "$RIG/in.wav" norm -6 trim 0 "$seconds"
	recorded
	voicebench speech "$RIG/in.wav" "$RIG/out.wav"
	;;
wire)
	steady $((seconds + 5))
	play "$RIG/in.wav"
	ip netns exec nsb dumpcap -P -q -i vnb -f udp -a duration:"$seconds" -w "$RIG/wire.pcap" >&2
	voicebench wire "$RIG/wire.pcap"
	;;
cost)
	steady $((seconds + 10))
	play "$RIG/in.wav"
	voicebench cost -for "${seconds}s" A="$PA" B="$PB"
	;;
esac
kill -INT "$PA" 2>/dev/null
kill -INT "$PB" 2>/dev/null
sleep 0.5
[ -z "${KEEP:-}" ] || cp "$RIG"/*.wav "$RIG"/*.log "$RIG"/link.out "$KEEP" 2>/dev/null
exit 0
