package snowflake

import (
	"os"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/snowflakedb/gosnowflake"

	"sprue/engine"
)

// patience is how long a log-in is tried: an address that there is not would
// otherwise be asked for five minutes.
const patience = 30 * time.Second

// driver is the configuration in the driver's words.
func (c Config) driver() (gosnowflake.Config, error) {
	c = c.withAddress()
	d := gosnowflake.Config{
		Account: c.Account, User: c.User, Database: c.Database, Schema: c.Schema, Warehouse: c.Warehouse, Role: c.Role,
		Host: c.Host, Port: c.Port, Protocol: c.Protocol,
		Application: "sprue", MaxRetryCount: 4,
		LoginTimeout:     patience, //nolint:staticcheck // to be moved, the driver says, and nowhere yet
		DisableTelemetry: true,     //nolint:staticcheck // a session parameter holds only once there is a session
		// A missing warehouse or schema is told by us, with what to do.
		ValidateDefaultParameters: gosnowflake.ConfigBoolFalse,
		Params:                    c.parameters(),
	}
	return d, c.logIn(&d)
}

// withAddress fills in where the account is.
func (c Config) withAddress() Config {
	if c.Protocol == "" {
		c.Protocol = "https"
	}
	if c.Port == 0 {
		c.Port = 443
	}
	if c.Host == "" {
		c.Host = c.Account + ".snowflakecomputing.com"
	}
	return c
}

// parameters of the session. Times are compared in UTC.
func (c Config) parameters() map[string]*string {
	set := map[string]string{
		"QUERY_TAG":                    c.QueryTag,
		"TIMEZONE":                     "UTC",
		"STATEMENT_TIMEOUT_IN_SECONDS": strconv.Itoa(int(max(1, c.StatementTimeout.Seconds()))),
		"GO_QUERY_RESULT_FORMAT":       "ARROW",
	}
	if c.KeepAlive {
		set["client_session_keep_alive"] = "true"
	}
	parameters := map[string]*string{}
	for name, value := range set {
		parameters[name] = &value
	}
	return parameters
}

// logIn sets what tells who we are.
func (c Config) logIn(d *gosnowflake.Config) (err error) {
	switch c.way() {
	case KeyPair:
		d.Authenticator = gosnowflake.AuthTypeJwt
		d.PrivateKey, err = c.key()
	case OAuth:
		d.Authenticator = gosnowflake.AuthTypeOAuth
		d.Token, err = c.token()
	case Token:
		d.Authenticator = gosnowflake.AuthTypePat
		d.Token, err = c.token()
	case Browser:
		d.Authenticator = gosnowflake.AuthTypeExternalBrowser
		err = canBrowse(runtime.GOOS, os.Getenv)
	default:
		d.Authenticator = gosnowflake.AuthTypeSnowflake
		d.Password, d.Passcode = c.Password, c.Passcode
		if c.Passcode != "" {
			d.Authenticator = gosnowflake.AuthTypeUsernamePasswordMFA
		}
	}
	return err
}

// canBrowse refuses a log-in that would wait for a browser that nobody sees.
func canBrowse(system string, getenv func(string) string) error {
	if engine.HasDisplay(system, getenv) || getenv("BROWSER") != "" {
		return nil
	}
	return &engine.Error{Code: engine.CodeUsage, Doing: "log in at Snowflake", Message: "no browser can be opened from here: there is no display",
		Hint: "write authenticator: key_pair with private_key_file, or token with token_file; browser is for a desk"}
}

// token is that of the file, else that of the named connection.
func (c Config) token() (string, error) {
	if c.TokenFile == "" {
		return c.TokenText, nil
	}
	return readToken(c.TokenFile)
}

func readToken(path string) (string, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return "", &engine.Error{Code: engine.CodeUsage, Doing: "read the token " + path, Message: "it cannot be read", Hint: "does the file exist, and may you read it?", Cause: err}
	}
	token := strings.TrimSpace(string(text))
	if token == "" {
		return "", &engine.Error{Code: engine.CodeUsage, Doing: "read the token " + path, Message: "the file is empty"}
	}
	return token, nil
}
