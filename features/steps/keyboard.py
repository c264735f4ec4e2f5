"""What is done with the keyboard only."""

from playwright.sync_api import Locator, expect
from pytest_bdd import then, when

from features.reader import Reader
from features.sentences import like
from features.steps.calendar import shown

STOPS = 80
FOCUSED = """() => {
  const at = document.activeElement;
  const label = at.labels?.[0] ?? at;
  return (at.getAttribute("aria-label") ?? label.innerText).replace(/\\s+/g, " ").trim();
}"""


@when(like('Aino registers "{name}" as a {kind} with the keyboard only'))
def registers(reader: Reader, name: str, kind: str) -> None:
    reader.open("/partners/new")
    _type(reader, "Name", name)
    _type(reader, "Kind", kind.capitalize())
    _press(reader, "Register partner", "Enter")


@when(like('Aino logs the session "{title}" on {held} with "{party}" with the keyboard only'))
def logs(reader: Reader, title: str, held: str, party: str) -> None:
    reader.open("/engagements/new")
    _type(reader, "What", title)
    _type(reader, "When", shown(held))
    _type(reader, "With whom", party)
    expect(reader.main.locator(".options .tick").first).to_be_visible()
    _press(reader, party, "Space")
    _press(reader, "Save", "Enter")


@when(
    like(
        'Aino takes "{party}" for an engagement among those called "{typed}" with the keyboard only'
    )
)
def takes_among_several(reader: Reader, party: str, typed: str) -> None:
    matches = _matches(reader, typed)
    expect(matches.nth(1)).to_be_visible()
    names = matches.all_inner_texts()
    for _ in range(1 + next(n for n, name in enumerate(names) if name.startswith(party))):
        reader.page.keyboard.press("ArrowDown")
    reader.page.keyboard.press("Enter")


@when(like('Aino takes "{party}" for an engagement, the only "{typed}", with the keyboard only'))
def takes_the_only(reader: Reader, party: str, typed: str) -> None:
    expect(_matches(reader, typed)).to_contain_text([party])
    reader.page.keyboard.press("Enter")


@then(like('"{party}" takes part, and the next name can be typed'))
def takes_part(reader: Reader, party: str) -> None:
    box = reader.box("With whom")
    expect(reader.main.locator(".picked").first).to_contain_text(party)
    expect(box).to_be_focused()
    expect(box).to_have_value("")


@when(like('Aino searches for "{text}" with the keyboard only'))
def searches(reader: Reader, text: str) -> None:
    reader.open("/units")
    reader.page.keyboard.press("/")
    reader.page.keyboard.type(text)
    expect(reader.page.locator("#suggestions a").first).to_be_visible()
    reader.page.keyboard.press("ArrowDown")
    reader.page.keyboard.press("Enter")


@when("Aino skips to the content of the list of partners")
def skips(reader: Reader) -> None:
    reader.open("/partners")
    _press(reader, "Skip to content", "Enter")


@when(like('Aino goes to "{typed}" by the palette'))
def goes_by_palette(reader: Reader, typed: str) -> None:
    reader.open("/partners")
    reader.page.keyboard.press("Control+k")
    reader.page.keyboard.type(typed)
    expect(reader.page.locator(".palette [data-filtered] li:visible")).to_have_count(1)
    with reader.page.expect_navigation():
        reader.page.keyboard.press("ArrowDown")
        reader.page.keyboard.press("Enter")


@then("the next stop is on the page itself")
def next_stop(reader: Reader) -> None:
    reader.page.keyboard.press("Tab")
    assert reader.page.evaluate("() => Boolean(document.activeElement.closest('#main'))")


@then("what must be mended has the focus")
def mended_has_focus(reader: Reader) -> None:
    expect(reader.page.locator("#errors")).to_be_focused()


def _type(reader: Reader, label: str, text: str) -> None:
    _tab_to(reader, label)
    reader.page.keyboard.type(text)


def _matches(reader: Reader, typed: str) -> Locator:
    reader.open("/engagements/new")
    _type(reader, "With whom", typed)
    return reader.main.locator(".options .tick")


def _press(reader: Reader, label: str, key: str) -> None:
    _tab_to(reader, label)
    if key != "Enter":
        reader.page.keyboard.press(key)
        return
    with reader.page.expect_navigation():
        reader.page.keyboard.press(key)


def _tab_to(reader: Reader, label: str) -> None:
    for _ in range(STOPS):
        reader.page.keyboard.press("Tab")
        if str(reader.page.evaluate(FOCUSED)).startswith(label):
            return
    raise AssertionError(f"no way to {label} with the keyboard")
