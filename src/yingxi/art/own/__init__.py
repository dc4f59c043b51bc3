"""People's own models: glTF 2.0 files that become props and cast beside the house's assets.

Modules stand in dependency order: refusal (what is said of a file that cannot be taken), container (the
file and its numbers), nodes (its tree and its skins), motion (its animations), paint (its materials),
sculpture (all of it as one figure of ours), versions (lighter forms for afar), puppet (how it plays),
shelf (the person's folder), cards (from there to assets).
"""
