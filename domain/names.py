"""A name in the three languages of the association."""

from dataclasses import dataclass

from domain.text import line, optional_line


@dataclass(frozen=True, slots=True)
class Names:
    """A name in Finnish, with Swedish and English where they are known."""

    fi: str
    sv: str | None = None
    en: str | None = None

    @staticmethod
    def given(fi: str, sv: str | None = None, en: str | None = None) -> "Names":
        """Check and trim the names as they were typed; Finnish is the one that is needed."""
        return Names(line(fi, "name"), optional_line(sv, "name_sv"), optional_line(en, "name_en"))

    def in_language(self, language: str) -> str:
        """Return the name in 'fi', 'sv' or 'en'; Finnish where it has none in that language."""
        return {"sv": self.sv, "en": self.en}.get(language) or self.fi


# What stands in the place of a person's name that is known no longer, or never was: a log that was
# taken in without the vault has none.
ERASED = Names("Poistettu henkilö", "Raderad person", "Erased person")
NAMELESS = Names("Nimetön henkilö", "Person utan namn", "Person without a name")
