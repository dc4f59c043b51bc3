// Embankment: cut blocks washed by a row of lamps 8.6 m apart along x, wet near the water. tint.w: how bright the lamps are.
fn shade(v: Fragment) -> vec3f {
  let block = hash3(floor(v.world * vec3f(0.55, 1.4, 0.55) + 0.01));
  let q = fract(v.world.xy * vec2f(0.55, 1.4)); let seam = smoothstep(0.05, 0.0, min(q.x, q.y)) * (1.0 - smoothstep(0.05, 0.25, v.pixel));
  let grain = texture_noise(v.world.xz * 0.31 + v.world.y * vec2f(0.17, 0.29), level(v.pixel, 3.0)).g;
  let wet = 1.0 - smoothstep(0.0, 0.9, v.world.y) * 0.6;
  let k = (0.65 + 0.35 * mix(block, 0.5, smoothstep(0.2, 0.8, v.pixel)) + 0.4 * (grain - 0.35)) * (1.0 - 0.5 * seam);
  let pool = 0.5 + 0.5 * cos(v.world.x * (6.2831853 / 8.6) - 2.4);
  let wash = vec3f(1.0, 0.45, 0.15) * (0.75 * (0.22 + 0.78 * pool * pool) * exp(-abs(v.world.y - 2.4) * 0.35) * v.tint.w);
  let r = reflect(-v.view, v.normal);
  let sheen = environment(r, 0.35) * (0.10 * wet * pow(1.0 - max(dot(v.normal, v.view), 0.0), 3.0));
  return v.colour * k * (matte_light(v, v.normal) + wash * exp(min(0.0, v.world.z + 82.0) * 0.02 * step(v.world.z, 0.0))) + sheen;
}
fn shade_mirror(v: Fragment) -> vec3f { return v.colour * (ambient(v.normal, v.world.y, v.ao) + vec3f(0.35, 0.16, 0.06) * v.tint.w); }
