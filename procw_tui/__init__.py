"""procw-tui: a terminal coach for the CrowdWorks pro certification."""

__version__ = "0.1.0"
