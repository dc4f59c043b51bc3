"""Pictures and clips that a person gives to a shot are named with their hashes in what is told of a take."""

import json
from pathlib import Path

from yingxi._choosing import Chosen
from yingxi.engines import find_engine, read_settings
from yingxi.film import Inputs
from yingxi.store import file_digest


def test_a_take_names_the_persons_material_by_its_hash_and_tells_no_path(tmp_path: Path) -> None:
    boat = tmp_path / "boat.jpg"
    boat.write_bytes(b"a photograph")
    settings = read_settings(find_engine("world"), {})
    assert Chosen(engine="world", settings=settings, inputs=Inputs()).recipe() == {}
    told = Chosen(engine="world", settings=settings, inputs=Inputs(references=(str(boat),))).recipe()
    assert json.loads(told["material"]) == {"boat.jpg": file_digest(boat)}
