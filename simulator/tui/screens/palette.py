"""The list of commands that ctrl+p opens."""

from textual.command import CommandList, CommandPalette


class Palette(CommandPalette):
    """Textual's own, with help."""

    HELP = "Type a few letters of a command, choose it with the arrow keys and press Enter. Escape closes the list."

    def _action_command_list(self, action: str) -> None:
        """Pass a key on to the list while a line of it is on the screen: without one, Textual fails to page."""
        if self.query_one(CommandList).scrollable_content_region.height:
            super()._action_command_list(action)
