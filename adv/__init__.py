"""Achter de voordeur: follow a home-visit project, from an Excel export to the right numbers on screen."""

__version__ = "0.1.0"
