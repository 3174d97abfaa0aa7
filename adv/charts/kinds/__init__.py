"""Kinds of chart: bars, columns, lines, dots, a heat map, steps and intervals. They know shapes, not what is shown."""
