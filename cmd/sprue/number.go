package main

import (
	"fmt"
	"math"
	"strconv"
	"time"

	"sprue/engine"
)

// numberValue is a flag that takes a whole number of a range.
type numberValue[T int | int64 | uint64] struct {
	value       *T
	least, most T
	shown       bool // the initial value is worth telling in the help
}

// number is a flag for whole numbers from least to most. An initial value
// outside of that range is 'not given', and not shown.
func number[T int | int64 | uint64](value *T, initial, least, most T) *numberValue[T] {
	*value = initial
	return &numberValue[T]{value: value, least: least, most: most, shown: initial >= least}
}

func (n *numberValue[T]) String() string {
	if n.value == nil || !n.shown {
		return ""
	}
	return fmt.Sprint(*n.value)
}

func (n *numberValue[T]) Type() string { return "number" }

func (n *numberValue[T]) Set(text string) error {
	parsed, err := parseWhole[T](text)
	switch {
	case err != nil:
		return &refusedValue{"is no whole number", n.allowed()}
	case parsed < n.least || parsed > n.most:
		return &refusedValue{"is out of range", n.allowed()}
	}
	*n.value, n.shown = parsed, true
	return nil
}

func parseWhole[T int | int64 | uint64](text string) (T, error) {
	var zero T
	if _, unsigned := any(zero).(uint64); unsigned {
		parsed, err := strconv.ParseUint(text, 10, 64)
		return T(parsed), err
	}
	parsed, err := strconv.ParseInt(text, 10, 64)
	return T(parsed), err
}

func (n *numberValue[T]) allowed() string {
	switch {
	case n.least < 0:
		return "write a whole number, such as 4711"
	case float64(n.most) >= math.MaxInt64:
		return fmt.Sprintf("write a whole number of %d or more, such as %d", n.least, max(n.least, 1000))
	}
	return fmt.Sprintf("write a whole number from %d to %s", n.least, engine.Count(int64(n.most)))
}

// amountValue is a flag that takes a number of 0 or more.
type amountValue struct {
	value *float64
	most  float64
}

func amount(value *float64, most float64) amountValue { return amountValue{value, most} }

func (n amountValue) String() string {
	if n.value == nil || *n.value == 0 {
		return ""
	}
	return fmt.Sprint(*n.value)
}

func (n amountValue) Type() string { return "number" }

func (n amountValue) Set(text string) error {
	allowed := fmt.Sprintf("write a number from 0 to %v", n.most)
	parsed, err := strconv.ParseFloat(text, 64)
	switch {
	case err != nil:
		return &refusedValue{"is no number", allowed}
	case !(parsed >= 0 && parsed <= n.most):
		return &refusedValue{"is out of range", allowed}
	}
	*n.value = parsed
	return nil
}

// intervalValue is a flag that takes a time of 0 or more.
type intervalValue struct{ value *time.Duration }

func (i intervalValue) String() string {
	if i.value == nil || *i.value == 0 {
		return ""
	}
	return i.value.String()
}

func (i intervalValue) Type() string { return "interval" }

func (i intervalValue) Set(text string) error {
	parsed, err := time.ParseDuration(text)
	switch {
	case err != nil:
		return &refusedValue{"is no time", "write it with its unit, as 30s, 5m or 1h30m"}
	case parsed < 0:
		return &refusedValue{"is negative", "write 0 or more, as 30s, 5m or 1h30m"}
	}
	*i.value = parsed
	return nil
}
