"""The explorables in a browser: by keyboard, pointer and touch, narrow and wide, light and dark, in any state."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from test_explorables import NAMES, ROOT, reference

ASSETS = (ROOT / "assets/explorables").as_uri()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
HOLES = r"/undefined|NaN|Infinity|\[object|\{\w+\}/"
# Numbers that are marked show what the mathematics says, as `show` writes it or to the digits given.
FUZZ = """([name, count]) => {
  const element = document.querySelector(`celoss-${name}`), x = element.explorable, definition = Explorable.all[name];
  let seed = 88675123;
  const rand = () => {
    seed ^= seed << 13; seed ^= seed >>> 17; seed ^= seed << 5;
    return (seed >>> 0) / 2 ** 32;
  };
  const found = [];
  for (let round = 0; round < count && found.length < 5; round++) {
    const state = Explorable.randomState(definition, rand);
    try {
      x.set(state, true);
    } catch (error) {
      found.push(`${error} at ${JSON.stringify(state)}`);
    }
    const hole = element.outerHTML.match(HOLES);
    if (hole) found.push(`${hole[0]} at ${JSON.stringify(state)}`);
    for (const shown of element.querySelectorAll("[data-number]")) {
      const value = shown.dataset.number.split(".").reduce((whole, key) => whole[key], x.numbers());
      const wanted = Explorable.show(value, Number(shown.dataset.digits ?? 3));
      if (shown.textContent !== wanted) found.push(`${shown.textContent} for ${wanted} at ${JSON.stringify(state)}`);
    }
  }
  return found;
}""".replace("HOLES", HOLES)


@pytest.fixture
def show(browser, tmp_path):
    """A function: a page that shows one explorable from the disk, as large and as dark as told."""
    opened = []

    def visit(name, width=390, theme="light", fragment="", **settings):
        scripts = "".join(f'<script src="{ASSETS}/{each}.js"></script>' for each in ("explorable", name))
        (tmp_path / f"{name}.html").write_text(
            f'<!doctype html><html lang="en" data-theme="{theme}"><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width"><title>One explorable</title>'
            f'<link rel="stylesheet" href="{ASSETS}/explorable.css">'
            "<style>body {margin: 4px; font-family: sans-serif}"
            "[data-theme=dark] body {background: #121212; color: #ced6dd}"
            "[data-theme=dark] .x {--pst-color-background: #121212; --pst-color-text-base: #ced6dd;"
            "--pst-color-text-muted: #9ca4af; --pst-color-surface: #222832; --pst-color-border: #48566b}</style>"
            f"<main><h1>One explorable</h1><celoss-{name}></celoss-{name}></main>{scripts}"
        )
        page = browser.new_page(viewport={"width": width, "height": 844}, **settings)
        page.trouble = []
        page.on("console", lambda message: page.trouble.append(message.text))
        page.on("pageerror", lambda error: page.trouble.append(str(error)))
        page.goto(f"{(tmp_path / name).as_uri()}.html{fragment}")
        page.element = page.locator(f"celoss-{name}")
        page.state = lambda: page.element.evaluate("element => element.explorable.get()")
        page.numbers = lambda: page.element.evaluate("element => element.explorable.numbers()")
        opened.append(page)
        return page

    yield visit
    for page in opened:
        assert page.trouble == []
        page.context.close()


def unfold(page):
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")


@pytest.mark.parametrize("name", NAMES)
def test_explorable_fits_and_can_be_used_by_all(show, name):
    for theme in ("light", "dark"):
        page = show(name, theme=theme)
        for width in (320, 390, 1280):
            page.set_viewport_size({"width": width, "height": 844})
            for folded in (True, False):
                assert page.evaluate("document.documentElement.scrollWidth") <= width, f"wider than {width}"
                small = page.evaluate(
                    """[...document.querySelectorAll(".x, .x *")].filter(each => each.checkVisibility()
                    && [...each.childNodes].some(node => node.nodeType === 3 && node.data.trim())
                    && parseFloat(getComputedStyle(each).fontSize) < 11).map(each => each.textContent)"""
                )
                assert small == []
                if folded:
                    unfold(page)
        found = Axe().run(page, options={"runOnly": RULES, "preload": False}).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_state_breaks_it(show, name):
    page = show(name)
    unfold(page)
    assert page.evaluate(FUZZ, [name, 500]) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_control_works_by_keyboard_and_reset_takes_it_back(show, name):
    page = show(name)
    unfold(page)
    start = page.state()
    controls = page.element.locator("input[type=range], [role=slider]")
    for control in controls.all():
        if not control.is_visible() or not control.is_enabled():
            continue
        before = page.state()
        control.focus()
        for key in ("ArrowRight", "ArrowLeft", "ArrowLeft"):
            page.keyboard.press(key)
            if page.state() != before:
                break
        assert page.state() != before, control.evaluate("node => node.outerHTML")
        page.evaluate("document.activeElement.getAttribute('aria-valuetext')")
    for control in page.element.locator("input[type=radio]:not(:checked), input[type=checkbox]").all():
        if control.is_visible() and control.is_enabled():
            before = page.state()
            control.focus()
            page.keyboard.press("Space")
            assert page.state() != before or control.is_checked()
    page.element.get_by_role("button", name="Reset").press("Enter")
    assert page.state() == start


@pytest.mark.parametrize("name", NAMES)
def test_handles_follow_pointer_and_touch(show, name):
    page = show(name, has_touch=True)
    unfold(page)
    touch = page.context.new_cdp_session(page)
    for handle in page.element.locator(".x-handle[role=slider]").all():
        if not handle.is_visible():
            continue
        handle.scroll_into_view_if_needed()
        box = handle.bounding_box()
        assert box["width"] >= 24, "too narrow for a finger"
        assert box["height"] >= 24, "too low for a finger"
        vertical = handle.get_attribute("aria-orientation") == "vertical"
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        shift = (0, 24) if vertical else (24, 0)
        before = page.state()
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + shift[0], y + shift[1])
        moved = page.state()
        page.mouse.move(x, y)
        page.mouse.move(x - shift[0], y - shift[1])
        assert moved != before or page.state() != before
        page.mouse.up()
        box = handle.bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        before = page.state()
        touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
        for sign in (1, -1):
            point = {"x": x + sign * shift[0], "y": y + sign * shift[1]}
            touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
            if page.state() != before:
                break
        assert page.state() != before
        touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


@pytest.mark.parametrize("name", NAMES)
def test_address_keeps_the_state_and_python_can_be_copied(show, name):
    page = show(name)
    state, coded = page.evaluate(
        f"""() => {{
          const definition = Explorable.all["{name}"];
          const state = Explorable.randomState(definition, () => 0.618);
          return [state, Explorable.encode(definition, state)];
        }}"""
    )
    again = show(name, fragment=f"#{name}:{coded}")
    assert again.state() == state
    page.evaluate("hash => location.hash = hash", f"#{name}:{coded}")
    page.wait_for_function(
        "([name, coded]) => Explorable.encode(Explorable.all[name],"
        " document.querySelector(`celoss-${name}`).explorable.get()) === coded",
        arg=[name, coded],
    )
    again.element.locator("details.x-python > summary").click()
    assert "import" in again.element.locator("details.x-python code").inner_text()
    again.element.get_by_role("button", name="Copy", exact=True).click()
    again.element.get_by_text("Copied").wait_for()


@pytest.mark.parametrize("name", NAMES)
def test_it_is_operated_as_its_reference_says(show, name):
    """The explorable's own ways: steps, places to click, what must then be read."""
    for key, operate in vars(reference(name)).items():
        if key.startswith("operate_"):
            operate(show(name))
