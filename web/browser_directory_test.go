package web_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"sprue/web/browsertest"
)

// toolRows are the first words of each cell of the directory, by its columns.
const toolRows = `(() => {
	const heads = [...document.querySelectorAll(".directory thead th")].map((h) => h.textContent.trim());
	return [...document.querySelectorAll(".directory tbody tr")].map((r) =>
		Object.fromEntries([...r.cells].map((c, i) => [heads[i], c.textContent.trim()])));
})()`

// Every row of the directory has the figures that SQL gives.
func TestTheDirectoryShowsWhatTheDataSay(t *testing.T) {
	p := openPlant(t)
	server := p.server(t, now)
	page := browsertest.Start(t).Open(server.URL+"/tools?from=2026-03-17&to=2026-03-19", browsertest.View{})
	shown := map[string]map[string]string{}
	for _, row := range browsertest.Eval[[]map[string]string](page, toolRows) {
		shown[row["Tool"]] = row
	}
	rows, err := p.store.Query(context.Background(), `SELECT equipment_code, SUM(shots)::BIGINT, 100 * SUM(normal_shots) / SUM(shots),
			SUM(ct_us) / SUM(normal_shots + slow_shots + fast_shots) / 1e6, 100 * (SUM(ct_us) / SUM(normal_shots + slow_shots + fast_shots) / 30e6 - 1)
		FROM mart.run_rate_day WHERE local_date >= '2026-03-17' AND local_date < '2026-03-19' GROUP BY ALL`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	found := 0
	for rows.Next() {
		var code string
		var shots int64
		var efficiency, ct, deviation float64
		if err := rows.Scan(&code, &shots, &efficiency, &ct, &deviation); err != nil {
			t.Fatal(err)
		}
		found++
		for column, want := range map[string]string{
			"Shots": whole(shots), "Efficiency, %": fixed(efficiency), "ct, s": fixed(ct), "Approved, s": "30.0", "Dev., %": "+" + fixed(deviation),
		} {
			if got := shown[code][column]; got != want {
				t.Errorf("%.20s: %s is %q, want %q", code, column, got, want)
			}
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	if found != len(toolCodes()) || len(shown) != found {
		t.Errorf("%d tools shown, SQL knows %d of %d", len(shown), found, len(toolCodes()))
	}
	page.Clean()
}

func TestTheWayThroughTheDirectory(t *testing.T) {
	server := openPlant(t).server(t, now)
	page := browsertest.Start(t).Open(server.URL+"/overview?last=7d", browsertest.View{})
	page.Do("go to the tools by keys", browsertest.Press("gt"), wait(".directory"))
	at(t, page, "/tools?last=7d")
	for _, step := range []struct{ column, order string }{{"shots", "descending"}, {"shots", "ascending"}, {"deviation", "descending"}, {"doubts", "descending"}, {"last", "descending"}} {
		head := fmt.Sprintf(`.directory th a[href*="sort=%s"], .directory th a[href*="sort=-%s"]`, step.column, step.column)
		sorted, address := fmt.Sprintf(`.directory th[aria-sort=%s] a[href*="sort=-%s"]`, step.order, step.column), "sort="+step.column
		if step.order == "descending" {
			sorted, address = fmt.Sprintf(`.directory th[aria-sort=%s] a[href*="sort=%s"]`, step.order, step.column), "sort=-"+step.column
		}
		page.Do("sort by "+step.column, click(head), wait(sorted))
		at(t, page, address)
	}
	page.Leave("search", `location.search.includes("q=mx-2")`, focus("#directory-search"), browsertest.Press("mx-2\r"))
	at(t, page, "last=7d")
	at(t, page, "sort=-last")
	if rows := browsertest.Eval[[]map[string]string](page, toolRows); len(rows) != 1 || rows[0]["Tool"] != "MX-2" {
		t.Errorf("found %v", rows)
	}
	page.Leave("open it", `document.getElementById("runs") !== null`, click(".directory tbody a"))
	at(t, page, "/tools/MX-2?last=7d")
	if name := browsertest.Eval[string](page, `document.querySelector(".nav-list [aria-current]").textContent.trim()`); name != "Tools" {
		t.Errorf("the navigation stands on %q", name)
	}
	page.Leave("go back", `document.querySelector(".directory") !== null`, chromedp.NavigateBack())
	at(t, page, "q=mx-2")
	if value := browsertest.Eval[string](page, `document.getElementById("directory-search").value`); value != "mx-2" {
		t.Errorf("the search holds %q", value)
	}
	page.Leave("search for what is almost there", `document.querySelector(".empty") !== null`, chromedp.SetValue(chromedp.CSS("#directory-search"), "mxx-1"), focus("#directory-search"), browsertest.Press("\r"))
	page.Leave("take the hint", `location.search.includes("q=MX-1")`, click(".empty a"))
	page.Clean()
}

// Every column sorts by its own values, blanks last.
func TestTheDirectorySortsByEveryColumn(t *testing.T) {
	server := openPlant(t).server(t, now)
	_, body := ask(t, server, http.MethodGet, "/tools?last=7d")
	for _, key := range []string{"tool", "state", "part", "supplier", "location", "last", "shots", "efficiency", "ct", "approved", "deviation", "doubts"} {
		if !strings.Contains(body, "sort="+key) && !strings.Contains(body, "sort=-"+key) {
			t.Errorf("no head sorts by %s", key)
		}
		for _, sign := range []string{"", "-"} {
			if answer, _ := ask(t, server, http.MethodGet, "/tools?sort="+sign+key); answer.StatusCode != http.StatusOK {
				t.Errorf("sort=%s%s: status %d", sign, key, answer.StatusCode)
			}
		}
	}
	order := func(sort string) []string {
		_, html := ask(t, server, http.MethodGet, "/tools?last=7d&sort="+sort)
		var names []string
		for _, name := range []string{"MX-1", "MX-2"} {
			names = append(names, fmt.Sprintf("%07d %s", strings.Index(html, `>`+name+`</a>`), name))
		}
		return names
	}
	if up, down := order("tool"), order("-tool"); (up[0] < up[1]) == (down[0] < down[1]) {
		t.Errorf("both ways give the same order: %v, %v", up, down)
	}
}
