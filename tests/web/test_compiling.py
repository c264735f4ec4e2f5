"""Templates are compiled our own way, and say the same as Jinja's would."""

from collections.abc import Callable

import pytest
from jinja2 import Environment, UndefinedError
from markupsafe import Markup

from crm.language import current
from web.rendering import environment


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("<b>\"&'", "&lt;b&gt;&#34;&amp;&#39;"),
        (Markup("<b>"), "<b>"),
        (12, "12"),
        (None, "None"),
        (["<"], "[&#39;&lt;&#39;]"),
        (type("Name", (str,), {})("<i>"), "&lt;i&gt;"),
    ],
)
def test_a_value_is_escaped_as_jinja_does(value: object, written: str) -> None:
    plain = Environment(autoescape=True).from_string("{{ value }}")

    said = environment().from_string("{{ value }}").render(value=value)

    assert said == written == plain.render(value=value)


def test_what_a_macro_gives_is_not_escaped_again() -> None:
    template = environment().from_string(
        "{% macro bold(x) %}<b>{{ x }}</b>{% endmacro %}"
        "{% macro box(x) %}<p>{{ x }}{{ caller() }}</p>{% endmacro %}"
        "{{ bold('<') }}{% call box(x='&') %}{{ bold('>') }}{% endcall %}"
    )

    said = template.render()

    assert said == "<b>&lt;</b><p>&amp;<b>&gt;</b></p>"


def test_a_text_is_in_the_language_of_each_reader() -> None:
    template = environment().from_string('{{ _("Partners") }}')

    said = [_in(language, template.render) for language in ("fi", "en", "fi")]

    assert said == ["Kumppanit", "Partners", "Kumppanit"]


def test_a_text_with_something_to_fill_in_escapes_it() -> None:
    template = environment().from_string(
        "{% trans query=query %}Nothing called “{{ query }}”{% endtrans %}"
    )

    said = _in("en", lambda: template.render(query="<b>"))

    assert said == "Nothing called “&lt;b&gt;”"


def test_a_percent_sign_of_a_text_is_written_once() -> None:
    template = environment().from_string('{{ _("100 %% sure") }} {{ _("%(n)s", n="<") }}')

    assert _in("en", template.render) == "100 % sure &lt;"


def test_what_is_not_there_is_an_error() -> None:
    template = environment().from_string("{{ nothing }}")

    with pytest.raises(UndefinedError):
        template.render()


def _in(language: str, render: Callable[[], str]) -> str:
    token = current.set(language)
    try:
        return render()
    finally:
        current.reset(token)
