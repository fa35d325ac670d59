package config

import (
	"errors"
	"fmt"
	"net"
	"strconv"

	"sprue/engine"
)

// SplitAddr refuses what is no address before anybody tries to listen on it.
func SplitAddr(addr string) (host, port string, err error) {
	const example = "write it as HOST:PORT, such as 127.0.0.1:8080"
	wrong := func(message, hint string, cause error) error {
		return &engine.Error{Code: engine.CodeUsage, Message: message, Hint: hint, Cause: cause}
	}
	host, port, err = net.SplitHostPort(addr)
	if err != nil {
		return "", "", wrong("it is no HOST:PORT", example, err)
	}
	if _, err := strconv.ParseUint(port, 10, 16); err != nil {
		return "", "", wrong(fmt.Sprintf("the port %q is no number from 0 to 65535", port), example+"; port 0 is any free one", err)
	}
	return host, port, nil
}

// Validate checks the address, then the settings of the pages.
func (c ServerConfig) Validate() error {
	if _, _, err := SplitAddr(c.Addr); err != nil {
		var own *engine.Error
		errors.As(err, &own)
		return &engine.Error{Code: own.Code, Message: fmt.Sprintf("server.addr: %q: %s", c.Addr, own.Message), Hint: own.Hint, Cause: err}
	}
	return c.Config.Validate()
}
