package simulator

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
)

// controlSettings serves PATCH /settings: what the body names is changed, the rest
// stays.
func (s *Server) controlSettings(r *http.Request) (any, error) {
	err := patch(r, s.Change)
	return s.Settings(), err
}

// controlStation serves PATCH /stations/EXTENSION.
func (s *Server) controlStation(r *http.Request) (any, error) {
	ext := r.PathValue("ext")
	err := patch(r, func(f func(*Station) error) error { return s.ChangeStation(ext, f) })
	return s.Station(ext), err
}

// controlSkill serves PATCH /skills/EXTENSION.
func (s *Server) controlSkill(r *http.Request) (any, error) {
	ext := r.PathValue("ext")
	err := patch(r, func(f func(*Skill) error) error { return s.ChangeSkill(ext, f) })
	k, _ := s.Skill(ext)
	return k, err
}

// controlVDN serves PATCH /vdns/EXTENSION.
func (s *Server) controlVDN(r *http.Request) (any, error) {
	ext := r.PathValue("ext")
	err := patch(r, func(f func(*VDN) error) error { return s.ChangeVDN(ext, f) })
	v, _ := s.VDN(ext)
	return v, err
}

// patch changes a value by the members of the request's body.
func patch[T any](r *http.Request, change func(func(*T) error) error) error {
	text, err := io.ReadAll(io.LimitReader(r.Body, 1<<20)) // not with the switch stopped
	if err != nil {
		return fmt.Errorf("body: %w", err)
	}
	return change(func(v *T) error { return decodeInto(bytes.NewReader(text), v) })
}
