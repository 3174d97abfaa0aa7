"""Pure: a metric in, a `Figure` and one sentence that says what it shows out."""
