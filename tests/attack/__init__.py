"""An attacker who gets what programme managers get, and wants to know about one household. ``make attack`` lets it try everything."""
