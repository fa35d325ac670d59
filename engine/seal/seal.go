// Package seal encrypts whole files for the owners of keys, and opens them
// again, in the format of age (age-encryption.org): its own tools read what
// sprue writes. It never logs a key, nor puts one into an error.
package seal

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"filippo.io/age"

	"sprue/engine"
)

// For are those who can open a sealed file.
type For []age.Recipient

// Keys open what was sealed for them.
type Keys []age.Identity

// ParseFor reads public keys, as 'age-keygen' prints them: age1…
func ParseFor(words []string) (For, error) {
	var all For
	for _, word := range words {
		found, err := age.ParseRecipients(strings.NewReader(word))
		if err != nil {
			// Not the word, and not age's error: it may be a secret key, given by mistake.
			return nil, &engine.Error{Code: engine.CodeUsage, Doing: "read --encrypt-to", Message: "it is no public key of age",
				Hint: "'age-keygen -o key.txt' makes a pair of keys; the public one is printed and begins with age1"}
		}
		all = append(all, found...)
	}
	return all, nil
}

// ReadKeys reads a file of secret keys, as 'age-keygen -o' writes it.
func ReadKeys(path string) (Keys, error) {
	refused := func(message, hint string, cause error) error {
		return &engine.Error{Code: engine.CodeUsage, Doing: "read the keys in " + path, Message: message, Hint: hint, Cause: cause}
	}
	text, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, refused("there is no such file", "name the one that 'age-keygen -o' wrote", nil)
	case err != nil:
		return nil, refused(engine.Reason(err).Error(), "name a file that this user may read", err)
	}
	keys, err := age.ParseIdentities(bytes.NewReader(text))
	if err != nil { // not a cause: who knows what of the file it repeats
		return nil, refused("it holds no secret key of age, or one that is broken", "a key is a line that begins with AGE-SECRET-KEY-; one that has a passphrase is opened first: 'age --decrypt'", nil)
	}
	return keys, nil
}

// magic is how each file of age begins.
const magic = "age-encryption.org/"

// IsSealed looks at the beginning of a file.
func IsSealed(path string) (sealed bool, err error) {
	file, err := os.Open(path)
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	head := make([]byte, len(magic))
	switch _, err := io.ReadFull(file, head); {
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return false, nil
	case err != nil:
		return false, err
	}
	return string(head) == magic, nil
}

// Seal writes an encrypted copy of a file, and reads it again to see that the
// disk holds what was written.
func Seal(ctx context.Context, from, to string, recipients For, told func(done, total int64)) error {
	wrote := sha256.New()
	err := convert(ctx, from, to, told, func(in io.Reader, out io.Writer) error {
		sealed, err := age.Encrypt(io.MultiWriter(out, wrote), recipients...)
		if err != nil {
			return err
		}
		if _, err := io.Copy(sealed, in); err != nil {
			return err
		}
		return sealed.Close()
	})
	if err != nil {
		return fmt.Errorf("encrypt: %w", err)
	}
	file, err := os.Open(to)
	if err != nil {
		return err
	}
	read := sha256.New()
	_, err = io.Copy(read, &interruptible{ctx: ctx, in: file})
	if err := errors.Join(err, file.Close()); err != nil {
		return err
	}
	if !bytes.Equal(read.Sum(nil), wrote.Sum(nil)) {
		return &engine.Error{Code: engine.CodeFile, Doing: "encrypt", Message: "the disk does not hold what was written to it", Hint: "look at the disk, or write to another one"}
	}
	return nil
}

// Open writes what was sealed. Its errors leave out what was being done.
func Open(ctx context.Context, from, to string, keys Keys, told func(done, total int64)) error {
	return convert(ctx, from, to, told, func(in io.Reader, out io.Writer) error {
		opened, err := age.Decrypt(in, keys...)
		var wrong *age.NoIdentityMatchError
		if errors.As(err, &wrong) {
			return &engine.Error{Code: engine.CodeUsage, Message: "it was not encrypted for this key", Hint: "give the other one of the pair it was encrypted to: --identity FILE"}
		}
		if err == nil {
			_, err = io.Copy(out, opened)
		}
		if err == nil || engine.IsDiskFull(err) || ctx.Err() != nil {
			return err
		}
		return &engine.Error{Code: engine.CodeFile, Message: "it is damaged or was cut short", Hint: "take another backup", Cause: err}
	})
}

// Copy writes a file as it is.
func Copy(ctx context.Context, from, to string, told func(done, total int64)) error {
	return convert(ctx, from, to, told, func(in io.Reader, out io.Writer) error {
		_, err := io.Copy(out, in)
		return err
	})
}

// convert makes a new file of an old one; it does not replace one that is there.
func convert(ctx context.Context, from, to string, told func(done, total int64), how func(in io.Reader, out io.Writer) error) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	info, err := in.Stat()
	if err != nil {
		return err
	}
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o666)
	if err != nil {
		return err
	}
	err = how(&interruptible{ctx: ctx, in: in, told: told, total: info.Size()}, out)
	return errors.Join(err, out.Close())
}

// interruptible ends with its context, and tells how far it is.
type interruptible struct {
	ctx         context.Context
	in          io.Reader
	told        func(done, total int64)
	done, total int64
}

func (r *interruptible) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := r.in.Read(p)
	r.done += int64(n)
	if r.told != nil {
		r.told(r.done, r.total)
	}
	return n, err
}
