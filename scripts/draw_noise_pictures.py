"""Draw the pictures of docs/engines/noise.md: each knob on a model small enough to be written down.

The model knows five stills of the world engine and nothing else. It is the exact denoiser of that set, taken
place by place: what it says of a noisy picture is the mean of the stills, weighed at each place by how likely
each is there (the local score of an empirical distribution; Kamb and Ganguli 2024, "An analytic theory of
creativity in convolutional diffusion models"). So seeds make new pictures, patched from what it knows, and
each knob does here what it does on a large model. Needs yingxi[diffusion]. A folder that is given keeps the
stills for the next time: python scripts/draw_noise_pictures.py [FOLDER]
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import torch
from diffusers import DiffusionPipeline, EulerDiscreteScheduler
from diffusers.utils.torch_utils import randn_tensor
from PIL import Image, ImageDraw

from yingxi._stills import board_of, pick_shot
from yingxi.art.dress import dress
from yingxi.engines.noise import KNOBS, NoiseRecipe, attach
from yingxi.engines.noise.grid import read_axis
from yingxi.engines.noise.sheet import face
from yingxi.engines.world import warm_renderer
from yingxi.film import Brief
from yingxi.media import save_still

PAGES = Path(__file__).parents[1] / "docs" / "pictures" / "noise"
SIZE = (192, 108)
WINDOW = 25
LEAN = 0.3
STILLS = (
    ("国潮龙舟赛", "oriental_cyberpunk"), ("江上小舟，远山", "ink"), ("江上小舟，远山", "qinglv"),
    ("国潮龙舟赛", "papercut"), ("雪山下的村庄，清晨", "ink"),
)  # fmt: skip
STRIPS = {
    "seed": "seed=1,2,3,4", "blend": "blend=0,0.25,0.5,0.75,1", "steps": "steps=3,6,12,24",
    "sampler": "sampler=euler,heun,dpm++2m,euler-ancestral", "schedule": "schedule=karras,exponential,beta",
    "churn": "churn=0,0.3,0.6,1", "guidance": "guidance=1,2,4,8",
    "guidance_curve": "guidance_curve=6/1,3/3,1/6",
    "strength": "strength=0.5,0.9,0.95,1", "detail": "detail=-0.4,0,0.4,0.8", "offset": "offset=-0.2,0,0.2",
    "region": "region_seed=5,6,7", "stop_after": "stop_after=2,4,8,12",
}  # fmt: skip


class Place(torch.nn.Module):
    """The denoiser: what it is told is a timestep, what it says is the noise."""

    def __init__(self, stills: torch.Tensor, alphas: torch.Tensor) -> None:
        super().__init__()
        self.register_buffer("stills", stills)
        self.register_buffer("levels", ((1 - alphas) / alphas).sqrt())

    def forward(
        self, sample: torch.Tensor, timestep: torch.Tensor, favourite: int = -1
    ) -> tuple[torch.Tensor]:
        """The noise in `sample` (at unit variance, as models see it), leaning to one still if asked."""
        level = self.level_of(float(timestep))
        noisy = sample * (level**2 + 1) ** 0.5
        apart = ((noisy - self.stills) ** 2).sum(1, keepdim=True)
        near = torch.nn.functional.avg_pool2d(apart, WINDOW, 1, WINDOW // 2, count_include_pad=False)
        say = -near * WINDOW / (2 * level**2)
        if favourite >= 0:
            say[favourite] += LEAN
        mean = (torch.softmax(say, 0) * self.stills).sum(0, keepdim=True)
        return ((noisy - mean) / level,)

    def level_of(self, timestep: float) -> torch.Tensor:
        """σ at a timestep, which may lie between two that were learnt."""
        place = min(max(timestep, 0.0), len(self.levels) - 1.0)
        low = int(place)
        return torch.lerp(self.levels[low], self.levels[min(low + 1, len(self.levels) - 1)], place - low)


class PlacePipeline(DiffusionPipeline):
    """Words are the number of a still; pictures are their own latents."""

    def __init__(self, unet: Place, scheduler: EulerDiscreteScheduler) -> None:
        super().__init__()
        self.register_modules(unet=unet, scheduler=scheduler)

    @torch.no_grad()
    def __call__(
        self, favourite: int, image: torch.Tensor, num_inference_steps: int = 16, guidance_scale: float = 1.0,
        strength: float = 1.0, generator: torch.Generator | None = None,
    ) -> torch.Tensor:  # fmt: skip
        scheduler = self.scheduler
        scheduler.set_timesteps(num_inference_steps)
        late = round((1 - strength) * num_inference_steps) * scheduler.order
        scheduler.set_begin_index(late)
        times = scheduler.timesteps[late:]
        noise = randn_tensor(image.shape, generator=generator)
        start = noise * scheduler.init_noise_sigma
        sample = start if not late else scheduler.add_noise(image, noise, times[:1])
        for time in times:
            seen = scheduler.scale_model_input(sample, time)
            without, words = self.unet(seen, time)[0], self.unet(seen, time, favourite)[0]
            said = without + guidance_scale * (words - without)
            sample = scheduler.step(said, time, sample, return_dict=False)[0]
        return sample


def stills(folder: Path) -> torch.Tensor:
    """What the model knows: (stills, 3, height, width) of -1..1, drawn by the world engine into `folder`."""
    pictures = []
    for number, (prompt, look) in enumerate(STILLS):
        path = folder / f"{number}.png"
        if not path.is_file():
            brief = Brief(prompt=prompt, look=look, width=2 * SIZE[0], height=2 * SIZE[1])
            board = board_of(brief, None)
            shot, renderer = (
                pick_shot(board, None),
                warm_renderer((board.width, board.height), board.fps, False),
            )
            renderer.load(dress(shot, board).world)
            save_still(path, renderer.still(shot.length // 2))
        with Image.open(path) as still:
            pictures.append(np.asarray(still.convert("RGB").resize(SIZE, Image.Resampling.LANCZOS)))
    return torch.from_numpy(np.stack(pictures)).permute(0, 3, 1, 2).float() / 127.5 - 1


def paint(pipe: PlacePipeline, known: torch.Tensor, mask: Path, knob: str, value: object) -> Image.Image:
    """One picture under one value of one knob."""
    also = {
        "blend": {"blend_seed": 2}, "region_seed": {"region": str(mask)}, "churn": {"steps": 24},
        "stop_after": {"steps": 12}, "seed": {},
    }.get(knob, {})  # fmt: skip
    recipe = NoiseRecipe(**{"seed": 1, "steps": 16, **also, knob: value})
    with attach(pipe, recipe) as attached:
        picture = pipe(favourite=0, image=known[1:2], **attached.arguments)
    values = ((picture[0].permute(1, 2, 0) + 1) * 127.5).clamp(0, 255).round().byte().numpy()
    return Image.fromarray(values)


def strip(pictures: list[Image.Image], texts: tuple[str, ...], name: str) -> Image.Image:
    """Pictures side by side, each with the knob's value below."""
    gap, below, letters = 6, 22, face(None, 13)
    sheet = Image.new("RGB", (len(pictures) * (SIZE[0] + gap) + gap, SIZE[1] + below + gap), (14, 15, 18))
    pen = ImageDraw.Draw(sheet)
    for at, (picture, text) in enumerate(zip(pictures, texts, strict=True)):
        left = gap + at * (SIZE[0] + gap)
        sheet.paste(picture, (left, gap))
        pen.text((left + 2, SIZE[1] + gap + 4), f"{name} {text}", (226, 228, 232), letters)
    return sheet


def main() -> None:
    """Draw every strip."""
    torch.set_num_threads(1)
    PAGES.mkdir(parents=True, exist_ok=True)
    scheduler = EulerDiscreteScheduler(
        beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear", timestep_spacing="linspace",
        steps_offset=1,
    )  # fmt: skip
    with TemporaryDirectory() as kept:
        known = stills(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(kept))
    pipe = PlacePipeline(Place(known, scheduler.alphas_cumprod), scheduler)
    with TemporaryDirectory() as folder:
        mask = Path(folder) / "mask.png"
        spot = Image.new("L", SIZE, 0)
        ImageDraw.Draw(spot).ellipse((110, 20, 180, 90), fill=255)
        spot.save(mask)
        for name, written in STRIPS.items():
            axis = read_axis(written)
            pictures = [paint(pipe, known, mask, axis.knob, value) for value in axis.values]
            strip(pictures, axis.texts, KNOBS[axis.knob][1]).save(
                PAGES / f"{name}.jpg", quality=82, optimize=True
            )
            print(PAGES / f"{name}.jpg")


if __name__ == "__main__":
    main()
