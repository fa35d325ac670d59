package snowflake

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestConnections(t *testing.T) {
	files := map[string]string{
		"connections.toml": "[plant]\naccount = \"ORG-PLANT\"\nuser = \"SPRUE\"\ndatabase = \"PLANT\"\nschema = \"RAW\"\nauthenticator = \"SNOWFLAKE_JWT\"\nprivate_key_file = \"key.p8\"\nport = 8443\n",
		"config.toml":      "[connections.plant]\naccount = \"ORG-PLANT\"\nuser = \"SPRUE\"\ndatabase = \"PLANT\"\nschema = \"RAW\"\nprivate_key_path = \"key.p8\"\nport = 8443\n",
	}
	for name, text := range files {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			c, err := Config{Name: "sf", Connection: "plant", ConnectionsDir: dir, User: "ANNA"}.withConnection()
			if err == nil {
				err = c.complete()
			}
			if err != nil {
				t.Fatal(err)
			}
			if c.Account != "ORG-PLANT" || c.User != "ANNA" || c.Schema != "RAW" || c.PrivateKeyFile != "key.p8" || c.Port != 8443 || c.way() != KeyPair {
				t.Errorf("read %v, %d", c, c.Port)
			}
			_, err = Config{Name: "sf", Connection: "plnt", ConnectionsDir: dir}.withConnection()
			if err == nil || !strings.Contains(err.Error(), `"plnt"`) {
				t.Errorf("a connection that there is not: %v", err)
			}
		})
	}
}

// TestConnectionsHome finds the files where SNOWFLAKE_HOME says, paths from the home
// folder, and refuses ways to log in that are none of ours.
func TestConnectionsHome(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("SNOWFLAKE_HOME", dir)
	t.Setenv("HOME", filepath.FromSlash("/home/anna"))
	text := "[plant]\naccount = \"ORG-PLANT\"\nprivate_key_file = \"~/keys/sprue.p8\"\n[okta]\naccount = \"ORG-PLANT\"\nauthenticator = \"https://acme.okta.com\"\npassword = \"s3cret\"\n"
	if err := os.WriteFile(filepath.Join(dir, "connections.toml"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := Config{Name: "sf", Connection: "plant"}.withConnection()
	if err != nil || c.PrivateKeyFile != filepath.FromSlash("/home/anna/keys/sprue.p8") {
		t.Errorf("%q, %v", c.PrivateKeyFile, err)
	}
	_, err = Config{Name: "sf", Connection: "okta"}.withConnection()
	if err == nil || !strings.Contains(err.Error(), "logs in by https://acme.okta.com") || strings.Contains(err.Error(), "s3cret") {
		t.Errorf("another way to log in: %v", err)
	}
	if c, err = (Config{Name: "sf", Connection: "okta", Authenticator: KeyPair}).withConnection(); err != nil || c.way() != KeyPair {
		t.Errorf("a way that sprue.yaml names: %v, %v", c, err)
	}
}

// TestSecretsInAConnection: a key and a token may stand in the connection itself; files
// that are named count before them.
func TestSecretsInAConnection(t *testing.T) {
	_, pem := newKey(t)
	const rest = "account = \"ORG-PLANT\"\nuser = \"SPRUE\"\ndatabase = \"PLANT\"\nschema = \"RAW\"\n"
	for _, test := range []struct {
		settings, file string // file is token_file of sprue.yaml
		way            string
		token          string
	}{
		{rest + "private_key_raw = \"\"\"\n" + pem + "\"\"\"\n", "", KeyPair, ""},
		{rest + "token = \"s3cret\"\n", "", Token, "s3cret"},
		{rest + "authenticator = \"OAUTH\"\ntoken = \"s3cret\"\n", "", OAuth, "s3cret"},
		{rest + "token = \"s3cret\"\n", "fresh", Token, "fresh"},
	} {
		dir := t.TempDir()
		c := Config{Name: "sf", Connection: "plant", ConnectionsDir: dir}
		if test.file != "" {
			c.TokenFile = filepath.Join(dir, "token")
			if err := os.WriteFile(c.TokenFile, []byte(test.file+"\n"), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.WriteFile(filepath.Join(dir, "connections.toml"), []byte("[plant]\n"+test.settings), 0o600); err != nil {
			t.Fatal(err)
		}
		c, err := c.withConnection()
		if err == nil {
			err = c.complete()
		}
		if err != nil {
			t.Fatal(err)
		}
		d, err := c.driver()
		if err != nil || c.way() != test.way || d.Token != test.token || (d.PrivateKey != nil) != (test.way == KeyPair) {
			t.Errorf("%s: %v, %q, %v", c.way(), err, d.Token, d.PrivateKey != nil)
		}
	}
}

func TestIncomplete(t *testing.T) {
	whole := Config{Name: "sf", Account: "A", User: "U", Database: "D", Schema: "S", Password: "p"}
	tests := map[string]func(c *Config){
		"name is missing":                      func(c *Config) { c.Name = "" },
		"account is missing":                   func(c *Config) { c.Account = "" },
		"database is missing":                  func(c *Config) { c.Database = "" },
		"schema is missing":                    func(c *Config) { c.Schema = "" },
		"user is missing":                      func(c *Config) { c.User = "" },
		"a secret is missing":                  func(c *Config) { c.Password = "" },
		"private_key_file is missing":          func(c *Config) { c.Authenticator = KeyPair },
		"token_file is missing":                func(c *Config) { c.Authenticator = Token },
		`authenticator "keypair" is not known`: func(c *Config) { c.Authenticator = "keypair" },
		`protocol "ftp" is not known`:          func(c *Config) { c.Protocol = "ftp" },
		`account "https://org-plant.snowflakecomputing.com" is an address`: func(c *Config) { c.Account = "https://org-plant.snowflakecomputing.com" },
		"batch_mb is negative":          func(c *Config) { c.BatchMB = -1 },
		"statement_timeout is negative": func(c *Config) { c.StatementTimeout = -1 },
	}
	for want, spoil := range tests {
		c := whole
		spoil(&c)
		err := c.Validate()
		if err == nil {
			err = c.complete()
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
	if err := whole.complete(); err != nil {
		t.Error(err)
	}
}
