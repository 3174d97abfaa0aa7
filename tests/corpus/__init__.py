"""Workbooks of many layouts with their truth beside them: what the recogniser is developed and measured on."""
