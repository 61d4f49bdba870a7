"""The coach: every act that could be next, with what it moves, ranked."""
