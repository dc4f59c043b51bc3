"""People for the art department: bodies, what they wear, and how they move.

Modules stand in dependency order: rotations, body (the baked forms), pose (where the joints go), pieces
(what is skinned), strands (what swings), garments, hair and headgear (what is worn), wardrobe (whole
outfits), journey and gait (walking a path without sliding), the motions, and person (the actor).
"""
