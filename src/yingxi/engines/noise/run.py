"""One run of a pipeline under a recipe: what happens at each step, and what is kept of it."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from yingxi.engines.noise.denoisers import Denoisers, part_of, reguided, told_share
from yingxi.engines.noise.draws import Source, touches_first_noise
from yingxi.engines.noise.recipe import NoiseRecipe, turned
from yingxi.engines.noise.samplers import churns
from yingxi.engines.noise.scheduler import Track
from yingxi.engines.noise.sigmas import guess_picture, points, sampler_word
from yingxi.engines.noise.states import keep_scheduler, load_state, restore_scheduler, save_state
from yingxi.film.errors import UsageError

OnStep = Callable[[int, int], None]


class Run:
    """What the hook needs while a pipeline runs. `state` is the work as it stood at `stop_after`."""

    def __init__(self, recipe: NoiseRecipe, source: Source, denoisers: Denoisers, on_step: OnStep) -> None:
        self.recipe, self.source, self.denoisers, self.on_step = recipe, source, denoisers, on_step
        self.base = guidance_base(recipe)
        self.tracks: list[Track] = []
        self.guider: Any = None
        self.state: dict[str, Any] = {}
        self.sampler = ""
        self.kept: dict[int, Any] = {}
        self.resumed = load_resumed(recipe)

    @property
    def reached(self) -> int:
        """After how many steps the work to go on from was stopped."""
        return int(self.resumed["steps"]) if self.resumed else 0

    def new_track(self) -> Track:
        """A scheduler's place in this run; the first is the picture's."""
        self.tracks.append(Track(self, len(self.tracks)))
        return self.tracks[-1]

    def step(self, scheduler: Any, track: Track, plain: Callable[[], Any], arguments: dict[str, Any]) -> Any:
        """One step of a scheduler: guide, step, churn, then stop or go on as the recipe says."""
        if not track.done:
            track.begin(scheduler.timesteps, arguments["timestep"])
            self.begin_track(scheduler, track)
        arguments["model_output"] = self.guide(arguments["model_output"], track)
        out = self.churn(scheduler, plain(), arguments)
        track.done += 1
        out = self.hold(scheduler, track, out, arguments)
        if track.number == 0:
            self.prepare(track)
            self.on_step(track.done, track.total)
        return out

    def begin_track(self, scheduler: Any, track: Track) -> None:
        """Refuse before the first step what this sampler cannot do."""
        if self.resumed and str(track.number) not in self.resumed["tracks"]:
            raise UsageError(
                "noise.resume: the state was made by a pipeline with fewer schedulers",
                zh="noise.resume：半成品出自调度器更少的管线",
            )
        if self.recipe.churn and not churns(scheduler):
            raise UsageError(
                f"noise.churn cannot be honoured by {sampler_word(scheduler)}: it adds noise itself or goes "
                "back over the step before; choose noise.sampler euler, dpm++2m or (models of noise) ddim",
                zh=f"noise.churn 用不到 {sampler_word(scheduler)} 上：它自己加噪，或要回看前一步；请选 "
                "noise.sampler euler、dpm++2m 或（噪声模型）ddim",
            )
        if track.number == 0:
            self.sampler = sampler_word(scheduler)
            self.check_places(track)

    def check_places(self, track: Track) -> None:
        """UsageError when the run is too short for where it shall stop, or not the run that was stopped."""
        if self.recipe.stop_after > track.total:
            raise UsageError(
                f"noise.stop_after is {self.recipe.stop_after}; the run has {track.total} steps",
                zh=f"noise.stop_after 是 {self.recipe.stop_after}；这一趟共 {track.total} 步",
            )
        if self.resumed and (self.resumed["total"], self.resumed["sampler"]) != (track.total, self.sampler):
            raise UsageError(
                f"noise.resume: the state stands in a run of {self.resumed['total']} steps of "
                f"{self.resumed['sampler']}, this one has {track.total} of {self.sampler}",
                zh=f"noise.resume：半成品出自 {self.resumed['total']} 步的 {self.resumed['sampler']}，这一"
                f"趟是 {track.total} 步的 {self.sampler}",
            )

    def prepare(self, track: Track) -> None:
        """Set what the models are told in the step to come."""
        place = track.done / max(1, track.total - 1) if track.total else 0.0
        self.denoisers.stale = True
        self.denoisers.share = told_share(self.recipe.detail, place)
        self.denoisers.resting = track.done < self.reached or 0 < self.recipe.stop_after <= track.done
        if self.recipe.guidance_curve:
            wanted = guidance_at(self.recipe, place)
            self.denoisers.embedded = wanted / self.base
            if self.guider is not None:
                self.guider.guidance_scale = wanted

    def guide(self, said: Any, track: Track) -> Any:
        """The model's output at the guidance of this step."""
        if not self.recipe.guidance_curve or self.guider is not None or self.denoisers.was_told:
            return said
        wanted = guidance_at(self.recipe, track.done / max(1, track.total - 1))
        outputs = [part_of(one, track.number) for one in self.denoisers.outputs]
        return reguided(said, outputs, self.base, wanted)

    def churn(self, scheduler: Any, out: Any, arguments: dict[str, Any]) -> Any:
        """Renew a share of the noise that is left after a step, at the same level.

        With DDIM this is Song et al. 2021, eq. 12, σ_t = churn·√(1-ᾱ); with a share of 1 all noise is fresh.
        """
        share = self.recipe.churn
        if not share:
            return out
        at, after = points(scheduler, arguments["timestep"])
        if after[1] <= 0:
            return out
        picture = guess_picture(scheduler, arguments["model_output"], arguments["sample"], at)
        before = stepped(out)
        noise = (before.float() - after[0] * picture) / after[1]
        fresh = self.fresh(before)
        renewed = after[0] * picture + after[1] * ((1 - share * share) ** 0.5 * noise + share * fresh)
        return with_sample(out, renewed.to(before.dtype))

    def fresh(self, sample: Any) -> Any:
        """New noise of a sample's shape from the run's seeds."""
        import torch
        from diffusers.utils.torch_utils import randn_tensor

        kept = {"device": sample.device, "dtype": torch.float32}
        return self.source.draw(randn_tensor, tuple(sample.shape), self.source.generator, first=False, **kept)

    def hold(self, scheduler: Any, track: Track, out: Any, arguments: dict[str, Any]) -> Any:
        """Keep the work where it shall stop and show the picture as guessed there; or take up kept work."""
        stop = self.recipe.stop_after
        if stop and track.done == stop:
            at, _ = points(scheduler, arguments["timestep"])
            self.keep(scheduler, track, stepped(out))
            picture = guess_picture(scheduler, arguments["model_output"], arguments["sample"], at)
            self.kept[track.number] = picture.to(stepped(out).dtype)
        if stop and track.done >= stop:
            return with_sample(out, self.kept[track.number])
        if track.done < self.reached:
            return with_sample(out, arguments["sample"])
        if self.resumed and track.done == self.reached:
            return with_sample(out, self.take_up(scheduler, track, stepped(out)))
        return out

    def keep(self, scheduler: Any, track: Track, sample: Any) -> None:
        """Remember all that the run depends on from here; written when the picture's track is kept."""
        tracks = self.state.setdefault("tracks", {})
        tracks[str(track.number)] = {
            "sample": sample.detach().cpu().clone(), "scheduler": deepcopy(keep_scheduler(scheduler)),
        }  # fmt: skip
        self.state |= {
            "steps": track.done, "total": self.tracks[0].total, "sampler": self.sampler,
            "generators": deepcopy(self.source.states()), "recipe": same_work(self.recipe),
        }  # fmt: skip

    def take_up(self, scheduler: Any, track: Track, sample: Any) -> Any:
        """Set the scheduler and the seeds to where they stood; gives the sample as it stood.

        It is laid out in memory as this run's own: kernels may round otherwise on another layout.
        """
        import torch

        kept = self.resumed["tracks"][str(track.number)]
        restore_scheduler(scheduler, kept["scheduler"], sample.device)
        self.source.restore(self.resumed["generators"])
        return torch.empty_like(sample).copy_(kept["sample"])

    def finish(self) -> None:
        """After the pipeline: refuse what never took hold, and write the state that was asked for."""
        if not self.tracks or not self.tracks[0].done:
            raise UsageError(
                "the noise recipe never took hold: this pipeline did not step its scheduler",
                zh="噪声配方没有起作用：这个管线没有走它的调度器",
            )
        if touches_first_noise(self.recipe) and not self.source.shaped:
            raise UsageError(
                "noise.region, noise.correlation and noise.offset change the first noise, but this pipeline "
                "drew none from its own generator; leave them out, or let it make its own latents",
                zh="noise.region、noise.correlation 和 noise.offset 改的是最初的噪声，而这个管线没有用自己"
                "的发生器画噪声；请去掉它们，或让它自己生成 latents",
            )
        if self.recipe.save_state:
            save_state(Path(self.recipe.save_state), self.state)


def guidance_base(recipe: NoiseRecipe) -> float:
    """The guidance that the pipeline is asked for; a curve is bent from its highest value."""
    return max(recipe.guidance_curve) if recipe.guidance_curve else recipe.guidance or 0.0


def guidance_at(recipe: NoiseRecipe, place: float) -> float:
    """The curve's value at `place` 0-1 of the run."""
    curve = recipe.guidance_curve
    return float(np.interp(place, np.linspace(0, 1, len(curve)), curve))


def same_work(recipe: NoiseRecipe) -> dict[str, Any]:
    """The knobs that a run must share with the one it goes on from."""
    return turned(replace(recipe, stop_after=0, save_state="", resume=""))


def load_resumed(recipe: NoiseRecipe) -> dict[str, Any]:
    """The state to go on from, or none; UsageError when it was made with other knobs."""
    if not recipe.resume:
        return {}
    state = load_state(Path(recipe.resume))
    now = same_work(recipe)
    other = sorted(name for name in {*now, *state["recipe"]} if now.get(name) != state["recipe"].get(name))
    if other:
        raise UsageError(
            f"noise.resume: the state was made with other values of {', '.join(other)}; give the same",
            zh=f"noise.resume：半成品是用别的 {'、'.join(other)} 做的；请给一样的",
        )
    return state


def stepped(out: Any) -> Any:
    """The sample in what a scheduler's step gives."""
    return out[0] if isinstance(out, tuple) else out.prev_sample


def with_sample(out: Any, sample: Any) -> Any:
    """What a scheduler's step gives, with another sample."""
    if isinstance(out, tuple):
        return (sample, *out[1:])
    out.prev_sample = sample
    return out
