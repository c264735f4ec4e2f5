"""That what was done is sensitive: it counts, and few may read it."""

from typing import ClassVar

from domain.activity import Activity
from domain.fact import Fact
from domain.text import line


class MarkedSensitive(Fact):
    """Few may read it; there is no reason where it was said as it was agreed."""

    reason: str | None

    def apply(self, aggregate: "MaybeSensitive") -> None:
        """Remember that few may read it."""
        aggregate.sensitive = True


class SensitivityLifted(Fact):
    """Everybody who sees the network may read it again, for a reason."""

    reason: str

    def apply(self, aggregate: "MaybeSensitive") -> None:
        """Remember that it is like any other."""
        aggregate.sensitive = False


class MaybeSensitive(Activity):
    """The decisions on who may read it. They are taken of what is over, too."""

    MarkedSensitive: ClassVar[type[MarkedSensitive]]
    SensitivityLifted: ClassVar[type[SensitivityLifted]]

    sensitive: bool

    def agree_in_confidence(self) -> None:
        """Let few read it from the start, as it is agreed."""
        self.trigger_event(self.MarkedSensitive, reason=None)

    def mark_sensitive(self, reason: str) -> None:
        """Let few read it from now on. Says nothing where it is so already."""
        self.check_stands()
        if not self.sensitive:
            self.trigger_event(self.MarkedSensitive, reason=line(reason, "reason"))

    def lift_sensitivity(self, reason: str) -> None:
        """Let everybody read it again who sees the network. Says nothing where they may."""
        self.check_stands()
        if self.sensitive:
            self.trigger_event(self.SensitivityLifted, reason=line(reason, "reason"))
