"""応募文チェック: what a proposal's text still holds that it should not, and what it lacks."""
