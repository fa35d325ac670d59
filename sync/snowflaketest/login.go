package snowflaketest

import (
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// loginRequest is what the driver sends of who it is.
type loginRequest struct {
	Data struct {
		Account       string         `json:"ACCOUNT_NAME"`
		Login         string         `json:"LOGIN_NAME"`
		Password      string         `json:"PASSWORD"`
		Passcode      string         `json:"PASSCODE"`
		Authenticator string         `json:"AUTHENTICATOR"`
		Token         string         `json:"TOKEN"`
		Parameters    map[string]any `json:"SESSION_PARAMETERS"`
	} `json:"data"`
}

// refusal is an error that a client is shown.
type refusal struct{ code, message string }

func (s *Server) login(w http.ResponseWriter, r *http.Request) {
	s.note(Entry{On: Login})
	f := s.fault(Login, "", 0)
	if f.strike(r.Context(), s, w) {
		return
	}
	var asked loginRequest
	if err := json.NewDecoder(r.Body).Decode(&asked); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	if !strings.EqualFold(asked.Data.Account, s.cfg.Account) {
		w.WriteHeader(http.StatusForbidden) // as for the address of an account that there is not
		return
	}
	if no := s.admit(asked); no != nil {
		refuse(w, no.code, "08001", no.message)
		return
	}
	warehouse, role := r.URL.Query().Get("warehouse"), r.URL.Query().Get("roleName")
	if role != "" && !known(s.cfg.Roles, role) {
		refuse(w, "390189", "08001", fmt.Sprintf("Role '%s' specified in the connect string does not exist or not authorized. Contact your local system administrator, or attempt to login with another role, e.g. PUBLIC.", role))
		return
	}
	if !known(s.cfg.Warehouses, warehouse) {
		warehouse = ""
	}
	parameters := map[string]string{}
	for name, value := range asked.Data.Parameters {
		parameters[strings.ToUpper(name)] = fmt.Sprint(value)
	}
	made := s.open(warehouse, role, strings.ToUpper(r.URL.Query().Get("schemaName")), parameters)
	reply(f.spoiled(w), map[string]any{"token": made.token, "masterToken": made.master, "validityInSeconds": 3600,
		"masterValidityInSeconds": 14400, "sessionId": made.id, "parameters": []any{},
		"sessionInfo": map[string]string{"databaseName": s.cfg.Database, "schemaName": s.cfg.Schema, "warehouseName": warehouse, "roleName": role}})
}

// signOn says where a browser would log in. Nobody answers there.
func (s *Server) signOn(w http.ResponseWriter, _ *http.Request) {
	reply(w, map[string]string{"ssoUrl": s.url() + "/sign-on", "proofKey": "proof"})
}

// admit checks the secret by the way that the client has chosen.
func (s *Server) admit(asked loginRequest) *refusal {
	d := asked.Data
	switch strings.ToUpper(d.Authenticator) {
	case "SNOWFLAKE_JWT":
		return s.admitKey(d.Token)
	case "OAUTH":
		if s.user(func(u User) bool { return u.OAuth != "" && u.OAuth == d.Token }) == nil {
			return &refusal{"390303", "Invalid OAuth access token. "}
		}
	case "PROGRAMMATIC_ACCESS_TOKEN":
		if s.user(func(u User) bool { return strings.EqualFold(u.Name, d.Login) && u.PAT != "" && u.PAT == d.Token }) == nil {
			return &refusal{"394400", "Programmatic access token is invalid."}
		}
	default:
		return s.admitPassword(d.Login, d.Password, d.Passcode)
	}
	return nil
}

func (s *Server) admitPassword(login, password, passcode string) *refusal {
	user := s.user(func(u User) bool {
		return strings.EqualFold(u.Name, login) && u.Password != "" && u.Password == password
	})
	switch {
	case user == nil:
		return &refusal{"390100", "Incorrect username or password was specified."}
	case user.Passcode != passcode:
		return &refusal{"390129", "MFA authentication is required, but none of your current MFA methods are supported for programmatic authentication."}
	}
	return nil
}

// admitKey checks a token that the key's owner has signed: its subject is
// ACCOUNT.USER, its issuer that and the key's fingerprint.
func (s *Server) admitKey(token string) *refusal {
	no := &refusal{"390144", "JWT token is invalid."}
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return no
	}
	claims, errClaims := base64.RawURLEncoding.DecodeString(parts[1])
	signature, errSignature := base64.RawURLEncoding.DecodeString(parts[2])
	var said struct {
		Issuer  string `json:"iss"`
		Subject string `json:"sub"`
		Expires int64  `json:"exp"`
	}
	if errClaims != nil || errSignature != nil || json.Unmarshal(claims, &said) != nil {
		return no
	}
	account := strings.ToUpper(strings.Split(s.cfg.Account, ".")[0])
	user := s.user(func(u User) bool { return u.PublicKey != nil && said.Subject == account+"."+strings.ToUpper(u.Name) })
	if user == nil || said.Expires < time.Now().Unix() || said.Issuer != said.Subject+"."+fingerprint(user.PublicKey) {
		return no
	}
	hash := sha256.Sum256([]byte(parts[0] + "." + parts[1]))
	if rsa.VerifyPKCS1v15(user.PublicKey, crypto.SHA256, hash[:], signature) != nil {
		return no
	}
	return nil
}

func fingerprint(key *rsa.PublicKey) string {
	der, err := x509.MarshalPKIXPublicKey(key)
	if err != nil {
		return ""
	}
	hash := sha256.Sum256(der)
	return "SHA256:" + base64.StdEncoding.EncodeToString(hash[:])
}

func (s *Server) user(is func(User) bool) *User {
	for i := range s.cfg.Users {
		if is(s.cfg.Users[i]) {
			return &s.cfg.Users[i]
		}
	}
	return nil
}
