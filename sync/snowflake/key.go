package snowflake

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/des"
	"crypto/pbkdf2"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/x509"
	"encoding/asn1"
	"encoding/pem"
	"errors"
	"fmt"
	"hash"
	"os"

	"sprue/engine"
)

// key is the private key of the file, else that of the named connection.
func (c Config) key() (*rsa.PrivateKey, error) {
	if c.PrivateKeyFile == "" {
		return readKey("of connection "+c.Connection, []byte(c.PrivateKeyText), c.PrivateKeyPassphrase)
	}
	text, err := os.ReadFile(c.PrivateKeyFile)
	if err != nil {
		return nil, &engine.Error{Code: engine.CodeUsage, Doing: "read the private key " + c.PrivateKeyFile, Message: "it cannot be read", Hint: "does the file exist, and may you read it?", Cause: err}
	}
	return readKey(c.PrivateKeyFile, text, c.PrivateKeyPassphrase)
}

// readKey reads a private key of PKCS #8, decrypted where it has to be.
func readKey(name string, text []byte, passphrase string) (*rsa.PrivateKey, error) {
	key, err := parseKey(text, passphrase)
	if err != nil {
		return nil, &engine.Error{Code: engine.CodeUsage, Doing: "read the private key " + name, Message: err.Error(),
			Hint: "make one with: openssl genrsa 2048 | openssl pkcs8 -topk8 -v2 aes-256-cbc -out sprue.p8"}
	}
	return key, nil
}

func parseKey(text []byte, passphrase string) (*rsa.PrivateKey, error) {
	block, _ := pem.Decode(text)
	if block == nil {
		return nil, errors.New("it is no PEM file")
	}
	der := block.Bytes
	switch block.Type {
	case "PRIVATE KEY":
	case "ENCRYPTED PRIVATE KEY":
		if passphrase == "" {
			return nil, errors.New("it is encrypted, and private_key_passphrase is not set")
		}
		var err error
		if der, err = decryptKey(der, passphrase); err != nil {
			return nil, err
		}
	default:
		return nil, fmt.Errorf("it holds a %q and not a key of PKCS #8", block.Type)
	}
	key, err := x509.ParsePKCS8PrivateKey(der)
	if err != nil && block.Type == "ENCRYPTED PRIVATE KEY" {
		return nil, errWrongPassphrase
	}
	if err != nil {
		return nil, errors.New("it is damaged")
	}
	private, ok := key.(*rsa.PrivateKey)
	if !ok {
		return nil, errors.New("it is no RSA key; Snowflake takes no other")
	}
	return private, nil
}

var errWrongPassphrase = errors.New("private_key_passphrase does not open it")

// What follows is PBES2 of RFC 8018, the one way in which OpenSSL has encrypted
// keys of PKCS #8 since 1.1: a key from the passphrase by PBKDF2, then CBC.

type encryptedKey struct {
	Algorithm algorithm
	Data      []byte
}

type algorithm struct {
	ID         asn1.ObjectIdentifier
	Parameters asn1.RawValue `asn1:"optional"`
}

type pbes2 struct{ Derivation, Encryption algorithm }

type derivation struct {
	Salt       []byte
	Iterations int
	Length     int       `asn1:"optional"`
	PRF        algorithm `asn1:"optional"`
}

func decryptKey(der []byte, passphrase string) ([]byte, error) {
	unknown := errors.New("it is encrypted in a way that is not known; use -v2 aes-256-cbc")
	var outer encryptedKey
	var scheme pbes2
	var d derivation
	var iv []byte
	if _, err := asn1.Unmarshal(der, &outer); err != nil || outer.Algorithm.ID.String() != "1.2.840.113549.1.5.13" {
		return nil, unknown
	}
	_, errScheme := asn1.Unmarshal(outer.Algorithm.Parameters.FullBytes, &scheme)
	_, errDerivation := asn1.Unmarshal(scheme.Derivation.Parameters.FullBytes, &d)
	_, errIV := asn1.Unmarshal(scheme.Encryption.Parameters.FullBytes, &iv)
	prf := digest(d.PRF.ID)
	size, block := blockCipher(scheme.Encryption.ID)
	if errScheme != nil || errDerivation != nil || errIV != nil || prf == nil || block == nil {
		return nil, unknown
	}
	key, err := pbkdf2.Key(prf, passphrase, d.Salt, d.Iterations, size)
	if err != nil {
		return nil, unknown
	}
	c, err := block(key)
	if err != nil || len(iv) != c.BlockSize() || len(outer.Data) == 0 || len(outer.Data)%c.BlockSize() != 0 {
		return nil, unknown
	}
	plain := make([]byte, len(outer.Data))
	cipher.NewCBCDecrypter(c, iv).CryptBlocks(plain, outer.Data)
	padding := int(plain[len(plain)-1])
	if padding == 0 || padding > c.BlockSize() {
		return nil, errWrongPassphrase
	}
	return plain[:len(plain)-padding], nil
}

func digest(id asn1.ObjectIdentifier) func() hash.Hash {
	switch id.String() {
	case "", "1.2.840.113549.2.7":
		return sha1.New
	case "1.2.840.113549.2.9":
		return sha256.New
	case "1.2.840.113549.2.11":
		return sha512.New
	}
	return nil
}

func blockCipher(id asn1.ObjectIdentifier) (size int, block func([]byte) (cipher.Block, error)) {
	switch id.String() {
	case "2.16.840.1.101.3.4.1.2":
		return 16, aes.NewCipher
	case "2.16.840.1.101.3.4.1.22":
		return 24, aes.NewCipher
	case "2.16.840.1.101.3.4.1.42":
		return 32, aes.NewCipher
	case "1.2.840.113549.3.7":
		return 24, des.NewTripleDESCipher
	}
	return 0, nil
}
