// Skin of people near by. Blood, lips and lids are the vertex colour; the surface's first two bytes are places on the
// face (eyes at +-1, 0; mouth at 0, -2), where brows and pores are drawn. The mark (alpha) is how grey brows are.
// @mirrored by vertex
// Light that goes a little way round through the skin, red farthest (Green 2004; wrapped, energy kept).
fn through(f: f32) -> vec3f {
  let w = vec3f(0.22, 0.12, 0.085);
  return max(vec3f(f) + w, vec3f(0.0)) / ((1.0 + w) * (1.0 + w * 0.55));
}
fn brow_at(q: vec2f, soft: f32) -> f32 {
  let x = abs(q.x); let b = clamp((x - 0.40) / 1.25, 0.0, 1.0);
  let arch = 0.68 + 0.20 * sin(b * 2.3) - 0.10 * b; let wide = mix(0.135, 0.030, b * b);
  let hairs = texture_noise(vec2f(x * 0.55 + q.y * mix(-0.10, 0.75, b), q.y * 0.22 - x * 0.07), 0.0).r;
  let d = abs(q.y - arch) - wide * (0.85 + 0.35 * hairs);
  return (1.0 - smoothstep(-0.09 - soft * 0.3, 0.04 + soft, d)) * smoothstep(0.26, 0.60, x) * smoothstep(1.78, 1.30, x)
         * (0.70 + 0.30 * hairs) / (1.0 + 0.5 * soft);
}
fn lips_at(q: vec2f, soft: f32) -> vec2f {
  let m = q.x / 0.80; let k = 1.0 - m * m; let y = q.y + 2.075 + 0.04 * m * m;
  let upper = 0.20 * k * (1.0 - 0.30 * exp(-q.x * q.x * 40.0)); let lower = 0.26 * k; let s = 0.05 + soft;
  let inside = (1.0 - smoothstep(-s, s, y - upper)) * (1.0 - smoothstep(-s, s, -y - lower)) * smoothstep(1.05, 0.88, abs(m));
  return vec2f(inside, exp(-pow(y / (0.03 + soft * 0.4), 2.0)) * smoothstep(1.02, 0.86, abs(m)));
}
fn shade(v: Fragment) -> vec3f {
  let q = vec2f((v.roughness - 0.5) * 4.8, v.metalness * 7.0 - 3.8); let soft = clamp(v.pixel * 31.0, 0.02, 0.6);
  let p = v.local.zy + vec2f(v.local.x, 0.0);
  let mottle = texture_noise(p * 4.0, level(v.pixel, 0.25)).r; let pore = texture_noise(p * 38.0, level(v.pixel, 0.026)).rg;
  var c = v.colour * (0.97 + 0.06 * mottle) * mix(vec3f(1.0), vec3f(1.05, 0.96, 0.945), mottle - 0.5);
  c *= 0.98 + 0.04 * pore.x;
  let grey = v.emission / 16.0;
  c = mix(c, mix(vec3f(0.020, 0.014, 0.012), vec3f(0.40, 0.39, 0.37), grey), clamp(brow_at(q, soft), 0.0, 1.0) * mix(0.9, 0.75, grey));
  let lips = lips_at(q, soft);
  c = mix(c, c * vec3f(0.88, 0.40, 0.40) * (0.92 + 0.16 * pore.y), 0.80 * lips.x);
  c *= 1.0 - vec3f(0.55, 0.72, 0.72) * lips.y;
  let sharp = 1.0 - smoothstep(0.0006, 0.003, v.pixel);
  let side = normalize(cross(vec3f(0.0, 1.0, 0.0), v.normal) + vec3f(1e-4, 0.0, 0.0)); let up = cross(v.normal, side);
  let n = normalize(v.normal + (side * (pore.x - 0.5) + up * (pore.y - 0.5)) * 0.07 * sharp);
  let oily = exp(-(q.x * q.x) / 0.5) * smoothstep(-1.7, -1.2, q.y) + 0.6 * exp(-(pow(q.x / 0.7, 2.0) + pow((q.y + 2.2) / 0.25, 2.0)));
  let rough = 0.54 - 0.10 * min(oily, 1.0) + 0.12 * (pore.y - 0.5); let a2 = rough * rough * rough * rough;
  let nv = max(dot(n, v.view), 0.0); let e2 = (1.0 - nv) * (1.0 - nv); let fresnel = 0.028 + 0.30 * (1.0 - rough) * e2 * e2 * (1.0 - nv);
  let shadow = sunlit(v.world, v.normal); let facing = dot(n, view.sun.xyz);
  let sun = view.sun_colour.rgb * mix(0.0, 1.0, shadow);
  var diffuse = ambient(n, v.world.y, v.ao) + sun * through(facing);
  var shine = sun * (max(facing, 0.0) * gloss(n, normalize(view.sun.xyz + v.view), a2));
  if (LAMPS) {
    for (var k = 0u; k < v.near.z; k++) {
      let b = lamp(near_lamp(v, k), v.world); diffuse += b.colour * (through(dot(n, b.way)) * 0.9 + 0.08);
    }
    let b = lamp(near_lamp(v, 0u), v.world);
    shine += b.colour * (max(dot(n, b.way), 0.0) * gloss(n, normalize(b.way + v.view), a2));
    let t = tube(near_tube(v, 0u), v.world); let tl = dot(n, t.way);
    diffuse += t.colour * (through(tl) * 0.9 + 0.08);
    shine += t.colour * (max(tl, 0.0) * min(gloss(n, normalize(t.way + v.view), a2), 10.0));
  }
  let open = clamp(v.ao * 1.3 - 0.1, 0.05, 1.0) * smoothstep(0.03, 0.12, v.colour.r);
  return c * diffuse * mix(vec3f(0.62, 0.50, 0.47), vec3f(1.0), v.ao)
         + (shine * 0.026 + fresnel * environment(reflect(-v.view, n), rough) * 0.55) * open;
}
fn shade_mirror(v: Fragment) -> vec3f { return v.colour * matte_light(v, v.normal); }
