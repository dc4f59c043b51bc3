// A perfect mirror among a fleet over a planet: it shows rows of ships, the limb, the sun and every fire near.
// tint: unit direction to the planet's middle; tint.w: cosine of its angular radius.
// @mirrored by vertex
fn shade(v: Fragment) -> vec3f {
  let r = reflect(-v.view, v.normal);
  let down = dot(r, v.tint.xyz); let depth = down - v.tint.w;
  let ground = smoothstep(-0.003, 0.003, depth);
  let uv = r.xz / max(-r.y, 0.12) * 0.16 + v.world.xz * 0.0002;
  let cloud = smoothstep(0.36, 0.64, texture_noise(uv + texture_noise(uv * 0.7, 0.0).rg * 0.22, 0.0).g);
  let light = view.sun_colour.rgb * (0.10 + 0.10 * smoothstep(0.0, 0.3, depth));
  let sea = mix(vec3f(0.035, 0.14, 0.40), vec3f(0.95, 0.97, 1.0), cloud * 0.85) * light * (0.9 + 2.2 * exp(-depth * 22.0));
  let rim = exp(-abs(depth) * 46.0) * 0.9 + exp(-max(-depth, 0.0) * 12.0) * 0.16;
  let across = max(length(r.yz), 0.05); let along = r.x / across;
  let lane = atan2(r.y, r.z) * 5.2; let row = floor(lane); let off = abs(fract(lane) - 0.5);
  let dash = fract(along * 1.35 + v.world.x * 0.008 + hash2(vec2f(row, 3.0)));
  let far = exp(-abs(along) * 0.55);
  let ship = smoothstep(0.20, 0.05, off) * smoothstep(0.0, 0.05, dash) * smoothstep(0.62, 0.50, dash) * far;
  let engine = smoothstep(0.12, 0.0, off) * smoothstep(0.05, 0.0, abs(dash - 0.03)) * far;
  let lit_side = 0.25 + 0.75 * max(dot(normalize(vec3f(0.0, r.y, r.z) + 1e-4), view.sun.xyz), 0.0);
  let space = environment(r, 0.04) * 0.9 + vec3f(0.004, 0.006, 0.012)
    + vec3f(0.62, 0.64, 0.68) * ship * lit_side * 0.62 + vec3f(0.3, 0.6, 1.0) * engine * 2.2;
  let facing = max(dot(r, view.sun.xyz), 0.0); let f4 = facing * facing * facing * facing; let f16 = f4 * f4 * f4 * f4;
  let f64 = f16 * f16 * f16 * f16;
  let sun = view.sun_colour.rgb * (0.05 * f16 + 0.35 * f64 + 3.5 * f64 * f64 * f64 * f64);
  let near = lamp(near_lamp(v, 0u), v.world); let next = lamp(near_lamp(v, 1u), v.world);
  let a = max(dot(r, near.way), 0.0); let b = max(dot(r, next.way), 0.0); let a4 = a * a * a * a; let b4 = b * b * b * b;
  let fire = min(near.colour * (a4 * a4 * 1.6) + next.colour * (b4 * b4 * 1.6), vec3f(6.0));
  let edge = 1.0 - max(dot(v.normal, v.view), 0.0);
  return mix(space, sea, ground) + vec3f(0.25, 0.52, 1.0) * rim * view.sun_colour.r * 0.16 + sun + fire + vec3f(0.10, 0.13, 0.18) * edge * edge * edge;
}
fn shade_mirror(v: Fragment) -> vec3f { return environment(v.normal, 0.3) + 0.05; }
