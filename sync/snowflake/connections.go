package snowflake

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"sprue/engine"
)

// withConnection fills what is empty from the named connection. The file
// connections.toml counts; where it is not there, the section [connections] of
// config.toml does.
func (c Config) withConnection() (Config, error) {
	if c.Connection == "" {
		return c, nil
	}
	dir, err := c.connectionsDir()
	if err != nil {
		return c, err
	}
	connections, path, err := readConnections(dir)
	if err != nil {
		return c, &engine.Error{Code: engine.CodeUsage, Doing: "read " + path, Message: "the connections cannot be read", Hint: "it is a TOML file with a section for each connection", Cause: err}
	}
	settings, ok := connections[c.Connection]
	if !ok {
		names := slices.Sorted(maps.Keys(connections))
		return c, &engine.Error{Code: engine.CodeUsage, Doing: "read " + path, Message: fmt.Sprintf("there is no connection %q", c.Connection),
			Hint: engine.DidYouMean("did you mean %q? ", c.Connection, names) + "there are: " + strings.Join(names, ", ")}
	}
	if said, ok := settings["authenticator"].(string); ok && c.Authenticator == "" && said != "" && wayOf(said) == "" {
		return c, &engine.Error{Code: engine.CodeUsage, Doing: "read " + path, Message: fmt.Sprintf("connection %q logs in by %s, which sprue does not know", c.Connection, said),
			Hint: "write authenticator: " + strings.Join(ways(), ", ") + " beside connection in sprue.yaml, with what that needs"}
	}
	return c.filled(settings), nil
}

// wayOf is a way to log in by its name in Snowflake's own tools; empty is none of ours.
func wayOf(authenticator string) string {
	return map[string]string{"SNOWFLAKE_JWT": KeyPair, "OAUTH": OAuth, "PROGRAMMATIC_ACCESS_TOKEN": Token,
		"EXTERNALBROWSER": Browser, "SNOWFLAKE": Password, "USERNAME_PASSWORD_MFA": Password}[strings.ToUpper(authenticator)]
}

func (c Config) connectionsDir() (string, error) {
	if c.ConnectionsDir != "" {
		return c.ConnectionsDir, nil
	}
	if set := os.Getenv("SNOWFLAKE_HOME"); set != "" {
		return set, nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", &engine.Error{Code: engine.CodeUsage, Doing: "source " + c.Name, Message: "there is no home folder to look for connections.toml", Hint: "write connections_dir: FOLDER", Cause: err}
	}
	return filepath.Join(home, ".snowflake"), nil
}

func readConnections(dir string) (connections map[string]map[string]any, path string, err error) {
	path = filepath.Join(dir, "connections.toml")
	_, err = toml.DecodeFile(path, &connections)
	if !errors.Is(err, fs.ErrNotExist) {
		return connections, path, err
	}
	path = filepath.Join(dir, "config.toml")
	var config struct {
		Connections map[string]map[string]any `toml:"connections"`
	}
	_, err = toml.DecodeFile(path, &config)
	return config.Connections, path, err
}

// filled takes over what the connection says and the configuration does not.
func (c Config) filled(settings map[string]any) Config {
	for name, value := range settings {
		text := fmt.Sprint(value)
		into := map[string]*string{
			"account": &c.Account, "user": &c.User, "username": &c.User, "database": &c.Database, "schema": &c.Schema,
			"warehouse": &c.Warehouse, "role": &c.Role, "host": &c.Host, "protocol": &c.Protocol, "password": &c.Password,
			"passcode": &c.Passcode, "private_key_file": &c.PrivateKeyFile, "private_key_path": &c.PrivateKeyFile,
			"private_key_file_pwd": &c.PrivateKeyPassphrase, "private_key_passphrase": &c.PrivateKeyPassphrase, "token_file_path": &c.TokenFile,
			"private_key_raw": &c.PrivateKeyText, "token": &c.TokenText,
		}[strings.ToLower(name)]
		if into != nil && *into == "" {
			*into = text
		}
	}
	c.PrivateKeyFile, c.TokenFile = fromHome(c.PrivateKeyFile), fromHome(c.TokenFile)
	if port, ok := settings["port"].(int64); ok && c.Port == 0 {
		c.Port = int(port)
	}
	if said, ok := settings["authenticator"].(string); ok && c.Authenticator == "" {
		c.Authenticator = wayOf(said)
	}
	return c
}

// fromHome puts the home folder in the place of ~.
func fromHome(path string) string {
	rest, ok := strings.CutPrefix(path, "~/")
	home, err := os.UserHomeDir()
	if !ok || err != nil {
		return path
	}
	return filepath.Join(home, rest)
}
