"""The language of the pages."""

from playwright.sync_api import expect
from pytest_bdd import given, then, when

from features.reader import Reader
from features.sentences import like


@given(like('Aino chose "{language}" on the list of partners'))
@when(like('Aino chooses "{language}" on the list of partners'))
def chooses(reader: Reader, language: str) -> None:
    reader.open("/partners")
    reader.page.locator("summary", has_text="Language:").click()
    reader.page.get_by_role("link", name=language, exact=True).click()


@then(like('the page says that it is in "{code}"'))
def says_language(reader: Reader, code: str) -> None:
    expect(reader.page.locator("html")).to_have_attribute("lang", code)
