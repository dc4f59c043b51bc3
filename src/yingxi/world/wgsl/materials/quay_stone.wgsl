// Embankment: cut blocks washed by a row of lamps 8.6 m apart along x, wet near the water. tint.w: how bright the lamps are.
// @mirrored by vertex
fn shade(v: Fragment) -> vec3f {
  let q = fract(v.world.xy * vec2f(0.55, 1.4));
  let seam = smoothstep(0.05, 0.0, min(q.x, q.y)) * (1.0 - smoothstep(0.05, 0.25, v.pixel));
  let grain = texture_noise(v.world.xz * 0.31 + v.world.y * vec2f(0.17, 0.29), level(v.pixel, 3.0));
  let k = (0.62 + 0.30 * grain.b + 0.4 * (grain.g - 0.35)) * (1.0 - 0.5 * seam);
  let pool = 0.5 + 0.5 * cos(v.world.x * (6.2831853 / 8.6) - 2.4);
  let depth = select(1.0, exp(min(0.0, v.world.z + 82.0) * 0.02), v.world.z < 0.0);
  let wash = vec3f(1.0, 0.45, 0.15) * (0.75 * (0.22 + 0.78 * pool * pool) * exp(-abs(v.world.y - 2.4) * 0.35) * v.tint.w * depth);
  return v.colour * k * (matte_light(v, v.normal) + wash);
}
fn shade_mirror(v: Fragment) -> vec3f { return v.colour * (ambient(v.normal, v.world.y, v.ao) + vec3f(0.35, 0.16, 0.06) * v.tint.w); }
