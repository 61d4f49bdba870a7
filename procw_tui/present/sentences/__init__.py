"""Values into sentences, given a view of the ledger: what an act says, why, what a record is."""
