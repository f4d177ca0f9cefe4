# Two hosts A and B in network namespaces, each with a microphone (a null sink
# micX, whose monitor the phone hears) and a loudspeaker (spkX, whose monitor the
# ear hears). Sourced by call.sh. Each process that is started is remembered and
# ended by its id.
RIG=$(mktemp -d /tmp/voicebench-XXXXXX)
export XDG_RUNTIME_DIR=$RIG/run PULSE_SERVER=unix:$RIG/run/pulse/native
RIGHOME=$RIG/home
mkdir -p "$XDG_RUNTIME_DIR" "$RIGHOME/.config/pulse"
chmod 700 "$XDG_RUNTIME_DIR"
PIDS=()
LINK=

# realtime PID: when all this runs in real time (chrt -r), PulseAudio, which gives
# that up at its start, gets it back.
realtime() {
	[[ $(chrt -p $$ 2>/dev/null) == *SCHED_RR* ]] || return 0
	sleep 1
	chrt -a -r -p 20 "$1" >&2
}

rig_sound() {
	{
		echo "load-module module-native-protocol-unix auth-anonymous=1"
		for s in micA spkA micB spkB; do
			echo "load-module module-null-sink sink_name=$s rate=48000 channels=1 sink_properties=device.description=$s"
		done
		echo "set-default-sink spkA"
		echo "set-default-source micA.monitor"
	} >"$RIG/rig.pa"
	HOME=$RIGHOME pulseaudio --daemonize=no -n -F "$RIG/rig.pa" --exit-idle-time=-1 --use-pid-file=no --log-target=file:"$RIG/pulse.log" 2>/dev/null &
	PULSE=$!
	PIDS+=("$PULSE")
	realtime "$PULSE"
	for _ in $(seq 100); do
		HOME=$RIGHOME pactl info >/dev/null 2>&1 && break
		sleep 0.1
	done
	# An idle null sink renders two seconds ahead: each monitor keeps a reader that
	# wants little latency.
	for s in micA spkA micB spkB; do
		HOME=$RIGHOME parec -d $s.monitor --latency-msec=5 --raw --rate=48000 --channels=1 >/dev/null 2>&1 &
		PIDS+=($!)
	done
	sleep 0.5
}

# rig_net direct         a pair of interfaces without impairment
# rig_net lossy FLAGS    through "voicebench link FLAGS"
rig_net() {
	local kind=$1
	shift
	ip netns add nsa && ip netns add nsb || return 1
	if [ "$kind" = direct ]; then
		ip link add vna type veth peer name vnb
		ip link set vna netns nsa
		ip link set vnb netns nsb
		ip -n nsa addr add 10.77.0.1/24 dev vna
		ip -n nsb addr add 10.77.0.2/24 dev vnb
		ip -n nsa link set lo up
		ip -n nsb link set lo up
		ip -n nsa link set vna up
		ip -n nsb link set vnb up
	else
		"$VOICEBENCH" link "$@" >"$RIG/link.out" 2>&1 &
		LINK=$!
		for _ in $(seq 100); do
			grep -q 'link up' "$RIG/link.out" && break
			sleep 0.1
		done
	fi
	# Some phones learn their own address by asking for the way to an outside one.
	ip -n nsa route add default via 10.77.0.2
	ip -n nsb route add default via 10.77.0.1
}

rig_down() {
	for p in "${PIDS[@]}" $LINK; do kill "$p" 2>/dev/null; done
	sleep 0.5
	for p in "${PIDS[@]}" $LINK; do kill -KILL "$p" 2>/dev/null; done # a phone without input may spin
	wait 2>/dev/null
	ip netns del nsa 2>/dev/null
	ip netns del nsb 2>/dev/null
	rm -rf "$RIG"
}

# at SIDE COMMAND: runs it in the background as host A or B; $! is the command.
at() {
	local side=$1 space=nsa
	shift
	[ "$side" = B ] && space=nsb
	ip netns exec $space env HOME="$RIGHOME" PULSE_SINK=spk$side PULSE_SOURCE=mic$side.monitor "$@" <&0 &
}
