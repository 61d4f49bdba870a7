"""Clients and contracts: replies, proposals and luck, clocks, fees, months."""
