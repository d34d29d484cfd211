"""Many articles: sources (feeds, folders), a ledger of what is done, runners (processes, a Dask cluster)."""
