"""People, one file an asset."""
