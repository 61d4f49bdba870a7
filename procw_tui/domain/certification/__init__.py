"""The certification: rounds, the six criteria, forecast, evidence, phases."""
