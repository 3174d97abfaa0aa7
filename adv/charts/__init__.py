"""Pure: a metric in, a `go.Figure` and one sentence that says what it shows out."""
