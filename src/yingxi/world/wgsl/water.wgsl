// Water: a displaced mesh before the camera, swell, ripples, simulated wakes, foam, and the mirrored world.
// Loops are written out and slow-changing things are done by vertex: software Vulkan is fastest so.
struct Wet {
  @builtin(position) clip: vec4f,
  @location(0) world: vec3f,
  @location(1) at: vec4f,          // undisplaced x, z; inside the wake map 0-1; patchiness of the ripples
  @location(2) fog: vec4f,
  @location(3) lamps: vec4f,       // light of lamps on the water; w: crest 0-1
  @location(4) @interpolate(flat) sky: vec3f,
};
// A cosine of x turns, by a cubic: within 0.01.
fn wave_cosine(x: f32) -> f32 { let u = abs(fract(x) - 0.5) * 2.0; return u * u * (6.0 - 4.0 * u) - 1.0; }
fn swell_at(i: u32, p: vec2f, spacing: f32) -> vec2f {
  let w = view.waves[i]; let k = view.wave_more[i].x; let fine = clamp(1.7 - spacing * k * 0.55, 0.0, 1.0);
  let x = dot(w.xy, p) + w.w - 0.25;
  return vec2f(wave_cosine(x), wave_cosine(x) * k) * (w.z / TAU * fine);
}
fn drifted(p: vec2f) -> vec2f { return p - view.pool.zw * now(); }
fn lamps_on_water(p: vec3f) -> vec3f {
  var sum = vec3f(0.0);
  for (var i = 1u; i <= min(u32(view.counts.x), 12u); i++) { let b = lamp(i, p); sum += b.colour * max(b.way.y, 0.0); }
  for (var i = 1u; i <= min(u32(view.counts.y), 6u); i++) { let b = tube(i, p); sum += b.colour * max(b.way.y, 0.0) * 1.6; }
  return sum;
}
// The mesh: a fan of rings before the camera. x: -1..1 over the fan's angle, y: distance in m, z: its spacing.
@vertex fn water_vertex(@location(0) polar: vec3f) -> Wet {
  var o: Wet;
  let turn = polar.x * view.fan.z; let c = cos(turn); let s = sin(turn);
  let p = view.eye.xz + vec2f(view.fan.x * c - view.fan.y * s, view.fan.y * c + view.fan.x * s) * polar.y;
  let spacing = max(polar.z, polar.y * view.fan.z * 0.012);
  let near = 1.0 - smoothstep(0.57 * view.water.w, view.water.w, polar.y);
  var h = vec2f(0.0);
  for (var i = 0u; i < 6u; i++) { h += swell_at(i, p, spacing); }
  let off = abs(p - view.pool.xy) / (view.foam.w * 0.5); let inside = 1.0 - smoothstep(0.80, 0.98, max(off.x, off.y));
  let wake = textureSampleLevel(wake_map, tiled, p / view.foam.w, 0.0);
  o.world = vec3f(p.x, (h.x + wake.z * inside * clamp(1.4 - spacing, 0.0, 1.0)) * near, p.y);
  let patchy = 0.5 + textureSampleLevel(ripple_map, tiled, p * 0.006 + vec2f(now() * 0.003, 0.0), 0.0).z;
  o.at = vec4f(p, inside, patchy);
  o.clip = view.clip * vec4f(o.world, 1.0);
  let to = view.eye.xyz - o.world; let far = length(to);
  let f = fog_amount(far, view.eye.y, 0.0);
  o.fog = vec4f(haze(-to / far) * f, 1.0 - f);
  o.lamps = vec4f(lamps_on_water(o.world), h.y);
  o.sky = ambient(vec3f(0.0, 1.0, 0.0), 0.0, 1.0) + view.sun_colour.rgb * max(view.sun.y, 0.0) * 0.6;
  return o;
}
struct Relief { slope: vec2f, lost: f32 };
fn add_wave(o: ptr<function, Relief>, i: u32, p: vec2f, foot: f32) {
  let w = view.waves[i]; let more = view.wave_more[i];
  let seen = clamp(1.6 - foot * more.y, 0.0, 1.0);
  (*o).slope += w.xy * (w.z * seen * wave_cosine(dot(w.xy, p) + w.w));
  (*o).lost += more.z * (1.0 - seen * seen);
}
// Slopes at a point when a pixel covers `foot` metres; `lost` is the variance of slopes too fine to see.
fn relief(p: vec2f, foot: f32) -> Relief {
  var o: Relief; let t = now();
  add_wave(&o, 0u, p, foot); add_wave(&o, 1u, p, foot); add_wave(&o, 2u, p, foot);
  add_wave(&o, 3u, p, foot); add_wave(&o, 4u, p, foot); add_wave(&o, 5u, p, foot);
  let q = drifted(p); let lod = log2(foot);
  let a = textureSampleLevel(ripple_map, tiled, q * 0.085 + vec2f(t * 0.035, t * 0.017), clamp(lod + 4.45, 0.0, 7.0)).xy;
  let b = textureSampleLevel(ripple_map, tiled, vec2f(q.x * 0.8 - q.y * 0.6, q.x * 0.6 + q.y * 0.8) * 0.23 + vec2f(-t * 0.05, t * 0.06),
                             clamp(lod + 5.88, 0.0, 7.0)).xy;
  let fa = clamp(1.0 - foot * 0.8, 0.0, 1.0); let fb = clamp(1.0 - foot * 2.2, 0.0, 1.0); let rough = view.counts.z;
  o.slope += (a * 0.120 + b * 0.080 - 0.1) * rough;
  o.lost += (0.00081 - 0.00055 * fa * fa - 0.00026 * fb * fb) * rough * rough;
  return o;
}
// Where the mirror shows a point: uv, unclamped.
fn mirror_uv(p: vec3f) -> vec2f {
  let m = view.mirror * vec4f(p, 1.0); let w = 0.5 / max(m.w, 0.01);
  return vec2f(0.5 + m.x * w, 0.5 - m.y * w);
}
// Light from the mirror, over 16.
fn mirrored(uv: vec2f, lod: f32) -> vec3f {
  let c = textureSampleLevel(mirror_map, clamped, clamp(uv, vec2f(0.002), vec2f(0.998)), lod).rgb;
  return c * c;
}
fn fresnel(cosine: f32) -> f32 { let e = 1.0 - max(cosine, 0.02); let e2 = e * e; return 0.024 + 0.976 * e2 * e2 * e; }
@fragment fn water_fragment(wet: Wet) -> @location(0) vec4f {
  let p = vec3f(wet.at.x, wet.world.y, wet.at.y);
  let to = view.eye.xyz - wet.world; let far = length(to); let eye = to / far;
  let foot = far * view.right.w / max(sqrt(abs(eye.y)), 0.06);
  var w = relief(p.xz, foot);
  let patchy = wet.at.w; let inside = wet.at.z;
  let wake = textureSampleLevel(wake_map, tiled, p.xz / view.foam.w, 0.0);
  let slope = w.slope * patchy + wake.xy * (1.35 / view.foam.w * inside * clamp(1.5 - foot * 0.9, 0.15, 1.0));
  let n = normalize(vec3f(-slope.x, 1.0, -slope.y));
  let rough = sqrt(w.lost * patchy * patchy + 0.00003);
  // A first tap where the flat mirror would be tells how far away the mirrored thing is.
  let size = vec2f(textureDimensions(mirror_map));
  let coded = textureLoad(mirror_map, vec2i(clamp(mirror_uv(wet.world), vec2f(0.0), vec2f(0.999)) * size), 0).a;
  let reach = max((1.0 / max(coded, 0.012) - 1.0) * 50.0 - far, 0.6);
  // Long reflections: three prefiltered taps along the line of sight stand for the slopes too fine to see.
  let r = reflect(-eye, n); let ray = vec3f(r.x, abs(r.y) + 0.002, r.z);
  let lean = vec3f(eye.x, 0.0, eye.z) * (rough * 2.3 * inverseSqrt(max(1.0 - eye.y * eye.y, 1e-4)));
  let centre = mirror_uv(p + ray * reach);
  let swing = vec3f(lean.x * ray.y, length(lean) * sqrt(max(1.0 - ray.y * ray.y, 0.01)), lean.z * ray.y);
  let apart = clamp(mirror_uv(p + (ray + swing) * reach) - centre, vec2f(-0.12), vec2f(0.12));
  let spread = length(apart * size); let at = centre * size;
  let jump = max(length(dpdx(at)), length(dpdy(at)) * 0.35);
  let dither = fract(52.9829189 * fract(dot(wet.clip.xy, vec2f(0.06711056, 0.00583715)))) - 0.5;
  let lod = clamp(log2(max(max(spread * 0.5, jump * 0.55), 1.0)) + dither * 0.35, 0.0, 5.0);
  let seen = (mirrored(centre - apart, lod) + mirrored(centre + apart, lod)) * 4.8 + mirrored(centre, lod) * 6.4;
  let f = fresnel(dot(n, eye) + rough * 0.6);
  var c = seen * f * (1.0 + 0.35 * view.glow.w) + deep(wet, eye) * (1.0 - f) + glitter(n, eye, rough);
  c = mix(c, foam_light(wet, n), foam_amount(p.xz, wake.w * inside, foot, wet.lamps.w));
  return vec4f(clamp(c * wet.fog.w + wet.fog.rgb, vec3f(0.0), vec3f(60.0)), -far);
}
// Light coming back out of the water: its own colour under the sky, brighter through the crests.
fn deep(wet: Wet, eye: vec3f) -> vec3f {
  let crest = max(wet.lamps.w, 0.0); let day = 1.0 - view.glow.w;
  let ahead = max(-dot(eye, view.sun.xyz), 0.0);
  let sky = mix(vec3f(1.0), wet.sky * 2.5, day) + view.sun_colour.rgb * (ahead * ahead * ahead * crest * 3.0 * day);
  return view.water.rgb * sky * (1.0 + 5.0 * crest) + wet.lamps.rgb * (view.water.rgb * 1.5 + vec3f(0.006, 0.010, 0.008));
}
fn glitter(n: vec3f, eye: vec3f, rough: f32) -> vec3f {
  let h = normalize(view.sun.xyz + eye); let nh = max(dot(n, h), 0.0);
  let a2 = clamp(rough * rough * 2.0 + 0.0004, 0.0004, 0.05); let q = nh * nh * (a2 - 1.0) + 1.0;
  return view.sun_colour.rgb * (min(a2 / (q * q), 190.0) * 0.127 * fresnel(dot(eye, h)) * max(view.sun.y, 0.0));
}
// Foam tears into a web of cells where there is little of it.
fn foam_amount(p: vec2f, laid: f32, foot: f32, crest: f32) -> f32 {
  let web = texture_noise(drifted(p) * 0.23, clamp(log2(foot) + 5.9, 0.0, 7.0));
  let amount = laid + smoothstep(0.20, 0.64, crest) * 0.66;
  let pattern = 0.2 * web.r + 0.45 * web.g + 0.35 * web.b;
  return smoothstep(0.92 - amount, 1.20 - amount, pattern + 0.12) * min(amount * 3.0, 0.92);
}
fn foam_light(wet: Wet, n: vec3f) -> vec3f {
  return view.foam.rgb * (wet.sky + view.sun_colour.rgb * (max(dot(n, view.sun.xyz), 0.0) * 0.5) + wet.lamps.rgb * 0.9);
}
