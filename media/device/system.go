package device

import (
	"errors"

	"github.com/gen2brain/malgo"
)

// systems are the sound systems to try, in order. miniaudio's own null backend
// is left out: it would pass for a sound card.
var systems = []malgo.Backend{
	malgo.BackendWasapi, malgo.BackendDsound, malgo.BackendWinmm,
	malgo.BackendCoreaudio,
	malgo.BackendSndio, malgo.BackendAudio4, malgo.BackendOss,
	malgo.BackendPulseaudio, malgo.BackendAlsa,
}

// library is a context of the sound library, speaking to one sound system.
type library struct {
	*malgo.AllocatedContext
	system malgo.Backend
}

// openLibrary speaks to the first of the systems that answers.
func openLibrary(systems []malgo.Backend) (library, error) {
	err := errors.New("no sound system to try")
	for i := range systems {
		var c *malgo.AllocatedContext
		if c, err = malgo.InitContext(systems[i:i+1], malgo.ContextConfig{}, nil); err == nil {
			return library{c, systems[i]}, nil
		}
	}
	return library{}, err
}

// devices returns what there is to play on or to record from.
func (l library) devices(k kind) ([]malgo.DeviceInfo, error) {
	infos, err := l.Devices(k.malgo())
	if err != nil || l.system != malgo.BackendAlsa {
		return infos, err
	}
	real := infos[:0]
	for _, d := range infos {
		if d.ID.String() != alsaNull {
			real = append(real, d)
		}
	}
	return real, nil
}

// alsaNull is the id "null" of ALSA's device that plays to nobody and records
// silence. It is listed first where a sound server alone has the card, and would
// pass for one while the server is away.
const alsaNull = "6e756c6c"

// close ends the context.
func (l library) close() {
	_ = l.Uninit() // fails only for a context that was never made
	l.Free()
}
