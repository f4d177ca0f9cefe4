package simulator

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
)

// restPath is the base of the REST twin (protocol notes §1.6).
const restPath = "/api/fe/v1/"

type restAnswer struct {
	payload object
	refused bool
}

// serveREST serves one command by HTTP POST. The body may be the whole envelope
// or the bare payload; the answer has the same form.
func (s *Server) serveREST(w http.ResponseWriter, r *http.Request) {
	name, form := r.PathValue("command"), s.dialect().REST
	if form == RESTNone {
		http.NotFound(w, r)
		return
	}
	user, sess, ok := s.authenticate(r)
	if !ok || sess == nil && name != "StartApplicationSession" {
		w.Header().Set("WWW-Authenticate", `Bearer realm="AES"`)
		http.Error(w, "unauthorized", http.StatusUnauthorized)
		return
	}
	req, enveloped, err := readREST(http.MaxBytesReader(w, r.Body, frameLimit), name)
	if err == nil && (form == RESTEnvelope && !enveloped || form == RESTPayload && enveloped) {
		err = errors.New("the body is not of the form that is understood here")
	}
	if err != nil {
		s.log.Warn("REST body refused", "request", name, "err", err)
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	x := &exchange{s: s, rest: make(chan restAnswer, 1), sess: sess, user: user, req: req, p: req.payload}
	s.mu.Lock()
	s.received = append(s.received, name)
	x.run()
	s.unlock()
	select {
	case a := <-x.rest:
		s.writeREST(w, req, a, enveloped)
	case <-r.Context().Done():
	}
}

func readREST(body io.Reader, name string) (req *request, enveloped bool, err error) {
	data, err := io.ReadAll(body)
	if err != nil {
		return nil, false, err
	}
	req = &request{name: name, payload: object{}}
	if len(data) == 0 {
		return req, false, nil
	}
	if req.payload, err = decodeObject(data); err != nil {
		return nil, false, err
	}
	if req.payload["header"] == nil {
		return req, false, nil
	}
	whole, err := parseRequest(data)
	if err != nil {
		return nil, true, err
	}
	whole.name = name
	return whole, true, nil
}

func (s *Server) writeREST(w http.ResponseWriter, req *request, a restAnswer, enveloped bool) {
	w.Header().Set("Content-Type", "application/json")
	if a.refused {
		w.WriteHeader(http.StatusBadRequest)
	}
	if enveloped {
		w.Write(s.dialect().encode(envelope{kind: "response", name: req.name, invokeID: req.invokeID, payload: a.payload}))
		return
	}
	if err := json.NewEncoder(w).Encode(a.payload); err != nil {
		s.log.Debug("REST answer not written", "err", err)
	}
}
