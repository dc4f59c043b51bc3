"""Paper cut: any shot as layers of cut paper, its set as scenery sheets, its subjects as puppets."""
