package answers

import (
	"reflect"
	"sync"
	"time"
)

// copier copies answers, so that nobody who sorts or fills a list in his own
// changes those of the others. What cannot be changed in place is shared:
// texts, instants, and numbers behind pointers, which nobody writes through.
type copier struct{ plain sync.Map } // of reflect.Type: whether a value can be shared

func (c *copier) of(v reflect.Value) reflect.Value {
	if c.isPlain(v.Type()) {
		return v
	}
	switch v.Kind() {
	case reflect.Slice:
		return c.slice(v)
	case reflect.Map:
		return c.mapping(v)
	case reflect.Pointer:
		if v.IsNil() {
			return v
		}
		out := reflect.New(v.Type().Elem())
		out.Elem().Set(c.of(v.Elem()))
		return out
	default: // a struct: isPlain knows no other
		out := reflect.New(v.Type()).Elem()
		out.Set(v)
		for i := range v.NumField() {
			if !c.isPlain(v.Field(i).Type()) {
				out.Field(i).Set(c.of(v.Field(i)))
			}
		}
		return out
	}
}

func (c *copier) slice(v reflect.Value) reflect.Value {
	if v.IsNil() {
		return v
	}
	out := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
	if c.isPlain(v.Type().Elem()) {
		reflect.Copy(out, v)
		return out
	}
	for i := range v.Len() {
		out.Index(i).Set(c.of(v.Index(i)))
	}
	return out
}

func (c *copier) mapping(v reflect.Value) reflect.Value {
	if v.IsNil() {
		return v
	}
	out := reflect.MakeMapWithSize(v.Type(), v.Len())
	for entries := v.MapRange(); entries.Next(); {
		out.SetMapIndex(entries.Key(), c.of(entries.Value()))
	}
	return out
}

func (c *copier) isPlain(t reflect.Type) bool {
	if known, ok := c.plain.Load(t); ok {
		return known.(bool)
	}
	plain := c.decide(t)
	c.plain.Store(t, plain)
	return plain
}

func (c *copier) decide(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Slice, reflect.Map:
		return false
	case reflect.Pointer:
		return isScalar(t.Elem())
	case reflect.Struct:
		if t == reflect.TypeFor[time.Time]() {
			return true
		}
		for i := range t.NumField() {
			if !c.isPlain(t.Field(i).Type) {
				return false
			}
		}
	}
	return true
}

func isScalar(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Struct:
		return t == reflect.TypeFor[time.Time]()
	case reflect.Slice, reflect.Map, reflect.Pointer, reflect.Interface, reflect.Array:
		return false
	}
	return true
}

// sizeOf is about how many bytes a value holds.
func sizeOf(value any) int64 {
	v := reflect.ValueOf(value)
	if !v.IsValid() {
		return 0
	}
	return int64(v.Type().Size()) + behind(v)
}

// behind is what a value refers to.
func behind(v reflect.Value) (bytes int64) {
	switch v.Kind() {
	case reflect.String:
		return int64(v.Len())
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return 0
		}
		return int64(v.Elem().Type().Size()) + behind(v.Elem())
	case reflect.Slice:
		bytes = int64(v.Len()) * int64(v.Type().Elem().Size())
		for i := range v.Len() {
			bytes += behind(v.Index(i))
		}
	case reflect.Map:
		for entries := v.MapRange(); entries.Next(); {
			bytes += int64(v.Type().Key().Size()+v.Type().Elem().Size()) + behind(entries.Key()) + behind(entries.Value())
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			return 0
		}
		for i := range v.NumField() {
			bytes += behind(v.Field(i))
		}
	}
	return bytes
}
