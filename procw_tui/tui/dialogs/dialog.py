"""What every dialog is: a screen over the screen, closed once, with an answer or with none."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

Answer = TypeVar("Answer")


class Dialog(ModalScreen[Answer | None]):
    """A question; None is no answer."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+z", "app.suspend_process", show=False)]

    when_left: Callable[[], None] = staticmethod(lambda: None)
    """Called as it closes, before the next key can go anywhere; set by whoever asks."""

    def tell(self, text: str) -> None:
        """Show a sentence, where a dialog has a place for one."""

    def leave_with(self, answer: Answer | None) -> None:
        """Close, once: a second key on its way finds the dialog closed."""
        if self.is_current:
            self.when_left()
            self.dismiss(answer)
