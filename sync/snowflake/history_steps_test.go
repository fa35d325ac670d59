package snowflake_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// step changes the source once.
func (h *history) step() {
	next := max(1, int(later(h.packets.high, h.hours.high).Sub(hourOf(0)).Hours())+1)
	kind := h.rand.IntN(14)
	for kind < 13 && !h.mirrors(tableOf(kind)) {
		kind = h.rand.IntN(14)
	}
	switch kind {
	case 0, 1: // new packets
		h.addPackets(next+h.rand.IntN(30), 1+h.rand.IntN(12))
	case 2: // late ones, within the overlap or before it
		h.addPackets(h.rand.IntN(next+10), 1+h.rand.IntN(3))
	case 3: // from a clock that runs ahead
		h.addPackets(5000+h.rand.IntN(10), 1)
	case 4: // without a time
		h.addPackets(-1-h.counts, 1)
	case 5: // some go
		h.deletePackets()
	case 6: // one gets another text
		h.rewritePacket()
	case 7: // one is there twice
		if key := h.packets.some(h.rand.IntN(1000)); key != "" {
			h.change("INSERT INTO DATA_SHOT (COUNTER_CODE, SHOT_START_TIME, CONTENT) SELECT COUNTER_CODE, SHOT_START_TIME, CONTENT FROM DATA_SHOT WHERE CONTENT = '" + key + "' LIMIT 1")
			h.packets.changed = true
		}
	case 8: // hours come, change or go
		h.addHours(h.rand.IntN(next+20), 1+h.rand.IntN(4))
	case 9:
		h.changeHours()
	case 10: // tools
		h.changeMolds()
	case 11: // columns
		h.changeWeight()
	case 12:
		h.columns++
		h.change(fmt.Sprintf("ALTER TABLE DATA_SHOT ADD COLUMN X%d VARCHAR", h.columns))
		h.packets.changed = true
	default: // time goes by
		h.now = h.now.Add(time.Duration(h.rand.IntN(2000)) * time.Hour)
		h.note("  now it is %s", h.now)
	}
	h.counts++
}

// tableOf is the table that a kind of step changes.
func tableOf(kind int) string {
	switch kind {
	case 8, 9:
		return "STATISTICS"
	case 10, 11:
		return "MOLD"
	}
	return "DATA_SHOT"
}

// packetKey is the content of a packet: its number, and its version.
func packetKey(n, version int) string { return fmt.Sprintf(`[{"ct": %d.5, "seq": %d}]`, version, n) }

func packetRow(n, version int) string {
	at := "NULL"
	if n >= 0 {
		at = fmt.Sprint(hourOf(n).UnixNano())
	}
	return fmt.Sprintf("('CNT-%d', %s, '%s')", counterOf(n), at, packetKey(n, version))
}

func counterOf(n int) int { return (n + 3000) % 3 }

func (h *history) addPackets(from, count int) {
	var rows []string
	for n := from; n < from+count; n++ {
		key := packetKey(n, 0)
		if _, ok := h.packets.there[key]; ok || !h.lets(counterOf(n)) && n > 20 {
			continue // of counters that are left out, early ones do: late ones would move the watermark
		}
		rows = append(rows, packetRow(n, 0))
		if h.lets(counterOf(n)) {
			h.packets.there[key] = row{at: timeOf(n)}
		}
	}
	if len(rows) > 0 {
		h.change("INSERT INTO DATA_SHOT (COUNTER_CODE, SHOT_START_TIME, CONTENT) VALUES " + strings.Join(rows, ", "))
		h.packets.changed = true
	}
}

// timeOf is the time of a packet; none of those below zero.
func timeOf(n int) (at time.Time) {
	if n < 0 {
		return at
	}
	return hourOf(n)
}

func (h *history) deletePackets() {
	from := h.rand.IntN(1000)
	for n := range 1 + h.rand.IntN(3) {
		if key := h.packets.some(from + n); key != "" {
			h.change("DELETE FROM DATA_SHOT WHERE CONTENT = '" + key + "'")
			delete(h.packets.there, key)
			h.packets.changed = true
		}
	}
}

func (h *history) rewritePacket() {
	key := h.packets.some(h.rand.IntN(1000))
	if key == "" {
		return
	}
	version, n := 0, 0
	if _, err := fmt.Sscanf(key, `[{"ct": %d.5, "seq": %d}]`, &version, &n); err != nil {
		h.Fatal(err)
	}
	after := packetKey(n, version+1)
	if _, ok := h.packets.there[after]; ok {
		return
	}
	h.change(fmt.Sprintf("UPDATE DATA_SHOT SET CONTENT = '%s' WHERE CONTENT = '%s'", after, key))
	h.packets.there[after] = h.packets.there[key]
	delete(h.packets.there, key)
	h.packets.changed = true
}

func hourKey(n int) string { return "CNT-1 " + hourOf(n).Format("2006010215") }

func (h *history) addHours(from, count int) {
	var rows []string
	for n := from; n < from+count; n++ {
		if _, ok := h.hours.there[hourKey(n)]; ok {
			continue
		}
		h.counts++
		rows = append(rows, fmt.Sprintf("('CNT-1', 1, 'T-1', '%s', %d)", hourOf(n).Format("2006010215"), h.counts))
		h.hours.there[hourKey(n)] = row{at: hourOf(n), value: fmt.Sprint(h.counts)}
	}
	if len(rows) > 0 {
		h.change("INSERT INTO STATISTICS VALUES " + strings.Join(rows, ", "))
		h.hours.changed = true
	}
}

func (h *history) changeHours() {
	key := h.hours.some(h.rand.IntN(1000))
	if key == "" {
		return
	}
	where := " WHERE HOUR = '" + strings.Fields(key)[1] + "'"
	h.hours.changed = true
	if h.rand.IntN(2) == 0 {
		h.change("DELETE FROM STATISTICS" + where)
		delete(h.hours.there, key)
		return
	}
	h.counts++
	h.change(fmt.Sprintf("UPDATE STATISTICS SET SHOT_COUNT = %d%s", h.counts, where))
	h.hours.there[key] = row{at: h.hours.there[key].at, value: fmt.Sprint(h.counts)}
}

func (h *history) addMold() {
	h.counts++
	h.change(fmt.Sprintf("INSERT INTO MOLD (ID, EQUIPMENT_CODE, CONTRACTED_CYCLE_TIME, SUPPLIER_COMPANY_ID, LOCATION_ID) VALUES (%d, 'T-%[1]d', %[1]d, 1, 1)", h.counts))
	h.molds[h.counts] = fmt.Sprintf("%d|∅", h.counts)
}

func (h *history) changeMolds() {
	ids := slices.Sorted(maps.Keys(h.molds))
	id := ids[h.rand.IntN(len(ids))]
	switch h.rand.IntN(3) {
	case 0:
		h.addMold()
	case 1:
		if len(ids) > 1 {
			h.change(fmt.Sprintf("DELETE FROM MOLD WHERE ID = %d", id))
			delete(h.molds, id)
		}
	default:
		h.counts++
		h.change(fmt.Sprintf("UPDATE MOLD SET CONTRACTED_CYCLE_TIME = %d WHERE ID = %d", h.counts, id))
		_, weight, _ := strings.Cut(h.molds[id], "|")
		h.molds[id] = fmt.Sprintf("%d|%s", h.counts, weight)
	}
}

// changeWeight adds, widens, drops and retypes a column of the tools.
func (h *history) changeWeight() {
	ids := slices.Sorted(maps.Keys(h.molds))
	id := ids[h.rand.IntN(len(ids))]
	set := func(literal, shown string) {
		h.change(fmt.Sprintf("UPDATE MOLD SET WEIGHT = %s WHERE ID = %d", literal, id))
		cycle, _, _ := strings.Cut(h.molds[id], "|")
		h.molds[id] = cycle + "|" + shown
	}
	switch {
	case h.weight == 0 && h.rand.IntN(2) == 0:
		h.weight = 1
		h.change("ALTER TABLE MOLD ADD COLUMN WEIGHT NUMBER(6,2)")
		set("1.25", "1.25")
	case h.weight == 0:
		h.weight = 3
		h.change("ALTER TABLE MOLD ADD COLUMN WEIGHT VARCHAR")
		set("'heavy'", "heavy")
	case h.weight == 1:
		h.weight = 2
		h.change("ALTER TABLE MOLD ALTER COLUMN WEIGHT SET DATA TYPE NUMBER(8,3)")
		set("1.255", "1.255")
	default:
		h.weight = 0
		h.change("ALTER TABLE MOLD DROP COLUMN WEIGHT")
		for id, text := range h.molds {
			cycle, _, _ := strings.Cut(text, "|")
			h.molds[id] = cycle + "|∅"
		}
	}
}
