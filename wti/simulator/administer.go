package simulator

import (
	"fmt"
)

// ChangeStation changes how a station is administered, from its next call, button
// or registration on: its code, name, automatic answer, pickup group, message lamp
// and buttons, and whether a hardware phone is there. It fails when there is no such
// station, when change fails, and for another extension or switch; then all is as it
// was. change must not call the server.
func (s *Server) ChangeStation(extension string, change func(*Station) error) error {
	s.mu.Lock()
	defer s.unlock()
	st := s.station(extension)
	if st == nil {
		return unknownUnless(false, "station", extension)
	}
	was := st.administration()
	now := was
	if err := change(&now); err != nil {
		return fmt.Errorf("simulator: station %s: %w", extension, err)
	}
	if now.Extension != was.Extension || now.Switch != was.Switch {
		return fmt.Errorf("simulator: station %s: extension and switch stay", extension)
	}
	if err := now.AutoAnswer.check("station " + extension); err != nil {
		return err
	}
	st.code, st.name, st.desk, st.group = now.SecurityCode, now.Name, now.DeskPhone, now.PickupGroup
	st.auto, st.noCode = now.AutoAnswer, now.NoWorkCode
	if now.Messages != was.Messages {
		st.setMessages(now.Messages)
	}
	if was.DeskPhone && !st.inService() { // somebody unplugged the phone
		st.abandon()
	}
	s.log.Info("station changed", "station", extension)
	return nil
}

// administration is how the station is administered now.
func (st *station) administration() Station {
	return Station{
		Extension: st.ext, Switch: st.sw, SecurityCode: st.code, Name: st.name, DeskPhone: st.desk, Messages: st.messages,
		AutoAnswer: st.auto, NoWorkCode: st.noCode, PickupGroup: st.group,
	}
}

// ChangeSkill changes a skill: its name, how long a call rings and the reason code
// after that, and timed after call work. What rings, and work that has begun, keep
// their times. It fails when there is no such skill, when change fails, and for
// another extension; then all is as it was. change must not call the server.
func (s *Server) ChangeSkill(extension string, change func(*Skill) error) error {
	s.mu.Lock()
	defer s.unlock()
	k := s.skills[extension]
	if k == nil {
		return unknownUnless(false, "skill", extension)
	}
	now := k.Skill
	if err := change(&now); err != nil {
		return fmt.Errorf("simulator: skill %s: %w", extension, err)
	}
	switch {
	case now.Extension != extension:
		return fmt.Errorf("simulator: skill %s: the extension stays", extension)
	case now.NoAnswer < 0 || now.TimedACW < 0:
		return fmt.Errorf("simulator: skill %s: a time is less than nothing", extension)
	case now.NoAnswerReason < 0 || now.NoAnswerReason > 99:
		return fmt.Errorf("simulator: skill %s: no_answer_reason %d: want 0 to 99", extension, now.NoAnswerReason)
	}
	k.Skill = now
	s.log.Info("skill changed", "skill", extension)
	return nil
}

// Skill tells how a skill is set, and false when there is none.
func (s *Server) Skill(extension string) (Skill, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	k := s.skills[extension]
	if k == nil {
		return Skill{}, false
	}
	return k.Skill, true
}

// ChangeVDN changes a VDN for the calls that arrive from then on: its name, skill
// and announcement. It fails when there is no such VDN or prompt, for a skill that
// does not exist, when change fails, and for another extension; then all is as it
// was. change must not call the server.
func (s *Server) ChangeVDN(extension string, change func(*VDN) error) error {
	s.mu.Lock()
	defer s.unlock()
	v := s.vdns[extension]
	if v == nil {
		return unknownUnless(false, "VDN", extension)
	}
	now := v.VDN
	if err := change(&now); err != nil {
		return fmt.Errorf("simulator: VDN %s: %w", extension, err)
	}
	switch {
	case now.Extension != extension:
		return fmt.Errorf("simulator: VDN %s: the extension stays", extension)
	case s.skills[now.Skill] == nil:
		return fmt.Errorf("simulator: VDN %s: there is no skill %q", extension, now.Skill)
	case now.AnnouncementEvery < 0:
		return fmt.Errorf("simulator: VDN %s: a time is less than nothing", extension)
	}
	if errs := (FarEnd{Speech: now.Announcement}).check("VDN " + extension); len(errs) > 0 {
		return fmt.Errorf("simulator: %w", errs[0])
	}
	// Calls that are there keep the VDN that they arrived at.
	s.vdns[extension] = &vdn{VDN: now, skill: s.skills[now.Skill]}
	s.log.Info("VDN changed", "vdn", extension)
	return nil
}

// VDN tells how a VDN is set, and false when there is none.
func (s *Server) VDN(extension string) (VDN, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	v := s.vdns[extension]
	if v == nil {
		return VDN{}, false
	}
	return v.VDN, true
}
