"""Small glTF files made by hand for the tests of people's own models."""

import json
import struct
from io import BytesIO

import numpy as np
from PIL import Image

KINDS = {np.dtype("<f4"): 5126, np.dtype("<u2"): 5123, np.dtype("<u4"): 5125, np.dtype("u1"): 5121}


class Glb:
    """A glTF file in the making: `data` is its JSON, accessors are added with their numbers."""

    def __init__(self) -> None:
        self.bytes = b""
        self.data = {
            "asset": {"version": "2.0"}, "scene": 0, "scenes": [{"nodes": []}], "nodes": [], "meshes": [],
            "materials": [], "accessors": [], "bufferViews": [], "buffers": [{"byteLength": 0}],
        }  # fmt: skip

    def view(self, raw: bytes) -> int:
        """A buffer view on these bytes."""
        self.bytes += b"\0" * (-len(self.bytes) % 4)
        self.data["bufferViews"].append({"buffer": 0, "byteOffset": len(self.bytes), "byteLength": len(raw)})
        self.bytes += raw
        return len(self.data["bufferViews"]) - 1

    def accessor(self, values, kind: str, **more) -> int:
        """An accessor on these numbers."""
        array = np.ascontiguousarray(values)
        self.data["accessors"].append(
            {"bufferView": self.view(array.tobytes()), "componentType": KINDS[array.dtype], "type": kind,
             "count": len(array), **more}
        )  # fmt: skip
        return len(self.data["accessors"]) - 1

    def node(self, root: bool = True, **values) -> int:
        """A node; one at the root of the scene unless said otherwise."""
        self.data["nodes"].append(values)
        if root:
            self.data["scenes"][0]["nodes"].append(len(self.data["nodes"]) - 1)
        return len(self.data["nodes"]) - 1

    def save(self, path):
        """Write it as .glb."""
        self.data["buffers"][0]["byteLength"] = len(self.bytes)
        text = json.dumps(self.data).encode()
        text += b" " * (-len(text) % 4)
        body = self.bytes + b"\0" * (-len(self.bytes) % 4)
        chunks = (
            struct.pack("<I4s", len(text), b"JSON") + text + struct.pack("<I4s", len(body), b"BIN\0") + body
        )
        path.write_bytes(struct.pack("<4sII", b"glTF", 2, 12 + len(chunks)) + chunks)
        return path


def cube(half=(0.5, 0.5, 0.5)):
    """Places, normals and triangles of a box with sharp edges, counter-clockwise from outside."""
    places, normals, triangles = [], [], []
    for axis in range(3):
        for sign in (-1.0, 1.0):
            u, v = (axis + 1) % 3, (axis + 2) % 3
            first = len(places)
            for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
                corner = np.zeros(3)
                corner[axis], corner[u], corner[v] = sign, a, b
                places.append(corner * half)
                normals.append(np.eye(3)[axis] * sign)
            order = [(0, 1, 2), (0, 2, 3)] if sign > 0 else [(0, 2, 1), (0, 3, 2)]
            triangles += [[first + k for k in one] for one in order]
    return np.array(places, "<f4"), np.array(normals, "<f4"), np.array(triangles, "<u2")


def add_mesh(glb: Glb, places, normals, triangles, material: int = -1, **attributes) -> int:
    """A mesh of one primitive; returns its number."""
    row = {"attributes": {"POSITION": glb.accessor(places, "VEC3"), **attributes}}
    if normals is not None:
        row["attributes"]["NORMAL"] = glb.accessor(normals, "VEC3")
    row["indices"] = glb.accessor(triangles.reshape(-1), "SCALAR")
    if material >= 0:
        row["material"] = material
    glb.data["meshes"].append({"primitives": [row]})
    return len(glb.data["meshes"]) - 1


def a_box(path, colour=(0.8, 0.1, 0.05, 1.0), **node):
    """A red box 1 m wide with a metallic part of glow."""
    glb = Glb()
    glb.data["materials"].append(
        {"pbrMetallicRoughness": {"baseColorFactor": colour, "metallicFactor": 0.0, "roughnessFactor": 0.4}}
    )
    mesh = add_mesh(glb, *cube(), material=0)
    glb.node(mesh=mesh, **node)
    return glb.save(path)


def a_picture_box(path, side=8):
    """A box whose texture is red on its left half and blue on its right."""
    glb = Glb()
    pixels = np.zeros((side, side, 3), np.uint8)
    pixels[:, : side // 2, 0] = 255
    pixels[:, side // 2 :, 2] = 255
    file = BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    glb.data["images"] = [{"bufferView": glb.view(file.getvalue()), "mimeType": "image/png"}]
    glb.data["textures"] = [{"source": 0}]
    glb.data["materials"].append({"pbrMetallicRoughness": {"baseColorTexture": {"index": 0}}})
    places, normals, triangles = cube()
    uv = np.tile(np.array([(0, 0), (1, 0), (1, 1), (0, 1)], "<f4"), (6, 1))
    mesh = add_mesh(glb, places, normals, triangles, 0, TEXCOORD_0=glb.accessor(uv, "VEC2"))
    glb.node(mesh=mesh)
    return glb.save(path)


def a_ball(path, rings=60, sides=80):
    """A smooth ball 2 m wide of nearly 10,000 triangles, coloured by its height."""
    rise, angle = np.linspace(-np.pi / 2, np.pi / 2, rings + 1), np.linspace(0, 2 * np.pi, sides + 1)
    flat = np.cos(rise)[:, None]
    out = np.stack([flat * np.cos(angle), np.sin(rise)[:, None] + 0 * angle, -flat * np.sin(angle)], -1)
    index = np.arange((rings + 1) * (sides + 1)).reshape(rings + 1, sides + 1)
    a, b, c, d = index[:-1, :-1], index[:-1, 1:], index[1:, 1:], index[1:, :-1]
    triangles = np.stack([np.stack([a, b, c], -1), np.stack([a, c, d], -1)], 2).reshape(-1, 3)
    places = out.reshape(-1, 3).astype("<f4")
    glb = Glb()
    share = (places[:, 1:2] + 1) / 2
    colour = np.round(255 * np.concatenate([share, 1 - share, 0 * share, 0 * share + 1], 1)).astype("u1")
    mesh = add_mesh(
        glb, places, places, triangles.astype("<u4"), COLOR_0=glb.accessor(colour, "VEC4", normalized=True)
    )
    glb.node(mesh=mesh)
    return glb.save(path)


def a_walker(path, swing=0.5, named="Walk"):
    """Two legs on two joints under a body: each leg swings from its hip and lifts on its way ahead (+z)."""
    glb = Glb()
    joints, meshes = [], []
    for side in (-0.2, 0.2):
        joints.append(glb.node(root=False, name="leg", translation=[side, 1.0, 0.0]))
    places, normals, triangles = cube((0.08, 0.5, 0.08))
    whole, facing, order, held = [], [], [], []
    for number, side in enumerate((-0.2, 0.2)):
        order.append(triangles + len(places) * number)
        whole.append(places + np.array((side, 0.5, 0.0)))
        facing.append(normals)
        held += [[number, 0, 0, 0]] * len(places)
    weights = np.tile(np.array([1, 0, 0, 0], "<f4"), (2 * len(places), 1))
    meshes = add_mesh(
        glb, np.concatenate(whole).astype("<f4"), np.concatenate(facing), np.concatenate(order),
        JOINTS_0=glb.accessor(np.array(held, "u1"), "VEC4"), WEIGHTS_0=glb.accessor(weights, "VEC4"),
    )  # fmt: skip
    inverse = np.tile(np.eye(4, dtype="<f4"), (2, 1, 1))
    inverse[:, 3, :3] = [(0.2, -1.0, 0.0), (-0.2, -1.0, 0.0)]
    glb.data["skins"] = [
        {"joints": joints, "inverseBindMatrices": glb.accessor(inverse.reshape(2, 16), "MAT4")}
    ]
    body = add_mesh(glb, *cube((0.3, 0.3, 0.15)))
    glb.node(mesh=meshes, skin=0)
    glb.node(children=[*joints, glb.node(root=False, mesh=body, translation=[0, 1.3, 0])])
    _swing(glb, joints, swing, named)
    return glb.save(path)


def _swing(glb: Glb, joints, swing: float, named: str) -> None:
    times = np.linspace(0, 1, 25, dtype="<f4")
    turns = 2 * np.pi * times
    samplers, channels = [], []
    moment = glb.accessor(times, "SCALAR")
    for number, joint in enumerate(joints):
        half = 0.5 * swing * np.sin(turns + np.pi * number)
        spin = np.stack([np.sin(half), 0 * half, 0 * half, np.cos(half)], 1).astype("<f4")
        lift = np.maximum(-np.cos(turns + np.pi * number), 0)
        place = np.stack([0 * lift + (-0.2, 0.2)[number], 1.0 + 0.15 * lift, 0 * lift], 1).astype("<f4")
        for path, values, kind in (("rotation", spin, "VEC4"), ("translation", place, "VEC3")):
            channels.append({"sampler": len(samplers), "target": {"node": joint, "path": path}})
            samplers.append({"input": moment, "output": glb.accessor(values, kind)})
    glb.data["animations"] = [{"name": named, "samplers": samplers, "channels": channels}]
