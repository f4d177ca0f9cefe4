package cli

import (
	"fmt"
	"log/slog"
	"net/netip"
	"os"
	"time"

	"offhook/media"
	"offhook/media/device"
)

// voiceCommand is the voice path alone: RTP between two addresses, with the
// microphone and the loudspeaker, without signalling and without a window.
type voiceCommand struct {
	Local      netip.AddrPort `help:"Where to receive: an address of this machine and an even port; RTCP takes the next port." placeholder:"IP:PORT"`
	Peer       netip.AddrPort `help:"The far end, which sends from there too." placeholder:"IP:PORT"`
	Codec      string         `help:"pcmu, pcma or g722." default:"pcmu" placeholder:"NAME"`
	PacketSize time.Duration  `help:"Voice in one packet, 10ms to 60ms." default:"20ms" name:"packet-size" placeholder:"TIME"`
	SRTP       string         `help:"Encrypt: [SUITE:]KEY[,KEY], where a key is base64 of key and salt; the first protects what is sent, the second what comes. In the environment other users do not see it." name:"srtp" env:"OFFHOOK_SRTP_KEYS" placeholder:"KEYS"`
	Symmetric  bool           `help:"Also take voice from another address than the peer's, and answer there."`
	Stats      bool           `help:"Print the figures each second."`
	JSON       bool           `help:"Print them as one line of JSON each second." name:"json"`
	Headers    string         `help:"Write the RTP headers, without the voice, to this capture file for Wireshark." type:"path" placeholder:"FILE"`
	For        time.Duration  `help:"End after this time; default: at Ctrl-C." placeholder:"TIME"`
	Speaker    string         `help:"Loudspeaker, by name or id; default: the system's." placeholder:"NAME"`
	Microphone string         `help:"Microphone, by name or id; default: the system's." placeholder:"NAME"`
	Devices    bool           `help:"List the loudspeakers and microphones, and end."`
	NoSound    bool           `help:"Use no sound device: silence is sent, nothing is heard." name:"no-sound"`
}

// Run carries voice until it is interrupted. It fails with the exit code of a
// failed check when nothing came from the far end.
func (c *voiceCommand) Run(e *environment) error {
	if c.Devices {
		return e.listDevices()
	}
	remote, err := c.remote()
	if err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(e.stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	session, err := media.Open(media.Config{
		Local: c.Local.Addr(), PortMin: int(c.Local.Port()), PortMax: int(c.Local.Port()) + 1,
		LatchSource: c.Symmetric, Logger: log,
	})
	if err != nil {
		return err
	}
	defer func() { _ = session.Close() }()
	finish, err := c.capture(session)
	if err != nil {
		return err
	}
	err = c.talk(e, session, remote, log)
	if failed := finish(); err == nil {
		err = failed
	}
	return err
}

// remote checks what was asked for.
func (c *voiceCommand) remote() (media.Remote, error) {
	r := media.Remote{RTP: c.Peer, Codec: c.Codec, PacketSize: c.PacketSize}
	if !c.Local.IsValid() || !c.Peer.IsValid() {
		return r, exitError{exitUsage, "voice needs --local IP:PORT and --peer IP:PORT"}
	}
	if c.Local.Port() == 0 || c.Local.Port()%2 != 0 {
		return r, exitError{exitUsage, fmt.Sprintf("--local %v: the port of RTP is even, and not 0", c.Local)}
	}
	if c.Peer.Port() == 0 || c.Peer.Addr().IsUnspecified() {
		return r, exitError{exitUsage, fmt.Sprintf("--peer %v: give the far end's address and port", c.Peer)}
	}
	if _, ok := media.ParseCodec(c.Codec); !ok {
		return r, exitError{exitUsage, fmt.Sprintf("--codec %q: spoken here are pcmu, pcma and g722", c.Codec)}
	}
	var err error
	if r.Crypto, err = parseVoiceKeys(c.SRTP); err != nil {
		return r, exitError{exitUsage, "--srtp: " + err.Error()}
	}
	_ = os.Unsetenv("OFFHOOK_SRTP_KEYS") // no program started from here inherits it
	return r, nil
}

// capture starts writing headers when that was asked for. finish ends it.
func (c *voiceCommand) capture(s *media.Session) (finish func() error, err error) {
	if c.Headers == "" {
		return func() error { return nil }, nil
	}
	file, err := os.OpenFile(c.Headers, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return nil, fmt.Errorf("--headers: %w", err)
	}
	capture, err := s.CaptureHeaders(file)
	if err != nil {
		_ = file.Close()
		return nil, err
	}
	return func() error {
		err := capture.Close()
		if closed := file.Close(); err == nil {
			err = closed
		}
		return err
	}, nil
}

// talk carries voice and prints how it goes.
func (c *voiceCommand) talk(e *environment, s *media.Session, r media.Remote, log *slog.Logger) error {
	sound, err := c.openSound(s, log)
	if err != nil {
		return err
	}
	defer func() { _ = sound.Close() }()
	if err := s.Start(r); err != nil {
		return err
	}
	report := voiceReport{session: s, sound: sound, to: e.stdout, lines: c.Stats, json: c.JSON, begun: time.Now()}
	if err := report.follow(e.ctx, c.For); err != nil {
		return err
	}
	return report.verdict(c.Peer)
}

// voiceSound is what carries the sound.
type voiceSound interface {
	State() device.State
	Gaps() device.Gaps
	Close() error
}

// noSound is a voiceSound without hardware.
type noSound struct{ *device.Null }

func (noSound) State() device.State { return device.State{} }
func (noSound) Gaps() device.Gaps   { return device.Gaps{} }

func (c *voiceCommand) openSound(s *media.Session, log *slog.Logger) (voiceSound, error) {
	if c.NoSound {
		return noSound{device.NewNull(s, s)}, nil
	}
	return device.Open(device.Options{
		Source: s, Sink: s, Logger: log,
		Playback: device.Choice{ID: c.Speaker, Name: c.Speaker}, Capture: device.Choice{ID: c.Microphone, Name: c.Microphone},
	})
}
