package browsertest

import (
	"context"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// Press presses keys one after the other as a person does: a key whose default
// the page prevents types nothing. (chromedp's own KeyEvent types it all the
// same.) '\r' is Enter.
func Press(keys string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		for _, r := range keys {
			name := string(r)
			if r == '\r' {
				name = "Enter"
			}
			press := input.DispatchKeyEventParams{Type: "keyDown", Key: name, Text: string(r), UnmodifiedText: string(r)}
			if _, err := cdp.Call(ctx, tab, input.DispatchKeyEvent, press); err != nil {
				return err
			}
			if _, err := cdp.Call(ctx, tab, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: "keyUp", Key: name}); err != nil {
				return err
			}
		}
		return nil
	})
}

// PressKey presses a key that types nothing: 'ArrowDown', 'Escape'.
func PressKey(name string) chromedp.Action[chromedp.Void] {
	code := map[string]int64{"Escape": 27, "ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40, "Tab": 9}[name]
	return chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		for _, kind := range []input.DispatchKeyEventType{"rawKeyDown", "keyUp"} {
			if _, err := cdp.Call(ctx, tab, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: kind, Key: name, Code: name, WindowsVirtualKeyCode: code}); err != nil {
				return err
			}
		}
		return nil
	})
}
