package web_test

import (
	"strings"
	"testing"

	"sprue/web/browsertest"
)

// What the measures must find in a chart: one without its data, names over each
// other, over the data, and cut off.
func TestFaultsOfAChartAreFound(t *testing.T) {
	page := browsertest.Start(t).Open(openPlant(t).server(t, now).URL+"/run-rate?last=7d", browsertest.View{})
	page.Drawn(1)
	page.Fits()
	write := func(text string, x, y string) string {
		return `(() => {
			const chart = ` + theChart + `;
			const plot = chart.getModel().getComponent("grid").coordinateSystem.getRect();
			const line = chart.getModel().getSeriesByName("stability")[0].getData().getLayout("points");
			const last = [line.at(-2), line.at(-1)];
			chart.setOption({ graphic: { elements: [{ type: "text", x: ` + x + `, y: ` + y + `, style: { text: "` + text + `", align: "left", font: "11px Inter" } }] } });
			return plot.width > 0 && last.every(Number.isFinite);
		})()`
	}
	for _, fault := range []struct{ script, finds string }{
		{write("over its line", "last[0] - 20", "last[1] - 6"), "“over its line” lies over"},
		{write("cut off by the edge", "chart.getWidth() - 10", "4"), "cut off: “cut off by the edge”"},
		{write("over a name", "last[0] + 8", "last[1] - 5"), "“over a name”"},
	} {
		if !browsertest.Eval[bool](page, fault.script) {
			t.Fatal("the chart has no line")
		}
		if found := strings.Join(page.Misfits(), "\n"); !strings.Contains(found, fault.finds) {
			t.Errorf("found %q, want %q", found, fault.finds)
		}
	}
	browsertest.Eval[bool](page, `(`+theChart+`.setOption({ series: `+theChart+`.getOption().series.map((s) => ({ ...s, data: [] })) }), true)`)
	if found := strings.Join(page.Blank(), "\n"); !strings.Contains(found, "its data leave 0 pixels") {
		t.Errorf("of a chart without data is found %q", found)
	}
}
