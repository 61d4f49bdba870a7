"""`procw-tui status`: the scoreboard as text, as one line for tmux, and as JSON for other programs."""
