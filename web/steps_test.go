package web_test

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"sprue/web/browsertest"
)

func wait(selector string) chromedp.Action[chromedp.Void] {
	return chromedp.WaitReady(chromedp.CSS(selector))
}

func at(t *testing.T, page *browsertest.Page, part string) {
	t.Helper()
	if address := page.Address(); !strings.Contains(address, part) {
		t.Errorf("at %s, want %s in it", address, part)
	}
}

func blur(ctx context.Context, tab *chromedp.Target) error {
	_, err := cdp.Call(ctx, tab, runtime.Evaluate, runtime.EvaluateParams{Expression: "document.activeElement.blur()"})
	return err
}

// fixed shows a number under a thousand as the tiles do.
func fixed(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) }

func whole(n int64) string {
	text := strconv.FormatInt(n, 10)
	if len(text) > 3 {
		return text[:len(text)-3] + "," + text[len(text)-3:]
	}
	return text
}

func click(selector string) chromedp.Action[chromedp.Void] {
	return chromedp.Click(chromedp.CSS(selector))
}

func focus(selector string) chromedp.Action[chromedp.Void] {
	return chromedp.Focus(chromedp.CSS(selector))
}

// choose chooses a value of a list.
func choose(name, value string) chromedp.Action[chromedp.Void] {
	return chromedp.SetValue(chromedp.CSS("select[name="+name+"]"), value)
}

// quote makes text a string of a script.
func quote(text string) string {
	content, err := json.Marshal(text)
	if err != nil {
		panic(err) // text
	}
	return string(content)
}
