// Glazed roof tiles: ribs that run down the slope whatever way the roof faces, courses across them.
// @mirrored by vertex
fn shade(v: Fragment) -> vec3f {
  let along = vec2f(v.normal.z, -v.normal.x);
  let t = along * inverseSqrt(dot(along, along) + 1e-4);
  let s = dot(v.local.xz, t) / 0.42; let rib = abs(fract(s) - 0.5) * 2.0;
  let row = fract(v.local.y / 0.22);
  let near = 1.0 - smoothstep(0.06, 0.30, v.pixel);
  let n = normalize(v.normal + vec3f(t.x, 0.0, t.y) * ((fract(s) - 0.5) * 1.1 * near));
  let k = mix(1.0, (0.45 + 0.85 * rib) * (0.8 + 0.3 * row), near);
  let sheen = pow(1.0 - max(dot(n, v.view), 0.0), 3.0) * 0.35;
  let c = v.colour * v.tint.rgb;
  return c * k * matte_light(v, n) + ambient(vec3f(n.x, -n.y, n.z), v.world.y, v.ao) * (sheen * 0.10) + c * v.emission;
}
fn shade_mirror(v: Fragment) -> vec3f { return v.colour * v.tint.rgb * (ambient(v.normal, v.world.y, v.ao) + v.emission); }
