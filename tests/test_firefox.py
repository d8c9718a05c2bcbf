"""Every page and every explorable in another browser than Chromium. Skipped without Firefox, or until `make book`."""

import shutil
import warnings

import pytest
from test_explorables import NAMES as EXPLORABLES
from test_site import NAMES, SITE, needs_site

FIREFOX = next(filter(None, map(shutil.which, ("firefox-esr", "firefox"))), None)
pytestmark = [needs_site, pytest.mark.skipif(not FIREFOX, reason="no Firefox in PATH")]
# What scripts on the page did wrong, as the browser's console has it.
ERRORS = """return Services.console.getMessageArray()
  .filter(each => each instanceof Ci.nsIScriptError && each.sourceName.startsWith("file:"))
  .filter(each => !(each.flags & Ci.nsIScriptError.warningFlag)).map(each => each.errorMessage)"""


@pytest.fixture(scope="module")
def firefox():
    driver = pytest.importorskip("marionette_driver.marionette", reason="marionette-driver is not installed")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # processes and files that it leaves to the collector
        session = driver.Marionette(bin=FIREFOX, headless=True)
        session.start_session()
        profile = session.instance.profile
        yield session
        session.quit()
        session.cleanup()
        profile.cleanup()


def errors(firefox):
    with firefox.using_context("chrome"):
        found = firefox.execute_script(ERRORS)
        firefox.execute_script("Services.console.reset()")
    return found


@pytest.mark.parametrize("name", NAMES)
def test_firefox_shows_page_without_trouble(firefox, name):
    for width in (1280, 500):  # no window can be narrower
        firefox.set_window_rect(width=width, height=844)
        firefox.navigate((SITE / name).as_uri())
        wide, inner = firefox.execute_script("return [document.documentElement.scrollWidth, innerWidth]")
        assert wide <= inner
    undefined = "return [...document.querySelectorAll('[data-state]')].filter(x => !x.matches(':defined')).length"
    assert firefox.execute_script(undefined) == 0
    assert errors(firefox) == []


def test_firefox_works_every_explorable(firefox):
    from marionette_driver import By, Wait
    from marionette_driver.keys import Keys

    seen = set()
    for name in NAMES:
        firefox.navigate((SITE / name).as_uri())
        for element in firefox.find_elements(By.CSS_SELECTOR, ".explorable > [data-state]"):
            explorable = element.tag_name.removeprefix("celoss-")
            if explorable in seen:
                continue
            seen.add(explorable)
            firefox.execute_script("arguments[0].scrollIntoView()", [element])
            Wait(firefox).until(lambda _, element=element: element.find_elements(By.CSS_SELECTOR, ".x-body"))
            state = "return JSON.stringify(arguments[0].explorable.get())"
            before = firefox.execute_script(state, [element], sandbox=None)
            moved = False
            for control in element.find_elements(By.CSS_SELECTOR, "[role=slider], input[type=range]"):
                if control.is_displayed():
                    control.send_keys(Keys.ARROW_LEFT)
                    control.send_keys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT)
                    moved |= firefox.execute_script(state, [element], sandbox=None) != before
            for button in element.find_elements(By.CSS_SELECTOR, ".x-body button, .x-body input[type=radio]"):
                if button.is_displayed() and button.is_enabled():
                    button.click()
                    moved |= firefox.execute_script(state, [element], sandbox=None) != before
            assert moved, explorable
            text = element.text
            assert "NaN" not in text
            assert "undefined" not in text
    assert seen == set(EXPLORABLES)
    assert errors(firefox) == []


def test_errors_of_a_page_are_seen(firefox, tmp_path):
    (tmp_path / "bad.html").write_text("<script>undefinedName</script>")
    firefox.navigate((tmp_path / "bad.html").as_uri())
    assert errors(firefox) == ["ReferenceError: undefinedName is not defined"]
