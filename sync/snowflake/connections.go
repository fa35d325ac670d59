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
	return c.filled(settings), nil
}

func (c Config) connectionsDir() (string, error) {
	if c.ConnectionsDir != "" {
		return c.ConnectionsDir, nil
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
		}[strings.ToLower(name)]
		if into != nil && *into == "" {
			*into = text
		}
	}
	if port, ok := settings["port"].(int64); ok && c.Port == 0 {
		c.Port = int(port)
	}
	if said, ok := settings["authenticator"].(string); ok && c.Authenticator == "" {
		c.Authenticator = map[string]string{"SNOWFLAKE_JWT": KeyPair, "OAUTH": OAuth, "PROGRAMMATIC_ACCESS_TOKEN": Token,
			"EXTERNALBROWSER": Browser, "SNOWFLAKE": Password, "USERNAME_PASSWORD_MFA": Password}[strings.ToUpper(said)]
	}
	return c
}
