"""The explorables in a browser: by keyboard, pointer and touch, narrow and wide, light and dark, in any state."""

import json
import re
from pathlib import Path

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from test_explorables import HERE, NAMES, ROOT, reference

import explorables
import heights

ASSETS = ROOT / "assets/explorables"
FRAMES = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
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


def page_of(name, theme="light", body="", before=""):
    """A page with one explorable, or with others in `body`; `before` is a script that runs before their own."""
    names = dict.fromkeys(["explorable", name, *re.findall(r"<celoss-(\w+)", body)])
    sources = {each: HERE if each == "broken" else ASSETS for each in names}
    scripts = [f'<script src="{(folder / each).as_uri()}.js"></script>' for each, folder in sources.items()]
    return (
        f'<!doctype html><html lang="en" data-theme="{theme}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><title>One explorable</title>'
        f'<link rel="stylesheet" href="{(ASSETS / "explorable.css").as_uri()}">'
        "<style>body {margin: 4px; font-family: sans-serif}"
        "[data-theme=dark] body {background: #121212; color: #ced6dd}"
        "[data-theme=dark] .x {--pst-color-background: #121212; --pst-color-text-base: #ced6dd;"
        "--pst-color-text-muted: #9ca4af; --pst-color-surface: #222832; --pst-color-border: #48566b}</style>"
        f"<main><h1>One explorable</h1>{body or f'<celoss-{name}></celoss-{name}>'}</main>"
        f"{scripts[0]}<script>{before}</script>{''.join(scripts[1:])}"
    )


@pytest.fixture
def show(browser, tmp_path):
    """A function: a page that shows one explorable from the disk, as large and as dark as told."""
    opened = []

    def visit(name, width=390, theme="light", fragment="", body="", before="", clock=False, **settings):
        path = tmp_path / f"{name}.html"
        path.write_text(page_of(name, theme, body, before), encoding="utf-8")
        page = browser.new_page(viewport={"width": width, "height": 844}, **settings)
        if clock:
            page.clock.install()
        page.trouble = []
        page.on("console", lambda message: page.trouble.append(message.text))
        page.on("pageerror", lambda error: page.trouble.append(str(error)))
        page.goto(f"{path.as_uri()}{fragment}")
        page.element = page.locator(f"celoss-{name}").first
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


def assert_fits(page, widths=(320, 390, 1280)):
    """No wider than the screen, no letter below 11 px, nothing that axe finds."""
    for width in widths:
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


def assert_unbroken(page, name, count=500):
    unfold(page)
    assert page.evaluate(FUZZ, [name, count]) == []


def assert_controls_work(page):
    """Each slider, radio button and box changes the state by keyboard; Reset takes it back."""
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
    for control in page.element.locator("input[type=radio]:not(:checked), input[type=checkbox]").all():
        if control.is_visible() and control.is_enabled():
            before = page.state()
            control.focus()
            page.keyboard.press("Space")
            assert page.state() != before or control.is_checked()
    page.element.get_by_role("button", name="Reset").press("Enter")
    assert page.state() == start


# The focus is in the explorable, on something that is seen; what had it was not made anew under it.
STAYED = """(element, held) => element.contains(document.activeElement)
  && document.activeElement.getClientRects().length > 0
  && (held.isConnected || ![...element.querySelectorAll(held.localName)].some(node => node.isEqualNode(held)))"""


def assert_focus_stays(page):
    """Whatever is pressed, and however often, the focus stays in the explorable."""
    unfold(page)
    controls = page.element.locator("button, input, select, [role=slider]")
    for k in range(40):
        held = controls.nth(k).element_handle() if k < controls.count() else None
        if not held or not held.is_visible() or not held.is_enabled():
            continue
        held.focus()
        for key in (
            ["Space"] * 4 if held.evaluate("node => node.localName") == "button" else ["ArrowLeft", "ArrowRight"]
        ):
            page.keyboard.press(key)
            assert page.element.evaluate(STAYED, held), f"{key} on {held.evaluate('node => node.outerHTML')}"


@pytest.mark.parametrize("name", NAMES)
def test_explorable_fits_and_can_be_used_by_all(show, name):
    for theme in ("light", "dark"):
        assert_fits(show(name, theme=theme))


@pytest.mark.parametrize("name", NAMES)
def test_it_fits_when_it_is_twice_as_large(show, name):
    for enlarged in ({"device_scale_factor": 2}, {}):
        page = show(name, width=640, **enlarged)
        if not enlarged:
            page.evaluate("document.documentElement.style.fontSize = '200%'")
        unfold(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 640


@pytest.mark.parametrize("name", NAMES)
def test_no_state_breaks_it(show, name):
    assert_unbroken(show(name), name)


@pytest.mark.parametrize("name", NAMES)
def test_every_control_works_by_keyboard_and_reset_takes_it_back(show, name):
    assert_controls_work(show(name))


@pytest.mark.parametrize("name", NAMES)
def test_focus_is_never_lost(show, name):
    assert_focus_stays(show(name))


FAULTS = {
    "wide": (assert_fits, "wider than 320"),
    "small": (assert_fits, "More"),
    "nameless": (assert_fits, "label"),
    "idle": (assert_controls_work, 'type="range"'),
    "focus": (assert_focus_stays, "Space on"),
    "number": (lambda page: assert_unbroken(page, "broken"), " for "),
    "hole": (lambda page: assert_unbroken(page, "broken"), "undefined"),
    "throws": (lambda page: assert_unbroken(page, "broken"), "no number below -0.9"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_broken_explorable_is_found(show, fault):
    check, message = FAULTS[fault]
    with pytest.raises(AssertionError) as found:
        check(show("broken", before=f"FAULT = '{fault}'"))
    assert message in str(found.value)


def test_sound_explorable_is_not_complained_about(show):
    for check, _ in FAULTS.values():
        check(show("broken"))


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
    again.element.get_by_role("button", name="Copied").wait_for()


@pytest.mark.parametrize("name", NAMES)
def test_it_is_operated_as_its_reference_says(show, name):
    """The explorable's own ways: steps, places to click, what must then be read."""
    for key, operate in vars(reference(name)).items():
        if key.startswith("operate_"):
            operate(show(name))


def linked(states):
    """A page's body: explorables of the kind `softmax`, text between them that an address can name."""
    gap = '<p style="height: 1500px">text</p>'
    inside = gap.join(f'<celoss-softmax data-state="{state}"></celoss-softmax>' for state in states)
    return f'<p><a href="#below">on</a></p>{inside}{gap}<h2 id="below">Below</h2>{gap}'


def states_of(page):
    return page.evaluate("[...document.querySelectorAll('celoss-softmax')].map(each => each.explorable.get().y)")


def test_address_speaks_to_one_of_two_of_a_kind(show):
    page = show("softmax", body=linked(["y=1", "y=2"]), clock=True)
    second = page.locator("celoss-softmax").nth(1)
    assert second.evaluate("each => !each.explorable"), "it begins when it comes near"
    second.scroll_into_view_if_needed()
    page.wait_for_function("document.querySelectorAll('celoss-softmax')[1].explorable")
    assert states_of(page) == [1, 2]
    for index, start in enumerate(("#softmax:", "#softmax.2:")):
        page.evaluate("k => document.querySelectorAll('celoss-softmax')[k].explorable.set({y: 0})", index)
        page.clock.run_for(400)
        assert page.evaluate("location.hash").startswith(start)
    page.evaluate("location.hash = 'softmax.2:y=1'")
    page.wait_for_function("document.querySelectorAll('celoss-softmax')[1].explorable.get().y === 1")
    assert states_of(page) == [0, 1]
    assert states_of(show("softmax", body=linked(["y=1", "y=2"]), fragment="#softmax.2%3Ay%3D0")) == [1, 0]
    assert states_of(show("softmax", body=linked(["y=1", "y=2"]), fragment="#softmax.3:y=0")) == [1, 2]


def test_other_anchors_and_the_way_back_are_left_alone(show):
    page = show("softmax", body=linked(["y=1"]), fragment="#softmax:y=2", clock=True)
    page.get_by_role("link", name="on").click()
    assert page.evaluate("location.hash") == "#below"
    assert states_of(page) == [2]
    length = page.evaluate("history.length")
    page.evaluate("document.querySelector('celoss-softmax').explorable.set({y: 0})")
    page.clock.run_for(400)
    assert page.evaluate("location.hash").startswith("#softmax:")
    assert page.evaluate("history.length") == length, "a move is no page to go back to"
    page.go_back()
    page.wait_for_function("document.querySelector('celoss-softmax').explorable.get().y === 2")
    page.evaluate("location.hash = 'nothing:y=0'")
    page.evaluate("location.hash = 'softmaxy=0'")
    assert states_of(page) == [2]
    page.evaluate("location.hash = 'softmax:%%%'")  # says nothing: the state that the page began with
    page.wait_for_function("document.querySelector('celoss-softmax').explorable.get().y === 1")


def test_page_stays_where_an_address_has_led(show):
    page = show("softmax", body=linked(["", ""]), fragment="#below")
    top = page.locator("#below").bounding_box()["y"]
    assert abs(top) < 60
    page.evaluate("document.querySelector('celoss-softmax').explorable.set({y: 2})")
    page.evaluate("location.hash = ''")
    page.evaluate("location.hash = 'below'")
    assert abs(page.locator("#below").bounding_box()["y"] - top) < 60
    page = show("softmax", body=linked(["", ""]), fragment="#softmax.2:y=1")
    box = page.locator("celoss-softmax").nth(1).bounding_box()
    assert box["y"] < 844
    assert box["y"] + box["height"] > 0


def test_speech_waits_until_the_moving_is_over(show):
    page = show("softmax", clock=True)
    page.evaluate(
        """() => {
          globalThis.spoken = [];
          const live = document.querySelector("celoss-softmax [aria-live=polite]");
          new MutationObserver(() => spoken.push(live.textContent)).observe(live, {childList: true});
        }"""
    )
    for k in range(20):
        page.evaluate("k => document.querySelector('celoss-softmax').explorable.set({z: [k / 10, 0, 0]})", k)
        page.clock.run_for(100)
    assert page.evaluate("spoken") == []
    page.clock.run_for(700)
    assert len(page.evaluate("spoken")) == 1
    assert "0." in page.evaluate("spoken")[0]


@pytest.mark.parametrize("name", NAMES)
def test_one_place_speaks(show, name):
    page = show(name)
    speaking = """element => [...element.querySelectorAll("output, [aria-live], [role=status], [role=alert]")]
      .filter(each => each.getAttribute("aria-live") !== "off").map(each => each.outerHTML)"""
    assert page.element.evaluate(speaking) == ['<p class="x-hidden" aria-live="polite"></p>']


@pytest.mark.parametrize("name", NAMES)
def test_nothing_moves_by_itself(show, name):
    for reduced in ("no-preference", "reduce"):
        page = show(name, reduced_motion=reduced)
        page.evaluate(
            """name => {
              const x = document.querySelector(`celoss-${name}`).explorable;
              x.set(Explorable.randomState(Explorable.all[name], () => 0.382));
            }""",
            name,
        )
        assert page.evaluate("document.getAnimations().length") == 0


# What a drawing shows stands out from the page by 3:1 where the system forces its colors; letters on a bar do from it.
FAINT = """name => {
  const canvas = document.body.appendChild(document.createElement("p"));
  const light = (color) => {
    canvas.style.color = color;
    const parts = getComputedStyle(canvas).color.match(/[\\d.]+/g).map(Number);
    if (parts[3] === 0) return null;
    const [r, g, b] = parts.map(v => v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = light("Canvas");
  const stands = color => {
    if (color === "none" || light(color) === null) return false;
    const [low, high] = [ground, light(color)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05) >= 3;
  };
  const found = [];
  const element = document.querySelector(`celoss-${name}`);
  for (const share of [0.05, 0.382, 0.618, 0.95]) {
    element.explorable.set(Explorable.randomState(Explorable.all[name], () => share), true);
    for (const shape of element.querySelectorAll("svg *")) {
      if (["g", "title", "defs", "clipPath"].includes(shape.localName) || !shape.checkVisibility()) continue;
      const { fill, stroke, paintOrder } = getComputedStyle(shape);
      if (light(fill) === null && stroke === "none") continue;
      if (!stands(fill) && !stands(stroke)) found.push(shape.outerHTML.slice(0, 120));
    }
  }
  canvas.remove();
  return [...new Set(found)];
}"""


@pytest.mark.parametrize("name", NAMES)
def test_drawings_are_seen_where_colors_are_forced(show, name):
    for scheme in ("light", "dark"):
        page = show(name, theme=scheme, forced_colors="active", color_scheme=scheme)
        unfold(page)
        assert page.evaluate(FAINT, name) == []


def swipe(page, x, y, distance):
    """A finger that moves up or down."""
    touch = page.context.new_cdp_session(page)
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for part in range(1, 11):
        point = {"x": x, "y": y + distance * part / 10}
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


@pytest.mark.parametrize("name", NAMES)
def test_finger_beside_the_handles_scrolls_the_page(show, name):
    page = show(name, body=f'<celoss-{name}></celoss-{name}><p style="height: 3000px">text</p>', has_touch=True)
    place = page.element.evaluate(
        """element => {
          for (const stage of element.querySelectorAll("svg.x-stage")) {
            const box = stage.getBoundingClientRect();
            for (let x = 4; x < box.width - 4; x += 6) for (let y = 4; y < box.height - 4; y += 6) {
              const at = document.elementFromPoint(box.x + x, box.y + y);
              if (at && stage.contains(at) && !at.closest(".x-handle")) return [box.x + x, box.y + y];
            }
          }
        }"""
    )
    if not place:
        return  # no drawing in the first screen
    before = page.state()
    swipe(page, *place, -300)
    page.wait_for_function("scrollY > 100")
    assert page.state() == before


@pytest.mark.parametrize("name", NAMES)
def test_finger_on_a_handle_does_not_scroll_the_page(show, name):
    page = show(name, body=f'<celoss-{name}></celoss-{name}><p style="height: 3000px">text</p>', has_touch=True)
    for handle in page.element.locator(".x-handle").all():
        box = handle.bounding_box()
        if not handle.is_visible() or not 150 < box["y"] < 700:
            continue
        swipe(page, box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, -100)
        page.evaluate(FRAMES)
        assert page.evaluate("scrollY") == 0


def test_keys_of_the_browser_and_other_buttons_move_no_handle(show):
    page = show("softmax")
    handle = page.element.locator("[role=slider]").first
    before = page.state()
    handle.focus()
    for key in ("Control+ArrowUp", "Alt+ArrowDown", "Meta+Home"):
        page.keyboard.press(key)
    box = handle.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down(button="right")
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] - 30)
    page.mouse.up(button="right")
    assert page.state() == before


def test_drag_keeps_the_focus_and_a_moved_element_its_state(show):
    page = show("softmax")
    handle = page.element.locator("[role=slider]").first
    box = handle.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    for shift in range(0, 60, 5):
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + shift)
        assert page.evaluate("document.activeElement.getAttribute('role')") == "slider"
    page.mouse.up()
    state = page.state()
    count = page.element.locator("*").count()
    page.element.evaluate("element => document.body.prepend(element)")
    assert page.state() == state
    assert page.element.locator("*").count() == count
    page.evaluate("location.hash = 'softmax:y=2'")
    page.wait_for_function("document.querySelector('celoss-softmax').explorable.get().y === 2")


def listeners(page):
    session = page.context.new_cdp_session(page)
    window = session.send("Runtime.evaluate", {"expression": "window"})["result"]["objectId"]
    found = session.send("DOMDebugger.getEventListeners", {"objectId": window})["listeners"]
    return sum(each["type"] == "hashchange" for each in found)


def test_removed_element_leaves_nothing_behind(show):
    page = show("softmax", clock=True)
    assert listeners(page) == 1
    page.element.evaluate("element => document.body.prepend(element)")
    assert listeners(page) == 1
    page.element.evaluate("element => (element.explorable.set({y: 2}), element.remove())")
    page.clock.run_for(2000)
    assert listeners(page) == 0
    assert page.evaluate("location.hash") == ""


def test_words_are_found_by_the_language_of_the_page_and_else_are_english(show):
    words = "Explorable.translations.zh = {softmax: {title: 'T'}, shared: {reset: 'R'}}"
    for tag, title, reset in [("zh-CN", "T", "R"), ("zh", "T", "R"), ("fr", "Softmax and the loss", "Reset")]:
        page = show("softmax", before=f"{words}; document.documentElement.lang = '{tag}'")
        assert page.element.locator(".x-title").inner_text() == title
        assert page.element.locator(".x-hint").inner_text().startswith("Drag")
        assert page.element.get_by_role("button", name=reset, exact=True).count() == 1


def test_copying_without_a_clipboard_keeps_focus_and_place_and_does_not_lie(show):
    for works, word in [("true", "Copied"), ("false", "Not copied")]:
        page = show("softmax", body='<p style="height: 700px">text</p><celoss-softmax></celoss-softmax>')
        page.evaluate(
            f"""() => {{
              navigator.clipboard.writeText = () => Promise.reject(new Error("not allowed"));
              document.execCommand = () => ((globalThis.held = document.activeElement.value), {works});
            }}"""
        )
        page.element.locator("details.x-python > summary").click()
        code = page.element.locator("details.x-python code").inner_text()
        button = page.element.get_by_role("button", name="Copy", exact=True)
        button.focus()
        scrolled = page.evaluate("scrollY")
        page.keyboard.press("Enter")
        page.element.get_by_role("button", name=word, exact=True).wait_for()
        assert page.evaluate("held").strip() == code.strip()
        assert page.evaluate("document.activeElement.textContent") == word
        assert page.evaluate("scrollY") == scrolled
        assert page.locator("textarea").count() == 0


def measure_again():
    return f"run `python tools/{Path(heights.__file__).name}`"


def test_pages_keep_a_place_for_each_explorable(browser):
    table = json.loads(heights.TABLE.read_text(encoding="utf-8"))
    found = heights.measure(browser, heights.placed())
    assert set(table) == set(found), measure_again()
    off = {name: found[name] for name, kept in table.items() if abs(np.subtract(kept, found[name])).max() > 24}
    assert off == {}, measure_again()


def shift_of(browser, path, name, state, width, kept):
    """The layout shift when the scripts come after the page has been shown; text stands below, within the screen."""
    text = f"<p>{'text ' * 900}</p>"
    path.write_text(heights.page_of(name, state, explorables.style_of(kept), scripts=False) + text, encoding="utf-8")
    page = browser.new_page(viewport={"width": width, "height": 2200})
    page.goto(path.as_uri())
    page.evaluate(FRAMES)
    page.evaluate(
        """() => {
          globalThis.shift = 0;
          new PerformanceObserver((list) => list.getEntries().forEach((each) => (shift += each.value)))
            .observe({type: "layout-shift"});
        }"""
    )
    for each in ("explorable", name):
        page.add_script_tag(path=ASSETS / f"{each}.js")
    page.evaluate(FRAMES)
    shift = page.evaluate("new Promise((done) => setTimeout(() => done(shift), 100))")  # told after the frame
    page.close()
    return shift


def test_letters_narrower_than_those_measured_shift_nothing(browser, tmp_path):
    found = shift_of(browser, tmp_path / "page.html", "softmax", "", 390, [900, 900, 900])
    assert found < 0.05


def test_place_kept_is_given_up_when_it_is_moved(show):
    body = (
        '<div class="explorable"><celoss-softmax style="--x-small: 3000px; --x-phone: 3000px"></celoss-softmax></div>'
    )
    page = show("softmax", body=body)
    assert page.element.bounding_box()["height"] == 3000
    page.element.evaluate("element => element.explorable.set({y: 1})")
    assert page.element.bounding_box()["height"] < 1000


@pytest.mark.parametrize("name", NAMES)
def test_nothing_shifts_when_the_scripts_come(browser, tmp_path, name):
    table = json.loads(heights.TABLE.read_text(encoding="utf-8"))
    for placed, state in heights.placed():
        if placed != name:
            continue
        for width in heights.WIDTHS:
            assert shift_of(browser, tmp_path / "page.html", name, state, width, table[heights.key(name, state)]) < 0.05
    assert shift_of(browser, tmp_path / "page.html", name, "", 390, []) > 0.05, "it would be seen"
