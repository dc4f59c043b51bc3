// A painted surface: not light but tone (how much ink), presence (how far it stands out of the empty paper), a row of
// the ramps, and the normal for lines. Joined after a material, whose shade() only tells how dark the thing itself is.
const ROW = 0.0;          // the pipeline sets these: row of the ramps,
const DETAIL = true;      // whether the material's own pattern is painted,
const BODY = 2u;          // 0 land, 1 plant, 2 made thing or creature, 3 light, 4 cloud
const WEARS_RED = false;  // whether what is red of itself keeps its red
const FLOWER = 22.0; const MOUNTAIN = 23.0; const GLOWING = 12.0;
struct Painted { @location(0) data: vec4f, @location(1) mark: vec4f };
struct Stroke { tone: f32, presence: f32, row: f32 };
// Darkness of the thing itself, 0 white to 1 black; the light that falls on it is divided out.
fn own_dark(v: Fragment, n: vec3f) -> f32 {
  if (!DETAIL) { return 1.0 - sqrt(clamp(luma(v.colour * v.tint.rgb), 0.0, 1.0)); }
  let light = max(luma(matte_light(v, n)), 1e-4);
  return 1.0 - sqrt(clamp(luma(shade(v)) / light, 0.0, 4.0));
}
// Brush texture anchored in the world, at the two octaves that fit the size of a pixel, so that it never swims; drawn out
// down the slope where it is steep. x, y: smooth and rough; z: 0 within a facet, 1 on its edge.
fn brushed(p: vec3f, n: vec3f, pixel: f32) -> vec3f {
  let octave = log2(max(pixel, 1e-4) * 260.0); let low = floor(octave); let share = octave - low;
  // Planes of rock, not every bump, decide which way strokes fall: or they would swim with the normals.
  let front = abs(n.z) > abs(n.x); let across = select(p.z, p.x, front); let falls = round(select(n.z, n.x, front) * 2.0) * 0.36;
  let q = select(vec2f(p.x + p.z * 0.6, p.z * 0.5 - p.x * 0.2 + p.y * 0.42), vec2f(across - falls * p.y, p.y * 0.15 + falls * across * 0.12), n.y < 0.80);
  let a = texture_noise(q * exp2(-low), 0.0); let b = texture_noise(q * exp2(-low - 1.0), 0.0);
  return mix(a.rgb, b.rgb, share);
}
// The painter's texture strokes (皴): long hemp fibres (披麻) that run down lit slopes, axe cuts (斧劈) on steep dark faces.
fn texture_strokes(brush: vec3f, n: vec3f, side: f32, hollow: f32) -> f32 {
  let line = abs(fract(brush.x * 4.2 + brush.y * 1.3) - 0.5) * 2.0;
  let dry = smoothstep(0.30, 0.52, brush.y + 0.20 * (0.6 - side));
  let fibre = smoothstep(0.58 + 0.20 * side, 0.95, line) * dry * smoothstep(0.93, 0.74, n.y);
  let cut = smoothstep(0.62, 0.80, brush.z * 0.75 + brush.y * 0.45 + 0.12 * hollow) * smoothstep(0.62, 0.30, side);
  let rocky = smoothstep(0.55, 0.15, abs(n.y)) * smoothstep(0.70, 0.40, side);
  let blot = smoothstep(0.56, 0.74, brush.x * 0.55 + brush.y * 0.62 - side * 0.34 + hollow);
  return max(max(fibre * mix(0.95, 0.40, rocky), cut * rocky), blot * 0.75);
}
// Leaves as dots of the brush, again at two octaves of the world: 1 in a dot.
fn dotted(p: vec3f, pixel: f32) -> f32 {
  let octave = log2(max(pixel, 1e-4) * 64.0); let low = floor(octave);
  let q = vec2f(p.x + 0.7 * p.z, p.y + 0.45 * (p.z - p.x));
  let a = texture_noise(q * exp2(-low), 0.0); let b = texture_noise(q * exp2(-low - 1.0), 0.0);
  let cell = mix(a.b, b.b, octave - low) * 0.75 + mix(a.g, b.g, octave - low) * 0.35;
  return 1.0 - smoothstep(0.25, 0.62, cell);
}
fn aerial(distance: f32) -> f32 { return exp(-max(distance - view.layers.w * 0.22, 0.0) / view.layers.w); }
// Mist lies as bare paper on the feet of what is far.
fn bare(v: Fragment, near: f32) -> f32 {
  let drift = texture_noise(v.world.xz * 0.0016 + vec2f(now() * 0.0012, v.world.y * 0.003), 0.0).g - 0.42;
  let depth = v.distance * 0.20 * view.layers.z;
  let clear = smoothstep(-0.15, 1.0, v.world.y / max(depth, 0.5) + drift * 1.8);
  return mix(clear, 1.0, clamp(near * 1.6 - 0.55, 0.0, 1.0));
}
fn land(v: Fragment, n: vec3f, side: f32, near: f32) -> Stroke {
  let brush = brushed(v.world, n, v.pixel);
  // Peaks are dark at the top and dissolve downward; how high a point stands is judged against how far it is.
  let above = v.world.y - 0.03 * v.distance * view.layers.z;
  let rise = clamp(max(above / (0.13 * v.distance + 4.0), v.height * v.height * 0.6), 0.0, 1.0);
  let flatness = smoothstep(0.55, 0.9, n.y) * select(1.0, 0.25, ROW == 7.0) * (1.0 - 0.8 * smoothstep(0.15, 0.6, rise));
  let cun = texture_strokes(brush, n, side, 0.36 * (0.55 - v.cavity) + 0.10);
  let wash = 0.10 + 0.30 * smoothstep(0.62, 0.25, side + 0.3 * (brush.y - 0.42)) + 0.22 * v.height * (1.0 - flatness);
  let hollow = 0.30 * (1.0 - v.ao) + 0.25 * smoothstep(0.7, 0.2, v.cavity);
  let rock = wash + hollow + cun * (0.34 + view.layers.z * 0.1);
  let dark = own_dark(v, n);
  let soil = 0.05 + 0.16 * dark + 0.20 * cun * near * (0.35 + dark) + 0.3 * (1.0 - v.ao);
  var s: Stroke;
  s.tone = mix(rock * (0.80 + 0.4 * dark), soil, flatness);
  s.row = select(ROW, MOUNTAIN, flatness < 0.5 && (ROW == 8.0 || v.distance > view.layers.w));
  // What is far keeps a lit and a shaded side, or it would be a grey cut-out.
  let form = 0.34 + 1.05 * smoothstep(0.74, 0.28, side + 0.30 * (brush.y - 0.42));
  let far_wash = (0.04 + 0.58 * rise) * (0.55 + 0.75 * brush.y) * form + cun * 0.16 * rise;
  s.tone = mix(far_wash, s.tone, smoothstep(0.05, 0.75, near));
  // Mineral pigments go by height: ochre feet, green slopes, blue tops.
  let mineral = view.wind.w * (1.0 - flatness * 0.6);
  s.tone = mix(s.tone, 0.10 + 0.60 * clamp(above / (0.34 * v.distance + 6.0), 0.0, 1.0) * (0.55 + 0.9 * brush.y) + 0.30 * s.tone + 0.14 * cun, mineral * 0.8);
  let pale = mix(0.30, 1.0, smoothstep(0.0, 0.6, near + 0.5 * mineral));
  s.presence = mix(bare(v, near), 1.0, smoothstep(0.15, 0.5, rise)) * mix(1.0, near, flatness * 0.8)
               * mix(mix(smoothstep(-0.10, 0.35, rise + 0.35 * (brush.y - 0.42)), 1.0, smoothstep(0.35, 0.85, near)), 1.0, 0.3 * mineral)
               * mix(pale, 1.0, 0.6 * smoothstep(0.1, 0.5, rise));
  return s;
}
fn plant(v: Fragment, n: vec3f, side: f32, near: f32) -> Stroke {
  // Stems are drawn in one pull of the brush; leaves are dotted.
  let dab = select(0.42 + 0.45 * (dotted(v.world, v.pixel) - 0.45), 0.36, ROW == 3.0);
  let c = v.colour * v.tint.rgb; let dark = 1.0 - sqrt(clamp(luma(c), 0.0, 1.0));
  var s: Stroke;
  s.tone = (0.30 + 0.24 * smoothstep(0.75, 0.15, side) + 0.70 * (dab - 0.42) + 0.35 * (1.0 - v.ao)) * (0.45 + 0.75 * dark);
  let high = smoothstep(0.03, 0.10, v.world.y / max(v.distance, 1.0));
  s.tone = mix(s.tone * mix(0.42, 0.8, high) + 0.02, s.tone, near);
  s.row = select(ROW, FLOWER, c.r > 1.35 * max(c.g, 0.02) && c.r > 0.12);
  s.presence = mix(bare(v, near), 1.0, high) * mix(0.18, 1.0, max(near, high)) * (0.62 + 0.38 * smoothstep(0.15, 0.6, dab));
  return s;
}
fn thing(v: Fragment, n: vec3f, side: f32, near: f32) -> Stroke {
  let dark = own_dark(v, n);
  let grain = texture_noise(v.local.xy * 0.35 + v.local.z * 0.21, clamp(level(v.pixel, 2.8), 0.0, 7.0)).g - 0.42;
  let c = v.colour * v.tint.rgb; var s: Stroke;
  let form = smoothstep(0.68, 0.22, side) * 0.30 + (1.0 - v.ao) * 0.34 + (1.0 - v.cavity) * 0.10;
  let local = clamp(select(dark, (dark - 0.34) * 1.5, ROW == 13.0), 0.0, 1.0);
  s.tone = 0.04 + 0.72 * local * local + 0.16 * local + form * (0.40 + 0.85 * local) + grain * 0.20;
  s.row = select(ROW, FLOWER, c.r > 2.3 * max(c.g, 0.01) && c.r > 1.7 * c.b && c.r > 0.06 && WEARS_RED);
  if (dark < -0.55 || BODY == 3u) { s.row = GLOWING; s.tone = 0.30 + 0.25 * form; }
  s.tone = mix(s.tone * 0.45 + 0.05, s.tone, near);
  s.presence = bare(v, min(near + 0.25, 1.0)) * mix(0.4, 1.0, near);
  return s;
}
fn cloud(v: Fragment, side: f32, near: f32) -> Stroke {
  let shadow = smoothstep(0.55, 0.15, side) * 0.16 + 0.10 * (1.0 - v.cavity);
  return Stroke(shadow * (0.4 + 0.6 * near), 0.35 + 0.4 * near, ROW);
}
fn stroke_of(v: Fragment) -> Stroke {
  let n = v.normal * select(1.0, sign(dot(v.normal, v.view) + 1e-4), BODY == 1u);
  let lamp_way = normalize(vec3f(view.sun.x, 0.0, view.sun.z) * 0.55 - normalize(view.right.xyz) * 0.45 + vec3f(0.0, 0.85, 0.0));
  let side = dot(n, lamp_way) * 0.5 + 0.5; let near = aerial(v.distance);
  if (BODY == 0u) { return land(v, n, side, near); }
  if (BODY == 4u) { return cloud(v, side, near); }
  if (BODY == 1u) { return plant(v, n, side, near); }
  return thing(v, n, side, near);
}
fn mark(n: vec3f, row: f32) -> vec4f {
  let right = normalize(view.right.xyz); let up = normalize(view.up.xyz);
  return vec4f(dot(n, right) * 0.5 + 0.5, dot(n, up) * 0.5 + 0.5, row / 255.0, 1.0);
}
@fragment fn fragment_ink(p: Passed) -> Painted {
  let v = fragment_of(p);
  if (!covers(v)) { discard; }
  let s = stroke_of(v); let t = clamp(s.tone, 0.0, 1.0) * s.presence;
  return Painted(vec4f(t, v.height, s.presence, v.distance), mark(v.normal, s.row));
}
@fragment fn fragment_ink_blend(p: Passed) -> Painted {
  let v = fragment_of(p); let s = stroke_of(v); let a = opacity(v) * s.presence;
  return Painted(vec4f(clamp(s.tone, 0.0, 1.0) * a, v.height * a, a, a), mark(v.normal, s.row));
}
@fragment fn fragment_ink_mirror(p: Passed) -> @location(0) vec4f {
  let v = fragment_of(p);
  if (!covers(v)) { discard; }
  let s = stroke_of(v);
  return vec4f(clamp(s.tone, 0.0, 1.0) * s.presence, select(0.0, s.presence, s.row == FLOWER), s.presence, 1.0 / (1.0 + v.distance * 0.02));
}
