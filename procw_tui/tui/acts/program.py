"""The keys that are about the program."""

from __future__ import annotations

from procw_tui.present.forms.special import SettingsForm
from procw_tui.present.words import records as lines
from procw_tui.tui.desk import Acts


class ProgramActs(Acts):
    """Going about, taking back, settings, help."""

    def action_room(self, name: str) -> None:
        """Go to a screen."""
        self.show_room(name)

    def action_undo(self) -> None:
        """Take back the last change."""
        self.attempt(self.host.undo, lines.undone, "U")

    def action_redo(self) -> None:
        """Put it on again."""
        self.attempt(self.host.redo, lines.redone)

    def action_language(self) -> None:
        """The other language."""
        self.host.switch_language()

    def action_settings(self) -> None:
        """Every setting."""
        self.open_form(SettingsForm(self.view.ledger, self.view.now))

    def action_help(self) -> None:
        """All keys of this screen."""
        from procw_tui.tui.dialogs.help import HelpDialog

        self.app.push_screen(HelpDialog(self.room.id))

    def action_palette(self) -> None:
        """Find a command by its name."""
        self.app.action_command_palette()

    def action_redraw(self) -> None:
        """Draw every cell anew."""
        self.host.forget_screen()
        self.refresh(layout=True)

    def action_quit(self) -> None:
        """Everything is saved already."""
        self.app.exit()
