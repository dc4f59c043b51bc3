// Timber front of an old town: lattice windows lit from inside, set back from red posts and beams. tint.w: how bright.
fn shade(v: Fragment) -> vec3f {
  let n = v.normal; let side = abs(n.x) > abs(n.z);
  let along = vec3f(n.z, 0.0, -n.x) * inverseSqrt(n.x * n.x + n.z * n.z + 1e-4);
  let p = vec2f(dot(v.local, along), v.local.y);
  let facing = max(dot(v.view, n), 0.22);
  let lean = vec2f(dot(v.view, along), v.view.y) / facing;
  let cell = vec2f(2.1, 3.1); let g = p / cell; let id = floor(g);
  let at = (fract(g) - 0.5) * cell;                                   // metres from the middle of a bay
  let soft = clamp(v.pixel * 0.7, 0.01, 0.6);
  let opening = smoothstep(0.84 + soft, 0.84 - soft, abs(at.x)) * smoothstep(1.12 + soft, 1.12 - soft, abs(at.y + 0.10));
  let deep = at - lean * 0.22;                                        // the same sight line on the recessed lattice
  let within = smoothstep(0.86 + soft, 0.86 - soft, abs(deep.x)) * smoothstep(1.14 + soft, 1.14 - soft, abs(deep.y + 0.10));
  let fine = 1.0 - smoothstep(0.03, 0.14, v.pixel);
  let weave = abs(fract(deep * 3.4) - 0.5); let bar = smoothstep(0.34, 0.44, max(weave.x, weave.y)) * fine;
  let panel = smoothstep(0.05, 0.01, abs(abs(deep.x) - 0.42)) * fine;
  let dado = smoothstep(-0.55, -0.62, deep.y);
  let h = hash2(id + floor(v.world.xz * 0.013) * 7.0 + select(0.0, 31.0, side));
  let lit = 0.12 + 0.88 * smoothstep(0.25, 0.7, h);
  let warm = mix(vec3f(1.0, 0.34, 0.07), vec3f(1.0, 0.52, 0.20), fract(h * 13.0));
  let figure = smoothstep(0.30, 0.18, length((deep - vec2f((fract(h * 71.0) - 0.5) * 0.9, -0.25)) * vec2f(1.0, 0.55))) * step(0.72, h);
  let room = exp(-dot(deep, deep) * 0.55) * (1.0 - 0.7 * figure) * (1.0 - 0.72 * max(bar, panel)) * (1.0 - 0.85 * dado);
  let glow = warm * (2.3 * lit * room * opening * within * v.tint.w);
  let reveal = opening * (1.0 - within);                               // the side of the recess catches the window's light
  let wood = v.colour * (0.55 + 0.45 * smoothstep(0.0, 0.3, abs(at.x))) * (1.0 - 0.5 * opening);
  let spill = warm * (0.22 * lit * v.tint.w) * (reveal * 1.6 + 0.35 * smoothstep(1.6, 1.0, abs(at.y)));
  return glow + wood * (matte_light(v, n) + spill) + v.colour * v.emission;
}
fn shade_mirror(v: Fragment) -> vec3f {
  let cell = vec2f(2.1, 3.1); let p = vec2f(v.local.x + v.local.z, v.local.y) / cell; let f = abs(fract(p) - 0.5);
  let h = hash2(floor(p)); let pane = smoothstep(0.42, 0.36, max(f.x, f.y));
  return vec3f(1.0, 0.38, 0.10) * (pane * (0.25 + 1.2 * h) * v.tint.w) + v.colour * ambient(v.normal, v.world.y, v.ao);
}
