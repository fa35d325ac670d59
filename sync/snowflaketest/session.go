package snowflaketest

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
)

// session is what a client has opened.
type session struct {
	id            int
	token, master string
	warehouse     string
	role          string
	schema        string            // of names without one
	parameters    map[string]string // upper case
}

// The codes of a token that has to be renewed, and of a session that cannot be.
const (
	codeExpired = "390112"
	codeGone    = "390111"
)

// reply answers well.
func reply(w http.ResponseWriter, data any) {
	send(w, map[string]any{"data": data, "success": true})
}

// refuse answers with an error of Snowflake's.
func refuse(w http.ResponseWriter, code, state, message string) {
	send(w, map[string]any{"data": map[string]any{"sqlState": state, "queryId": ""}, "success": false, "code": code, "message": message})
}

func send(w http.ResponseWriter, answer any) {
	w.Header().Set("Content-Type", "application/json")
	finish(w, json.NewEncoder(w).Encode(answer))
}

// token is what the client shows: Snowflake Token="…".
func token(r *http.Request) string {
	return strings.TrimSuffix(strings.TrimPrefix(r.Header.Get("Authorization"), `Snowflake Token="`), `"`)
}

// session finds the session of a request, or refuses it.
func (s *Server) session(w http.ResponseWriter, r *http.Request) (*session, bool) {
	s.mu.Lock()
	found, ok := s.sessions[token(r)]
	s.mu.Unlock()
	if !ok {
		refuse(w, codeExpired, "08001", "Your session has expired. Please login again.")
		return nil, false
	}
	return found, true
}

// ExpireTokens makes all session tokens invalid; they can be renewed.
func (s *Server) ExpireTokens() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for key, session := range s.sessions {
		if key == session.token {
			delete(s.sessions, key)
		}
	}
}

// EndSessions ends all sessions for good: clients have to log in again.
func (s *Server) EndSessions() {
	s.mu.Lock()
	ended := slices.Collect(maps.Values(s.sessions))
	clear(s.sessions)
	s.mu.Unlock()
	for _, of := range ended {
		s.dropTemporary(of)
	}
}

// Sessions counts the sessions that are open.
func (s *Server) Sessions() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for key, session := range s.sessions {
		if key == session.master {
			n++
		}
	}
	return n
}

// open makes a session.
func (s *Server) open(warehouse, role, schema string, parameters map[string]string) *session {
	id := s.next()
	made := &session{id: id, token: fmt.Sprintf("session-token-%d%s", id, s.cfg.TokenMark), master: fmt.Sprintf("master-token-%d%s", id, s.cfg.TokenMark),
		warehouse: warehouse, role: role, schema: schema, parameters: parameters}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sessions[made.token], s.sessions[made.master], s.opened = made, made, parameters
	return made
}

// renew gives a new token to who shows the master token.
func (s *Server) renew(w http.ResponseWriter, r *http.Request) {
	s.note(Entry{On: Renew})
	if s.fault(Renew, "", 0).strike(r.Context(), s, w) {
		return
	}
	fresh := fmt.Sprintf("session-token-%d%s", s.next(), s.cfg.TokenMark)
	s.mu.Lock()
	held, ok := s.sessions[token(r)]
	if ok {
		delete(s.sessions, held.token)
		held.token = fresh
		s.sessions[fresh] = held
	}
	s.mu.Unlock()
	if !ok {
		refuse(w, codeGone, "08001", "Session no longer exists.  New login required to access the service.")
		return
	}
	reply(w, map[string]any{"sessionToken": fresh, "validityInSecondsST": 3600, "masterToken": held.master,
		"validityInSecondsMT": 14400, "sessionId": held.id})
}

func (s *Server) heartbeat(w http.ResponseWriter, r *http.Request) {
	s.note(Entry{On: Beat})
	if s.fault(Beat, "", 0).strike(r.Context(), s, w) {
		return
	}
	if _, ok := s.session(w, r); ok {
		reply(w, nil)
	}
}

func (s *Server) endSession(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	held, ok := s.sessions[token(r)]
	if ok {
		delete(s.sessions, held.token)
		delete(s.sessions, held.master)
	}
	s.mu.Unlock()
	if ok {
		s.dropTemporary(held)
	}
	reply(w, nil)
}

func known(names []string, name string) bool {
	return slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, name) })
}
