package output

import (
	"bytes"
	"encoding/json"
)

// Object is a value with named parts, whose order JSON keeps.
type Object []Field

// Field is a part of an Object.
type Field struct {
	Column
	Value any
}

// text is the object as JSON. A part that cannot be written is null.
func (o Object) text() json.RawMessage {
	var text bytes.Buffer
	text.WriteByte('{')
	for i, field := range o {
		if i > 0 {
			text.WriteByte(',')
		}
		name, errName := encode(field.Name)
		value, errValue := encode(machine(field.Column, field.Value))
		if errName != nil || errValue != nil {
			value = []byte("null")
		}
		text.Write(append(append(name, ':'), value...))
	}
	text.WriteByte('}')
	return text.Bytes()
}
