package analysis

import (
	"reflect"
	"testing"
)

func TestGroups(t *testing.T) {
	a := Analysis{atATime: 10}
	for _, test := range []struct {
		shots []int64
		want  []group
	}{
		{nil, nil},
		{[]int64{30}, []group{{0, 1}}},
		{[]int64{4, 6, 1}, []group{{0, 2}, {2, 3}}},
		{[]int64{1, 30, 1, 9, 1}, []group{{0, 1}, {1, 2}, {2, 4}, {4, 5}}},
	} {
		if got := a.groups(len(test.shots), func(i int) int64 { return test.shots[i] }); !reflect.DeepEqual(got, test.want) {
			t.Errorf("%v: %v, want %v", test.shots, got, test.want)
		}
	}
}
