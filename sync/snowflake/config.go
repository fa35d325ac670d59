package snowflake

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"sprue/engine"
)

// Config says which schema to read, and how to log in. What is empty is taken
// from the named connection, if there is one.
type Config struct {
	Name string `yaml:"name"`
	// Connection names one in connections.toml or config.toml, as Snowflake's own
	// tools have it.
	Connection string `yaml:"connection"`
	// ConnectionsDir is the folder of those files. Empty is SNOWFLAKE_HOME, else
	// ~/.snowflake.
	ConnectionsDir string `yaml:"connections_dir"`

	Account   string `yaml:"account"` // ORG-ACCOUNT
	User      string `yaml:"user"`
	Database  string `yaml:"database"`
	Schema    string `yaml:"schema"`
	Warehouse string `yaml:"warehouse"`
	Role      string `yaml:"role"`

	// Authenticator is key_pair, oauth, token (programmatic access token),
	// browser or password; empty is what the given secrets say.
	Authenticator string `yaml:"authenticator"`
	// PrivateKeyFile is a PKCS #8 key in PEM, also an encrypted one.
	PrivateKeyFile       string `yaml:"private_key_file"`
	PrivateKeyPassphrase string `yaml:"private_key_passphrase"`
	// TokenFile holds an OAuth or programmatic access token; it is read at each
	// log-in, so that another program may renew it.
	TokenFile string `yaml:"token_file"`
	// PrivateKeyText and TokenText are a key in PEM and a token that stand in the named
	// connection itself; a file that is named counts before them.
	PrivateKeyText string `yaml:"-"`
	TokenText      string `yaml:"-"`

	Password string `yaml:"password"`
	Passcode string `yaml:"passcode"` // of a second factor

	// Host, Port and Protocol are for private links and proxies; empty is the
	// account's address.
	Host     string `yaml:"host"`
	Port     int    `yaml:"port"`
	Protocol string `yaml:"protocol"` // https or http

	// QueryTag marks the queries in the warehouse's history; empty is 'sprue'.
	QueryTag string `yaml:"query_tag"`
	// StatementTimeout ends a query that runs longer; 0 is 10 min.
	StatementTimeout time.Duration `yaml:"statement_timeout"`
	// KeepAlive keeps an idle session open.
	KeepAlive bool `yaml:"keep_alive"`
	// BatchMB is about how much of a large table is asked for at once, unpacked;
	// 0 is 128.
	BatchMB int `yaml:"batch_mb"`
}

// The ways to log in.
const (
	KeyPair  = "key_pair"
	OAuth    = "oauth"
	Token    = "token"
	Browser  = "browser"
	Password = "password"
)

func ways() []string { return []string{KeyPair, OAuth, Token, Browser, Password} }

// Validate says what is wrong with the settings, as far as it can be told without
// the named connection.
func (c Config) Validate() error {
	wrong := func(hint, message string, args ...any) error {
		return &engine.Error{Code: engine.CodeUsage, Doing: "source " + c.Name, Message: fmt.Sprintf(message, args...), Hint: hint}
	}
	switch {
	case c.Name == "":
		return wrong("", "name is missing")
	case c.Connection == "" && c.Account == "":
		return wrong("write account: ORG-ACCOUNT, or connection: NAME of connections.toml", "account is missing")
	case strings.Contains(c.Account, "/") || strings.Contains(c.Account, ".snowflakecomputing."):
		return wrong("write account: ORG-ACCOUNT; another address than its own is host:", "account %q is an address", c.Account)
	case c.Authenticator != "" && !slices.Contains(ways(), c.Authenticator):
		return wrong(engine.DidYouMean("did you mean %q? ", c.Authenticator, ways())+"known: "+strings.Join(ways(), ", "), "authenticator %q is not known", c.Authenticator)
	case c.Protocol != "" && c.Protocol != "https" && c.Protocol != "http":
		return wrong("it is https or http", "protocol %q is not known", c.Protocol)
	case c.BatchMB < 0:
		return wrong("", "batch_mb is negative")
	case c.StatementTimeout < 0:
		return wrong("", "statement_timeout is negative")
	}
	return nil
}

// complete says what is missing once the named connection has been read.
func (c Config) complete() error {
	missing := func(name, hint string) error {
		return &engine.Error{Code: engine.CodeUsage, Doing: "source " + c.Name, Message: name + " is missing", Hint: hint}
	}
	switch {
	case c.Account == "":
		return missing("account", "write account: ORG-ACCOUNT")
	case c.Database == "":
		return missing("database", "write database: NAME, where the tables are")
	case c.Schema == "":
		return missing("schema", "write schema: NAME, where the tables are")
	case c.User == "" && c.way() != OAuth:
		return missing("user", "write user: NAME")
	case c.way() == KeyPair && c.PrivateKeyFile+c.PrivateKeyText == "":
		return missing("private_key_file", "name the key in PKCS #8 whose public half the user has")
	case (c.way() == OAuth || c.way() == Token) && c.TokenFile+c.TokenText == "":
		return missing("token_file", "name the file that holds the token")
	case c.way() == Password && c.Password == "":
		return missing("a secret", "write private_key_file, token_file or password: ${VARIABLE}, or authenticator: browser")
	}
	return nil
}

// way is how to log in: as it is said, else by what there is, the safest first.
func (c Config) way() string {
	switch {
	case c.Authenticator != "":
		return c.Authenticator
	case c.PrivateKeyFile+c.PrivateKeyText != "":
		return KeyPair
	case c.TokenFile+c.TokenText != "":
		return Token
	default:
		return Password
	}
}

func (c Config) withDefaults() Config {
	if c.QueryTag == "" {
		c.QueryTag = "sprue"
	}
	if c.StatementTimeout == 0 {
		c.StatementTimeout = 10 * time.Minute
	}
	if c.BatchMB == 0 {
		c.BatchMB = 128
	}
	return c
}

// spelt is a name as the warehouse keeps it: in upper case, unless it stands in
// quotes.
func spelt(name string) string {
	if bare, ok := strings.CutPrefix(name, `"`); ok {
		return strings.TrimSuffix(bare, `"`)
	}
	return strings.ToUpper(name)
}

// String is safe to print: it says where, and by which way, and no secret.
func (c Config) String() string {
	return fmt.Sprintf("%s.%s of %s as %s by %s", c.Database, c.Schema, c.Account, c.User, c.way())
}

// GoString is String, so that no way of printing tells secrets.
func (c Config) GoString() string { return c.String() }

// MarshalJSON is String too: a log in JSON is one more way.
func (c Config) MarshalJSON() ([]byte, error) { return json.Marshal(c.String()) }
