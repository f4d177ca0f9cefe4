package simulator

import (
	"errors"
	"os"
	"time"

	"github.com/gorilla/websocket"
)

// watch closes the socket when nothing comes from it for so long; 0 for never.
func (k *socket) watch(idle time.Duration) {
	if k.idle = idle; idle <= 0 {
		return
	}
	answer := k.conn.PingHandler()
	k.conn.SetPingHandler(func(data string) error {
		k.alive()
		return answer(data)
	})
	k.alive()
}

// alive notes that something came.
func (k *socket) alive() {
	if k.idle > 0 {
		k.conn.SetReadDeadline(time.Now().Add(k.idle))
	}
}

// tooQuiet says goodbye to a client that was silent for too long.
func (k *socket) tooQuiet(err error) {
	if k.idle > 0 && errors.Is(err, os.ErrDeadlineExceeded) {
		k.server.log.Info("socket closed: nothing came", "for", k.idle)
		k.close(websocket.CloseGoingAway, "nothing came for too long")
	}
}
