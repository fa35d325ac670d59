package snowflake

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/snowflakedb/gosnowflake"

	"sprue/engine"
	"sprue/sync/source"
)

// isTransport tells whether the way to the warehouse failed, and not the
// warehouse.
func isTransport(err error) bool {
	var said *gosnowflake.SnowflakeError
	var own *engine.Error
	var local *fs.PathError
	return err != nil && !errors.As(err, &said) && !errors.As(err, &own) && !errors.As(err, &local) &&
		!errors.Is(err, context.Canceled) && !errors.Is(err, context.DeadlineExceeded)
}

// The numbers by which Snowflake names what is wrong.
const (
	codeNoObject      = 2003
	codeNoPrivilege   = 3001
	codeNoColumn      = 904
	codeNoWarehouse   = 606
	codeWarehouseGone = 2043
	codeCannotResume  = 90073
	codeWrongPassword = 390100
	codeDisabled      = 390101
	codeLocked        = 390102
	codeLockedMFA     = 390123
	codeNoMFA         = 390129
	codeWrongKey      = 390144
	codeNotAllowed    = 390422
	codeWrongOAuth    = 390303
	codeOldOAuth      = 390318
	codeWrongToken    = 394400
	codeTimeout       = 630
)

func isNoColumn(err error) bool {
	var said *gosnowflake.SnowflakeError
	return errors.As(err, &said) && said.Number == codeNoColumn
}

// said puts an error into a user's words, with what to do. No secret and no
// signed address passes.
func (s *Source) said(doing, table string, err error) error {
	var own *engine.Error
	var local *fs.PathError
	switch {
	case err == nil:
		return nil
	case errors.Is(err, context.Canceled):
		return context.Canceled
	case errors.As(err, &own):
		return own
	case errors.As(err, &local):
		return &engine.Error{Code: engine.CodeFile, Doing: "write rows into " + local.Path, Message: engine.Reason(err).Error(),
			Hint: "free space there, or set TMPDIR to another folder", Cause: err}
	}
	e := &engine.Error{Code: engine.CodeSource, Doing: strings.TrimSpace(doing+" "+table) + " in " + s.cfg.Database + "." + s.cfg.Schema, Cause: s.scrub(err)}
	var refused *gosnowflake.SnowflakeError
	if !errors.As(err, &refused) {
		e.Message, e.Hint = s.unreached(err)
		return e
	}
	e.Message, e.Hint = s.refusal(refused, table)
	return e
}

// unreached says why no answer came.
func (s *Source) unreached(err error) (message, hint string) {
	why := firstLine(s.scrub(err).Error())
	var certificate x509.CertificateInvalidError
	switch {
	case s.nobodyCame(err):
		return "nobody has logged in by the browser: " + why, "log in there within two minutes; or write authenticator: key_pair with private_key_file, which needs no browser"
	case errors.As(err, &certificate) && certificate.Reason == x509.Expired:
		return "the warehouse cannot be reached: " + why, "is the clock of this machine right? It says " + s.clock().UTC().Format(time.RFC3339)
	case isTLS(err):
		return "the warehouse cannot be reached: " + why, "check host, port and protocol; where a proxy opens the traffic, this machine must trust its certificate"
	}
	return "the warehouse cannot be reached: " + why, "check the network and any proxy; sync goes on where it stopped"
}

// refusal says what the warehouse has refused.
func (s *Source) refusal(refused *gosnowflake.SnowflakeError, table string) (message, hint string) {
	c := s.cfg
	switch refused.Number {
	case gosnowflake.ErrCodeFailedToConnect, gosnowflake.ErrFailedToAuth:
		return fmt.Sprintf("there is no account %q", c.Account), "account is ORG-ACCOUNT, as in the address of the web page before .snowflakecomputing.com"
	case codeWrongPassword:
		return fmt.Sprintf("user %s and the password do not fit", c.User), "check user and password; Snowflake asks most users for a key or a token today"
	case codeLocked, codeLockedMFA:
		return fmt.Sprintf("user %s is locked after too many log-ins that failed", c.User), fmt.Sprintf("wait 15 minutes; or as an administrator: ALTER USER %s SET MINS_TO_UNLOCK = 0; and see what else logs in as %[1]s with an old secret", c.User)
	case codeDisabled:
		return fmt.Sprintf("user %s is disabled", c.User), fmt.Sprintf("as an administrator: ALTER USER %s SET DISABLED = FALSE;", c.User)
	case codeNotAllowed:
		return "a network policy refuses the address of this machine: " + firstLine(s.scrub(refused).Error()), "add the address to its ALLOWED_IP_LIST; the policy is told by: SHOW PARAMETERS LIKE 'NETWORK_POLICY' IN ACCOUNT; and … FOR USER " + c.User + ";"
	case codeNoMFA:
		return "the second factor is missing or wrong", "write passcode: ${VARIABLE} with a fresh code, or use a key, which needs none"
	case codeWrongKey:
		return s.wrongKey(refused)
	case codeWrongOAuth, codeOldOAuth, codeWrongToken:
		into := c.TokenFile
		if into == "" {
			into = "connection " + c.Connection
		}
		return "the token is not valid, or no longer", "write a fresh token into " + into
	case gosnowflake.ErrRoleNotExist:
		return fmt.Sprintf("user %s may not take the role %s", c.User, c.Role), fmt.Sprintf("GRANT ROLE %s TO USER %s;", c.Role, c.User)
	case codeNoWarehouse, codeWarehouseGone:
		return fmt.Sprintf("warehouse %q is not there for role %s", c.Warehouse, c.Role), fmt.Sprintf("GRANT USAGE, OPERATE ON WAREHOUSE %s TO ROLE %s; and see that it may resume", orName(c.Warehouse), orName(c.Role))
	case codeCannotResume:
		return fmt.Sprintf("warehouse %q is suspended and cannot be resumed", c.Warehouse), fmt.Sprintf("has its resource monitor used up its quota? Else as its owner: ALTER WAREHOUSE %s RESUME;", orName(c.Warehouse))
	case codeNoPrivilege, codeNoObject:
		return "it is not there, or the role may not read it", s.grants(table)
	case codeTimeout:
		return "the query ran longer than statement_timeout allows", "raise statement_timeout, take a larger warehouse, or lower batch_mb"
	}
	return firstLine(s.scrub(refused).Error()), "the warehouse's history has the query under the tag " + c.QueryTag
}

// wrongKey tells a key that the user has not from a clock that is wrong, which
// Snowflake refuses in the same words.
func (s *Source) wrongKey(refused *gosnowflake.SnowflakeError) (message, hint string) {
	c := s.cfg
	if ahead, ok := s.ahead(); ok && ahead.Abs() > tokenPatience {
		return fmt.Sprintf("the clock of this machine differs by %s from that of the warehouse, which takes a key's token within a minute alone", ahead.Abs().Round(time.Second)), "set the clock, or let the system do so (NTP)"
	}
	hint = fmt.Sprintf("ALTER USER %s SET RSA_PUBLIC_KEY='…'; (the public half without its first and last line)", c.User)
	if id := regexp.MustCompile(`[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}`).FindString(refused.Message); id != "" {
		hint += fmt.Sprintf(" Why, an administrator is told by: SELECT SYSTEM$GET_LOGIN_FAILURE_DETAILS('%s');", id)
	}
	return fmt.Sprintf("the key is not one of user %s in account %s", c.User, c.Account), hint
}

// tokenPatience is less than how far clocks may differ where a key is used.
const tokenPatience = 45 * time.Second

// ahead is how far this machine's clock lies before the warehouse's, to about a
// second; ok is false where it cannot be told.
func (s *Source) ahead() (d time.Duration, ok bool) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	at := s.cfg.withAddress()
	asked, err := http.NewRequestWithContext(ctx, http.MethodHead, at.Protocol+"://"+net.JoinHostPort(at.Host, strconv.Itoa(at.Port))+"/", nil)
	if err != nil {
		return 0, false
	}
	answer, err := http.DefaultClient.Do(asked)
	if err != nil {
		return 0, false
	}
	defer func() { _ = answer.Body.Close() }() // it has none
	there, err := http.ParseTime(answer.Header.Get("Date"))
	return s.clock().Sub(there), err == nil
}

// grants are what a role needs to read the tables.
func (s *Source) grants(table string) string {
	on := fmt.Sprintf("ALL TABLES IN SCHEMA %s.%s", s.cfg.Database, s.cfg.Schema)
	if table != "" {
		on = fmt.Sprintf("TABLE %s.%s.%s", s.cfg.Database, s.cfg.Schema, table)
	}
	role := orName(s.cfg.Role)
	return fmt.Sprintf("GRANT USAGE ON DATABASE %[1]s TO ROLE %[3]s; GRANT USAGE ON SCHEMA %[1]s.%[2]s TO ROLE %[3]s; GRANT SELECT ON %[4]s TO ROLE %[3]s;",
		s.cfg.Database, s.cfg.Schema, role, on)
}

func orName(name string) string {
	if name == "" {
		return "…"
	}
	return name
}

// missing refuses a schema that lacks required tables: the warehouse hides what
// the role may not read, so both are said.
func (s *Source) missing(asked []source.Table, shapes []shape, others []string) error {
	there := map[string]bool{}
	for _, h := range shapes {
		there[h.table.Name] = true
	}
	for _, t := range asked {
		if !t.Required || there[t.Name] {
			continue
		}
		hint := s.grants(t.Name)
		if near := source.Nearest(t.Name, others); near != "" {
			hint = fmt.Sprintf("did you mean %s? A view %s of it will do; or %s", near, t.Name, hint)
		}
		return &source.InTable{Table: t.Name, Err: &engine.Error{Code: engine.CodeData, Doing: "look for tables in " + s.cfg.Database + "." + s.cfg.Schema,
			Message: fmt.Sprintf("table %s is missing, or the role may not read it", t.Name), Hint: hint}}
	}
	return nil
}

// scrub takes secrets, and addresses that are signed, out of an error. What
// stays is its text.
func (s *Source) scrub(err error) error {
	var timeout net.Error
	text := regexp.MustCompile(`(https?://[^\s"?]+)\?[^\s"]*`).ReplaceAllString(err.Error(), "$1")
	for _, secret := range append(s.tokens(), s.cfg.Password, s.cfg.Passcode, s.cfg.PrivateKeyPassphrase, s.cfg.PrivateKeyText, s.cfg.TokenText) {
		if secret != "" {
			text = strings.ReplaceAll(text, secret, "***")
		}
	}
	if errors.As(err, &timeout) && timeout.Timeout() {
		text += " (timeout)"
	}
	return errors.New(text)
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return strings.TrimSpace(line)
}
