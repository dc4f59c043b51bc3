"""The battle of a mechanical dragon with drones: bodies to simulate, acts, flight, fire and cameras."""
