package sampledata

import (
	"fmt"
	"time"
	_ "time/tzdata" // a bare machine may have no zone files
)

// span is a half-open stretch; its unit is its user's.
type span struct{ from, to int64 }

// plant is a LOCATION with its calendar. Shifts are in minutes of the local
// day on which they start, breaks in minutes after the shift's start.
type plant struct {
	id       int64
	name     string
	zone     string
	location *time.Location
	shifts   []span
	breaks   []span
	workdays int // ISO weekdays 1..workdays
	codes    span
}

func threeShifts() []span { return []span{{360, 840}, {840, 1320}, {1320, 1800}} }
func twoShifts() []span   { return []span{{420, 900}, {900, 1380}} }
func halfDays() []span    { return []span{{480, 1200}, {1200, 1920}} }

func shortBreaks() []span { return []span{{120, 130}, {240, 270}, {380, 390}} }
func longBreaks() []span  { return []span{{120, 135}, {240, 285}, {420, 440}, {600, 615}} }

func plants() ([]*plant, error) {
	all := []*plant{
		{name: "Monterrey", zone: "America/Monterrey", shifts: threeShifts(), breaks: shortBreaks(), workdays: 6, codes: span{2200, 2900}},
		{name: "Grand Rapids", zone: "America/Detroit", shifts: twoShifts(), breaks: shortBreaks(), workdays: 5, codes: span{1100, 1700}},
		{name: "Suzhou", zone: "Asia/Shanghai", shifts: halfDays(), breaks: longBreaks(), workdays: 6, codes: span{3000, 3900}},
		{name: "Brno", zone: "Europe/Prague", shifts: threeShifts(), breaks: shortBreaks(), workdays: 5, codes: span{1700, 2200}},
		{name: "Pune", zone: "Asia/Kolkata", shifts: twoShifts(), breaks: shortBreaks(), workdays: 6, codes: span{4100, 4900}},
	}
	for i, p := range all {
		p.id = int64(i + 1)
		l, err := time.LoadLocation(p.zone)
		if err != nil {
			return nil, fmt.Errorf("load time zone of %s: %w", p.name, err)
		}
		p.location = l
	}
	return all, nil
}

// plantOrder deals 48 tools to the plants: 9, 11, 10, 10, 8, neighbours apart.
func plantOrder() []int {
	return []int{0, 1, 2, 3, 4, 0, 2, 3, 0, 1, 4, 2, 3, 1, 0, 2, 4, 3, 1, 2, 0, 3, 1, 4, 2, 3, 0, 1, 2, 4, 3, 4}
}

// company is a row of COMPANY.
type company struct {
	id      int64
	name    string
	parent  int64 // 0: none
	kind    string
	tier    string
	country string
	plant   int // index of the plant whose tools a supplier runs; -1: none
}

// companies gives the owner, the holdings and the twelve suppliers.
func companies() []company {
	return []company{
		{1, "Norvik Appliances", 0, "OEM", "", "US", -1},
		{2, "Grupo Sierra", 0, "HOLDING", "", "MX", -1},
		{3, "Great Lakes Plastics Group", 0, "HOLDING", "", "US", -1},
		{4, "East Lake Industries", 0, "HOLDING", "", "CN", -1},
		{5, "Bohemia Plast Holding", 0, "HOLDING", "", "CZ", -1},
		{6, "Western Ghats Industries", 0, "HOLDING", "", "IN", -1},
		{11, "Sierra Plásticos", 2, "SUPPLIER", "Tier 1", "MX", 0},
		{12, "Arroyo Inyección", 2, "SUPPLIER", "Tier 2", "MX", 0},
		{13, "Lakeshore Molding", 3, "SUPPLIER", "Tier 1", "US", 1},
		{14, "Wolverine Tool & Mold", 3, "SUPPLIER", "Tier 2", "US", 1},
		{15, "Huron Plastics", 13, "SUPPLIER", "Tier 2", "US", 1},
		{16, "Tiantai Precision", 4, "SUPPLIER", "Tier 1", "CN", 2},
		{17, "Taihu Mold Works", 4, "SUPPLIER", "Tier 1", "CN", 2},
		{18, "Jinji Plastics", 17, "SUPPLIER", "Tier 3", "CN", 2},
		{19, "Vltava Plast", 5, "SUPPLIER", "Tier 1", "CZ", 3},
		{20, "Morava Formy", 5, "SUPPLIER", "Tier 2", "CZ", 3},
		{21, "Deccan Polymers", 6, "SUPPLIER", "Tier 1", "IN", 4},
		{22, "Sahyadri Moulds", 0, "SUPPLIER", "Tier 2", "IN", 4},
	}
}

// suppliersAt gives the ids of the suppliers that run tools in a plant.
func suppliersAt(plant int) []int64 {
	ids := []int64{}
	for _, c := range companies() {
		if c.plant == plant {
			ids = append(ids, c.id)
		}
	}
	return ids
}
