// Water: a displaced mesh before the camera, swell, ripples, simulated wakes, foam, and the mirrored world.
struct Wet { @builtin(position) clip: vec4f, @location(0) world: vec3f, @location(1) flat_at: vec2f, @location(2) fog: vec4f };
fn swell_height(p: vec2f, spacing: f32) -> f32 {
  var h = 0.0;
  for (var i = 0; i < 8; i++) {
    let w = view.waves[i]; let fine = clamp(1.7 - spacing * length(w.xy) * 0.55, 0.0, 1.0);
    h += w.z * fine * sin(dot(w.xy, p) + w.w);
  }
  return h;
}
fn in_pool(p: vec2f) -> f32 {
  let d = abs(p - view.pool.xy) / (view.foam.w * 0.5);
  return 1.0 - smoothstep(0.80, 0.98, max(d.x, d.y));
}
fn drifted(p: vec2f) -> vec2f { return p - view.pool.zw * now(); }
// The mesh: a fan of rings before the camera. x: -1..1 over the fan's angle, y: distance in m, z: its spacing.
@vertex fn water_vertex(@location(0) polar: vec3f) -> Wet {
  var o: Wet;
  let turn = polar.x * view.fan.z; let c = cos(turn); let s = sin(turn);
  let p = view.eye.xz + vec2f(view.fan.x * c - view.fan.y * s, view.fan.y * c + view.fan.x * s) * polar.y;
  let spacing = max(polar.z, polar.y * view.fan.z * 0.012);
  let near = 1.0 - smoothstep(40.0, 70.0, polar.y);
  var h = 0.0;
  if (near > 0.0) {
    h = swell_height(p, spacing);
    let inside = in_pool(p);
    if (inside > 0.0) { h += textureSampleLevel(wake_map, tiled, p / view.foam.w, 0.0).z * inside * clamp(1.4 - spacing, 0.0, 1.0); }
    h *= near;
  }
  o.world = vec3f(p.x, h, p.y); o.flat_at = p;
  o.clip = view.clip * vec4f(o.world, 1.0);
  let to = view.eye.xyz - o.world; let far = length(to);
  let f = fog_amount(far, view.eye.y, 0.0);
  o.fog = vec4f(haze(-to / far) * f, 1.0 - f);
  return o;
}
struct Relief { slope: vec2f, lost: f32, crest: f32 };
// Slopes at a point when a pixel covers `foot` metres; `lost` is the variance of slopes too fine to see.
fn relief(p: vec2f, foot: f32) -> Relief {
  var o: Relief; let t = now();
  for (var i = 0; i < 8; i++) {
    let w = view.waves[i]; let k = length(w.xy); let seen = clamp(1.6 - foot * k * 0.5, 0.0, 1.0);
    let ph = dot(w.xy, p) + w.w; let steep = w.z * k;
    o.slope += w.xy * (w.z * seen * cos(ph)); o.crest += steep * seen * sin(ph);
    o.lost += steep * steep * 0.5 * (1.0 - seen * seen);
  }
  let q = drifted(p);
  let a = textureSampleLevel(ripple_map, tiled, q * 0.085 + vec2f(t * 0.035, t * 0.017), clamp(log2(foot * 21.8), 0.0, 7.0)).xy * 2.0 - 1.0;
  let b = textureSampleLevel(ripple_map, tiled, vec2f(q.x * 0.8 - q.y * 0.6, q.x * 0.6 + q.y * 0.8) * 0.23 + vec2f(-t * 0.05, t * 0.06),
                             clamp(log2(foot * 59.0), 0.0, 7.0)).xy * 2.0 - 1.0;
  let fa = clamp(1.0 - foot * 0.8, 0.0, 1.0); let fb = clamp(1.0 - foot * 2.2, 0.0, 1.0);
  o.slope += (a * 0.060 + b * 0.040) * view.counts.z;
  o.lost += (0.00055 * (1.0 - fa * fa) + 0.00026 * (1.0 - fb * fb)) * view.counts.z * view.counts.z;
  return o;
}
fn mirror_uv(p: vec3f) -> vec2f {
  let m = view.mirror * vec4f(p, 1.0);
  return clamp(vec2f(0.5 + 0.5 * m.x / m.w, 0.5 - 0.5 * m.y / m.w), vec2f(0.001), vec2f(0.999));
}
fn mirrored(p: vec3f, n: vec3f, to_eye: vec3f, reach: f32, lod: f32) -> vec3f {
  var r = reflect(-to_eye, n); r.y = abs(r.y) + 0.002;
  let c = textureSampleLevel(mirror_map, clamped, mirror_uv(p + r * reach), lod).rgb;
  return c * c * 16.0;
}
fn fresnel(cosine: f32) -> f32 { let e = 1.0 - max(cosine, 0.02); let e2 = e * e; return 0.024 + 0.976 * e2 * e2 * e; }
@fragment fn water_fragment(wet: Wet) -> @location(0) vec4f {
  let p = vec3f(wet.flat_at.x, wet.world.y, wet.flat_at.y);
  let to = view.eye.xyz - wet.world; let far = length(to); let eye = to / far;
  let foot = far * view.right.w / max(sqrt(abs(eye.y)), 0.06);
  var w = relief(p.xz, foot);
  let patchy = 0.5 + textureSampleLevel(ripple_map, tiled, p.xz * 0.006 + vec2f(now() * 0.003, 0.0), 0.0).z;
  w.slope *= patchy;
  let inside = in_pool(p.xz); var foam = 0.0;
  if (inside > 0.0) {
    let wake = textureSampleLevel(wake_map, tiled, p.xz / view.foam.w, 0.0);
    w.slope += wake.xy * 1.35 * inside * clamp(1.5 - foot * 0.9, 0.15, 1.0); foam = wake.w * inside;
  }
  let n = normalize(vec3f(-w.slope.x, 1.0, -w.slope.y));
  let rough = sqrt(max(w.lost * patchy * patchy, 0.00003));
  // A first tap where the flat mirror would be tells how far away the mirrored thing is.
  let size = vec2f(textureDimensions(mirror_map));
  let flat_uv = mirror_uv(wet.world);
  let coded = textureLoad(mirror_map, vec2i(clamp(flat_uv * size, vec2f(0.0), size - 1.0)), 0).a;
  let reach = max((1.0 / max(coded, 0.012) - 1.0) * 50.0 - far, 0.6);
  // Long reflections: three prefiltered taps along the line of sight stand for the slopes too fine to see.
  let line = normalize(eye.xz + 1e-5);
  let straight = reflect(-eye, n);
  let centre = mirror_uv(p + vec3f(straight.x, abs(straight.y) + 0.002, straight.z) * reach) * size;
  let spread = rough * 2.0 * reach / max(far + reach, 1.0) / (view.right.w * 2.0);   // mirror pixels
  let jump = max(length(dpdx(centre)), length(dpdy(centre)) * 0.35);
  let lod = clamp(log2(max(max(spread * 0.30, jump * 0.5), 1.0)), 0.0, 5.0);
  var colour = vec3f(0.0);
  let s = rough * 1.15;
  colour += mirrored(p, normalize(n + vec3f(line.x, 0.0, line.y) * -s), eye, reach, lod) * 0.3;
  colour += mirrored(p, n, eye, reach, lod) * 0.4;
  colour += mirrored(p, normalize(n + vec3f(line.x, 0.0, line.y) * s), eye, reach, lod) * 0.3;
  let f = fresnel(dot(n, eye) + rough * 0.6);
  colour *= f * (1.0 + 0.35 * view.glow.w);
  var c = colour + deep(p, n, eye, w) * (1.0 - f) + glitter(n, eye, rough);
  c = mix(c, foam_light(p, n), foam_amount(p.xz, foam, foot, w));
  return vec4f(clamp(c * wet.fog.w + wet.fog.rgb, vec3f(0.0), vec3f(60.0)), far);
}
// Light coming back out of the water: its own colour under the sky, brighter through the crests.
fn deep(p: vec3f, n: vec3f, eye: vec3f, w: Relief) -> vec3f {
  var lamps = vec3f(0.0);
  for (var i = 1u; i <= min(u32(view.counts.x), 5u); i++) { let b = lamp(i, p); lamps += b.colour * max(b.way.y, 0.0); }
  for (var i = 1u; i <= min(u32(view.counts.y), 3u); i++) { let b = tube(i, p); lamps += b.colour * max(b.way.y, 0.0) * 1.6; }
  let sky = ambient(vec3f(0.0, 1.0, 0.0), 0.0, 1.0) + view.sun_colour.rgb * max(view.sun.y, 0.0) * 0.6;
  let through = pow(max(dot(-eye, view.sun.xyz), 0.0), 3.0) * max(w.crest, 0.0) * 3.0;
  let day = 1.0 - view.glow.w;
  return view.water.rgb * (mix(vec3f(1.0), sky * 2.5, day) * (1.0 + 2.0 * max(w.crest, 0.0) * 4.0) + view.sun_colour.rgb * through * day)
         + lamps * (view.water.rgb * 1.5 + vec3f(0.006, 0.010, 0.008));
}
fn glitter(n: vec3f, eye: vec3f, rough: f32) -> vec3f {
  let h = normalize(view.sun.xyz + eye); let nh = max(dot(n, h), 0.0);
  let a2 = clamp(rough * rough * 2.0 + 0.0004, 0.0004, 0.05); let q = nh * nh * (a2 - 1.0) + 1.0;
  return view.sun_colour.rgb * min(a2 / (q * q * 3.14159), 60.0) * 0.05 * fresnel(dot(eye, h)) * 8.0 * max(view.sun.y, 0.0);
}
fn foam_amount(p: vec2f, laid: f32, foot: f32, w: Relief) -> f32 {
  let q = drifted(p);
  let a = textureSampleLevel(ripple_map, tiled, q * 0.9, clamp(log2(foot * 230.0), 0.0, 7.0)).z;
  let b = textureSampleLevel(ripple_map, tiled, q * 0.31 + vec2f(0.3, 0.0), clamp(log2(foot * 79.0), 0.0, 7.0)).z;
  let caps = smoothstep(0.34, 0.75, w.crest) * 0.8;
  return clamp((laid + caps) * (0.35 + 3.6 * a * b) - 0.08, 0.0, 0.92);
}
fn foam_light(p: vec3f, n: vec3f) -> vec3f {
  var sum = ambient(n, 0.0, 1.0) + view.sun_colour.rgb * max(dot(n, view.sun.xyz), 0.0);
  for (var i = 1u; i <= min(u32(view.counts.x), 4u); i++) { sum += lamp(i, p).colour * 0.55; }
  for (var i = 1u; i <= min(u32(view.counts.y), 2u); i++) { sum += tube(i, p).colour * 0.7; }
  return view.foam.rgb * sum;
}
