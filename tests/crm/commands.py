"""Commands for a story: each chooses whom and what from what the story has made so far."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from domain.colleague import Position
from domain.names import Names
from domain.partner import Stage

if TYPE_CHECKING:
    from tests.crm.story import Story

Act = Callable[["Story"], object]
