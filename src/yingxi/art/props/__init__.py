"""Props: one file a thing, found by its words in Chinese and English."""
