// Light on surfaces: sky, sun with shadow, the instance's nearest lamps and tubes.
const SHADOWS = false;   // the pipeline sets these: whether the sun throws shadows,
const LAMPS = true;      // and whether there are any lamps
// 1 in the sun, 0 in shadow: two smooth taps of a depth map.
fn sunlit(p: vec3f, n: vec3f) -> f32 {
  if (!SHADOWS) { return 1.0; }
  let q = view.shadow * vec4f(p + n * (0.01 + view.counts.w * 1.3), 1.0);
  let uv = vec2f(q.x * 0.5 + 0.5, 0.5 - q.y * 0.5); let d = view.wind.w;
  let s = textureSampleCompareLevel(shadow_map, shadow_test, uv + vec2f(-d, -0.4 * d), q.z)
        + textureSampleCompareLevel(shadow_map, shadow_test, uv + vec2f(d, 0.4 * d), q.z);
  return mix(s * 0.5, 1.0, smoothstep(0.85, 0.99, max(abs(q.x), abs(q.y))));
}
struct Beam { way: vec3f, colour: vec3f };               // unit direction to the light, irradiance at normal incidence
fn lamp(index: u32, p: vec3f) -> Beam {
  let light = view.lights[index];
  let to = light.place.xyz - p; let d2 = dot(to, to);
  let w = max(1.0 - d2 * light.place.w, 0.0);
  return Beam(to * inverseSqrt(d2 + 1e-6), light.colour.rgb * (w * w / (d2 + light.colour.w)));
}
fn tube(index: u32, p: vec3f) -> Beam {
  let line = view.tubes[index];
  let along = line.b.xyz - line.a.xyz;
  let u = clamp(dot(p - line.a.xyz, along) / max(dot(along, along), 1e-4), 0.0, 1.0);
  let to = line.a.xyz + along * u - p; let d2 = dot(to, to);
  return Beam(to * inverseSqrt(d2 + 1e-6), line.colour.rgb * (max(1.0 - d2 * line.a.w, 0.0) / (d2 + 0.3)));
}
fn near_lamp(v: Fragment, k: u32) -> u32 { return (v.near.x >> (8u * k)) & 255u; }
fn near_tube(v: Fragment, k: u32) -> u32 { return (v.near.y >> (8u * k)) & 255u; }
// Light falling on a matte surface (irradiance / pi): cheap, no highlights.
fn matte_light(v: Fragment, n: vec3f) -> vec3f {
  let facing = max(dot(n, view.sun.xyz), 0.0);
  var sum = ambient(n, v.world.y, v.ao);
  sum += view.sun_colour.rgb * (facing * sunlit(v.world, n));
  return sum + local_light(v, n);
}
// Diffuse light of the instance's nearest lamps and tube.
fn local_light(v: Fragment, n: vec3f) -> vec3f {
  var sum = vec3f(0.0);
  if (!LAMPS) { return sum; }
  for (var k = 0u; k < v.near.z; k++) {
    let b = lamp(near_lamp(v, k), v.world); sum += b.colour * (max(dot(n, b.way), 0.0) * 0.85 + 0.15);
  }
  let b = tube(near_tube(v, 0u), v.world);   // index 0 is dark
  return sum + b.colour * (max(dot(n, b.way), 0.0) * 0.85 + 0.15);
}
fn gloss(n: vec3f, h: vec3f, a2: f32) -> f32 {
  let nh = max(dot(n, h), 0.0); let q = nh * nh * (a2 - 1.0) + 1.0;
  return min(a2 / (q * q), 24.0);
}
// A GGX surface under everything. Colours linear; `normal` unit.
fn lit(v: Fragment, albedo: vec3f, roughness: f32, metalness: f32, normal: vec3f) -> vec3f {
  let nv = max(dot(normal, v.view), 0.0);
  let a2 = max(roughness * roughness * roughness * roughness, 0.004);
  let f0 = mix(vec3f(0.04), albedo, metalness);
  let edge = 1.0 - nv; let e2 = edge * edge;
  let fresnel = f0 + (max(vec3f(1.0 - roughness), f0) - f0) * (e2 * e2 * edge);
  var diffuse = ambient(normal, v.world.y, v.ao); var shine = vec3f(0.0);
  let facing = max(dot(normal, view.sun.xyz), 0.0);
  let sun = view.sun_colour.rgb * (facing * sunlit(v.world, normal));
  diffuse += sun; shine += sun * gloss(normal, normalize(view.sun.xyz + v.view), a2);
  if (LAMPS) {
    for (var k = 0u; k < v.near.z; k++) {
      let b = lamp(near_lamp(v, k), v.world); diffuse += b.colour * (max(dot(normal, b.way), 0.0) * 0.85 + 0.15);
    }
    // Highlights: of the strongest lamp and of the tube; index 0 is dark.
    let b = lamp(near_lamp(v, 0u), v.world); let nl = max(dot(normal, b.way), 0.0);
    shine += b.colour * (nl * gloss(normal, normalize(b.way + v.view), a2));
    let t = tube(near_tube(v, 0u), v.world); let tl = max(dot(normal, t.way), 0.0);
    diffuse += t.colour * (tl * 0.85 + 0.15);
    shine += t.colour * (tl * min(gloss(normal, normalize(t.way + v.view), a2), 14.0));
  }
  let around = environment(reflect(-v.view, normal), roughness);
  let open = clamp(v.ao * 1.4 - 0.1, 0.05, 1.0);
  return albedo * (1.0 - metalness * 0.8) * diffuse + (shine * 0.25 * (f0 * 2.0 + fresnel) + fresnel * around) * open;
}
