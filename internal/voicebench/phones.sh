# The phones of call.sh: each phone_NAME sets up one call from A to B and sets PA
# and PB to the two processes.

phone_offhook() { both "$PROGRAM" voice; }

# The same voice path without the app around it.
phone_alone() { both "$VOICEBENCH" phone; }

# both COMMAND: runs it at both hosts, each told where it is and where the other is.
both() {
	at B "$@" --local 10.77.0.2:4000 --peer 10.77.0.1:4000 >"$RIG/B.log" 2>&1
	PB=$!
	PIDS+=("$PB")
	at A "$@" --local 10.77.0.1:4000 --peer 10.77.0.2:4000 >"$RIG/A.log" 2>&1
	PA=$!
	PIDS+=("$PA")
	sleep 4
}

# held SIDE COMMAND: at, with an input that stays open and takes commands.
held() {
	mkfifo "$RIG/in$1"
	sleep 100000 >"$RIG/in$1" &
	PIDS+=($!)
	local side=$1
	shift
	at "$side" "$@" <"$RIG/in$side" >"$RIG/$side.log" 2>&1
	PIDS+=($!)
	eval "P$side=$!"
}

phone_baresip() {
	local side ip
	for side in A B; do
		ip=10.77.0.1
		[ $side = B ] && ip=10.77.0.2
		mkdir "$RIG/$side"
		cat >"$RIG/$side/config" <<C
poll_method epoll
sip_listen $ip:15060
audio_player alsa,default
audio_source alsa,default
audio_alert aufile,/dev/null
ausrc_srate 8000
auplay_srate 8000
ausrc_channels 1
auplay_channels 1
rtp_tos 184
jitter_buffer_delay 5-10
module_path /usr/lib/baresip/modules
module stdio.so
module g711.so
module plc.so
module alsa.so
module aufile.so
module_app account.so
module_app menu.so
statmode_default off
C
		echo "<sip:$side@$ip:15060>;regint=0;answermode=auto;audio_codecs=pcmu/8000/1" >"$RIG/$side/accounts"
		: >"$RIG/$side/contacts"
	done
	held B baresip -4 -f "$RIG/B"
	sleep 1
	held A baresip -4 -f "$RIG/A" -e "/dial sip:B@10.77.0.2:15060"
	sleep 4
	grep -qi established "$RIG/A.log"
}

phone_linphone() {
	local side ip
	for side in A B; do
		ip=10.77.0.1
		[ $side = B ] && ip=10.77.0.2
		mkdir -p "$RIG/$side/.local/share/linphone" "$RIG/$side/.config/linphone"
		{
			printf '[sip]\nsip_port=15060\nsip_tcp_port=0\nsip_tls_port=0\ndefault_proxy=-1\nguess_hostname=0\ncontact=sip:%s@%s\nuse_ipv6=0\n' $side $ip
			printf '[rtp]\naudio_rtp_port=17078\naudio_jitt_comp=60\naudio_adaptive_jitt_comp_enabled=1\n[net]\nfirewall_policy=0\n'
			printf '[sound]\nplayback_dev_id=PulseAudio Unknown: spk%s\nringer_dev_id=PulseAudio Unknown: spk%s\ncapture_dev_id=ALSA Unknown: default\nechocancellation=0\nagc=0\n' $side $side
			printf '[audio_codec_0]\nmime=PCMU\nrate=8000\nchannels=1\nenabled=1\n'
			local i=1 codec
			for codec in opus/48000/2 opus/48000/1 speex/16000/1 speex/8000/1 speex/32000/1 PCMA/8000/1 GSM/8000/1 G722/8000/1 iLBC/8000/1 G729/8000/1 BV16/8000/1; do
				IFS=/ read -r mime rate channels <<<"$codec"
				printf '[audio_codec_%d]\nmime=%s\nrate=%s\nchannels=%s\nenabled=0\n' $i "$mime" "$rate" "$channels"
				i=$((i + 1))
			done
			printf '[video]\nenabled=0\n[misc]\nhistory_max_size=0\n'
		} >"$RIG/$side/linphonerc"
	done
	local run=(linphone-daemon --disable-stats-events)
	held B env HOME="$RIG/B" PULSE_COOKIE="$RIGHOME/.config/pulse/cookie" "${run[@]}" --config "$RIG/B/linphonerc" --auto-answer
	sleep 3
	held A env HOME="$RIG/A" PULSE_COOKIE="$RIGHOME/.config/pulse/cookie" "${run[@]}" --config "$RIG/A/linphonerc"
	sleep 3
	echo "call sip:B@10.77.0.2:15060" >"$RIG/inA"
	sleep 5
	grep -qiE 'connected|StreamsRunning' "$RIG/A.log"
}
