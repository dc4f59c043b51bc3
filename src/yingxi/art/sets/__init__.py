"""Sets: one file a place, found by its words in Chinese and English."""
