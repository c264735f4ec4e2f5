"""What a person does with the pages: opens, reads, types, chooses, sends."""

import re
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page, expect

from crm.application import CRM
from features.known import address_of


@dataclass
class Reader:
    """Somebody at the pages; `faults` are what the browser complained of.

    `at` is where the pages are, if not where the browser was told; `elsewhere` is a site that isn't
    ours, whose faults are its own.
    """

    page: Page
    crm: CRM
    scripted: bool = True
    faults: list[str] = field(default_factory=list)
    at: str = ""
    elsewhere: str = ""

    @property
    def main(self) -> Locator:
        """The page without its frame."""
        return self.page.locator("#main")

    def open(self, path: str) -> None:
        """Go to a page."""
        self.page.goto(self.at + path)

    def visit(self, name: str, section: str = "") -> None:
        """Go to the profile of what has this name, or to a section of it."""
        self.open(address_of(self.crm, name) + section)

    def act(self, name: str, what: str) -> None:
        """Choose something from the menu of a profile."""
        self.visit(name)
        actions = self.main.locator(".actions")
        menu = actions.locator("summary")
        link = actions.get_by_role("link", name=what, exact=True)
        if not link.is_visible():
            menu.click()
        link.click()

    @property
    def search(self) -> Locator:
        """Find the search of the frame."""
        return self.page.get_by_label("Search the network")

    def narrow(self, filter_: str, option: str) -> None:
        """Choose a filter above a list."""
        menu = self.main.locator(".chips details").filter(
            has=self.page.locator("summary", has_text=re.compile(rf"^\s*{filter_}\s*$"))
        )
        menu.locator("summary").click()
        with self.page.expect_navigation():
            menu.get_by_role("button", name=option, exact=True).click()

    def box(self, label: str) -> Locator:
        """Find the field with a label, behind 'more' too."""
        name = re.compile(rf"^\s*{re.escape(label)}(\s*\(.+\))?\s*$")
        found, more = (
            self.main.get_by_label(name).first,
            self.main.locator("details.more > summary"),
        )
        # The page that was gone to may still be on its way.
        expect(found.or_(more).first).to_be_visible()
        if not found.is_visible():
            more.click()
        return found

    def fill(self, **typed: str) -> None:
        """Fill in fields by their labels, an underscore for each space."""
        for label, value in typed.items():
            self.type(label.replace("_", " "), value)

    def type(self, label: str, value: str) -> None:
        """Fill in one field, whatever it is."""
        box = self.box(label)
        if box.evaluate("box => box.tagName") == "SELECT":
            box.select_option(label=value)
        elif box.evaluate("box => Boolean(box.closest('.party'))"):
            self.choose(box, value)
        else:
            box.fill(value)

    def choose(self, box: Locator, name: str) -> None:
        """Type a part of a name, and take the one that is meant."""
        box.press_sequentially(name)
        party = box.locator("xpath=ancestor::div[contains(@class, 'party')]")
        party.locator(".options .tick", has_text=name).first.locator("input").check()
        expect(party.locator(".picked")).to_contain_text(name)

    def tick(self, group: str, *options: str) -> None:
        """Tick boxes of a group."""
        boxes = self.main.get_by_role("group", name=group)
        for option in options:
            boxes.get_by_label(option, exact=True).check()

    def send(self) -> None:
        """Press the button of the form, and wait for the page it leads to."""
        # htmx touches the history when a check has come back, which passes for a navigation.
        with self.page.expect_event("load"):
            self.main.locator("form [type=submit].primary, form [type=submit].danger").click()

    def is_told(self, text: str) -> None:
        """See a sentence at the top of the form, and at its field."""
        expect(self.page.get_by_role("alert")).to_contain_text(text)

    def fact(self, label: str) -> Locator:
        """Find what a profile says of something."""
        facts = self.main.locator(".facts > div")
        named = self.page.locator("dt", has_text=re.compile(rf"^\s*{re.escape(label)}\s*$"))
        return facts.filter(has=named).locator(".value")

    def rows(self) -> Locator:
        """Find the rows of the list."""
        return self.main.locator("tbody tr")
