// From tone to painting: brush lines at edges of depth, normal and kind, bleeding and granulating washes, ramps,
// paper or silk that moves with the camera, inscription and seal.
struct Knobs {
  size: vec4f,       // picture: width, height, 1/width, 1/height
  line: vec4f,       // display colour of outlines; w: width in pixels
  inner: vec4f,      // display colour of lines within a thing; w: how dry the brush is
  paper: vec4f,      // display colour of the ground; w: its grain
  wash: vec4f,       // bleed, edge darkening, granulation, weave of silk
  drift: vec4f,      // paper's shift in pixels x, y; pixels of the paper's tile; reach of aerial perspective, m
  grade: vec4f,      // contrast, saturation, vignette, opacity of the inscription
  text: vec4f,       // inscription: left, top, width, height in the picture 0-1
};
@group(0) @binding(0) var<uniform> knobs: Knobs;
@group(0) @binding(1) var data: texture_2d<f32>;      // tone, height, presence, distance
@group(0) @binding(2) var marks: texture_2d<f32>;     // normal x, y; row
@group(0) @binding(3) var soft_data: texture_2d<f32>;
@group(0) @binding(4) var tile: texture_2d<f32>;      // r grain and fibre, g finer, b broad stains, a brush hairs
@group(0) @binding(5) var ramps: texture_2d<f32>;
@group(0) @binding(6) var words: texture_2d<f32>;
@group(0) @binding(7) var clamped: sampler;
@group(0) @binding(8) var tiled: sampler;
struct Screen { @builtin(position) at: vec4f, @location(0) uv: vec2f };
@vertex fn screen_vertex(@builtin(vertex_index) i: u32) -> Screen {
  let p = vec2f(f32((i << 1u) & 2u), f32(i & 2u));
  return Screen(vec4f(p * 2.0 - 1.0, 0.0, 1.0), vec2f(p.x, 1.0 - p.y));
}
fn ramp(tone: f32, row: f32) -> vec3f {
  return textureLoad(ramps, vec2i(i32(clamp(tone, 0.0, 1.0) * 255.0 + 0.5), i32(row)), 0).rgb;
}
@fragment fn soften(s: Screen) -> @location(0) vec4f {
  let d = knobs.size.zw * 1.5;
  return (textureSampleLevel(data, clamped, s.uv + vec2f(-d.x, -d.y), 0.0) + textureSampleLevel(data, clamped, s.uv + vec2f(d.x, -d.y), 0.0)
        + textureSampleLevel(data, clamped, s.uv + vec2f(-d.x, d.y), 0.0) + textureSampleLevel(data, clamped, s.uv + d, 0.0)) * 0.25;
}
struct Edges { outline: f32, fold: f32 };
fn edges(p: vec2i, c: vec4f, m: vec4f, width: f32) -> Edges {
  let last = vec2i(knobs.size.xy) - 1; var out = 0.0; var fold = 0.0;
  var ways = array<vec2f, 4>(vec2f(1.0, 0.0), vec2f(0.0, 1.0), vec2f(0.7, 0.7), vec2f(0.7, -0.7));
  for (var i = 0; i < 4; i++) {
    let o = vec2i(round(ways[i] * width));
    let qa = clamp(p + o, vec2i(0), last); let qb = clamp(p - o, vec2i(0), last);
    let a = textureLoad(data, qa, 0); let b = textureLoad(data, qb, 0);
    let ma = textureLoad(marks, qa, 0); let mb = textureLoad(marks, qb, 0);
    out = max(out, (a.a + b.a - 2.0 * c.a) / c.a);
    let level = step(max(abs(a.a - c.a), abs(b.a - c.a)), c.a * 0.03);
    fold = max(fold, ma.w * mb.w * m.w * (length(ma.xy - mb.xy) + 0.7 * step(0.002, abs(ma.z - mb.z))) * level);
  }
  return Edges(out, fold);
}
@fragment fn paint(s: Screen) -> @location(0) vec4f {
  let at = (s.at.xy + knobs.drift.xy) / knobs.drift.z;
  let grain = textureSampleLevel(tile, tiled, at, 0.0);
  let broad = textureSampleLevel(tile, tiled, at * 0.31, 0.0); let calm = textureSampleLevel(tile, tiled, at * 0.68 + 0.37, 0.0);
  let wobble = (vec2f(calm.b, broad.b) - 0.5) * 7.0 + (vec2f(grain.g, grain.r) - 0.5) * 1.4;
  let scale = knobs.size.y / 810.0; let last = vec2i(knobs.size.xy) - 1;
  let p = clamp(vec2i(s.at.xy + wobble * scale), vec2i(0), last);
  let c = textureLoad(data, p, 0); let m = textureLoad(marks, p, 0); let row = floor(m.z * 255.0 + 0.5);
  let is_thing = select(1.0, 0.0, row == 7.0 || row == 8.0 || (row > 19.5 && row < 23.5) || row == 25.0); let is_plant = select(0.0, 1.0, row == 6.0 || row == 22.0);
  let open = select(1.0, 0.0, row == 9.0 || row == 11.0 || m.w < 0.5);
  let pressure = mix(0.70 + 1.5 * smoothstep(0.35, 0.70, broad.b), 0.75 + 0.5 * broad.b, is_thing);
  var e = Edges(0.0, 0.0);
  if (open > 0.5) { e = edges(p, c, m, max(knobs.line.w * scale * pressure * mix(1.0, 0.7, smoothstep(0.3, 1.2, c.a / knobs.drift.w)), 0.8)); }
  let faint = mix(0.03, 0.012, is_thing); let fading = exp(-max(c.a - knobs.drift.w * 0.3, 0.0) / knobs.drift.w);
  let outline = smoothstep(faint, faint * 4.5, e.outline) * mix(1.0, 0.10, is_plant);
  let fold = smoothstep(0.28, 0.80, e.fold) * mix(0.75, 0.0, is_plant) * mix(0.6, 1.0, is_thing);
  var line = clamp(max(outline, fold), 0.0, 1.0) * open * smoothstep(0.05, 0.55, c.z);
  let hairs = mix(0.30 + 0.95 * grain.r, 0.72 + 0.4 * grain.r, is_thing);
  line = mix(line, smoothstep(0.28, 0.62, line * hairs + 0.22 * (broad.g - 0.5)), knobs.inner.w) * mix(fading, 1.0, is_thing * (1.0 - is_plant) * 0.3);
  let around = textureSampleLevel(soft_data, clamped, s.uv + wobble * scale * knobs.size.zw, 0.0);
  var tone = c.x * (1.0 + (grain.r - 0.5) * knobs.wash.z * 1.1 + (calm.b - 0.5) * 0.5);
  tone += knobs.wash.y * max(c.x - around.x, 0.0) * 0.8;
  tone += knobs.wash.x * max(around.x - c.x, 0.0) * (0.35 + 1.1 * grain.r) * smoothstep(0.30, 0.70, grain.b + 0.15);
  let weave = (sin(at.x * knobs.drift.z * 1.9) + sin(at.y * knobs.drift.z * 1.9)) * 0.5 * knobs.wash.w * (0.6 + 0.8 * grain.g);
  let paper = knobs.paper.rgb * (1.0 + (grain.r - 0.5) * knobs.paper.w + (broad.b - 0.5) * knobs.paper.w * 0.8 + weave);
  let keep = clamp(max(c.z, smoothstep(0.02, 0.2, tone)), 0.0, 1.0);
  var colour = mix(paper, ramp(tone, row) * (1.0 + (grain.r - 0.5) * knobs.paper.w * 0.7 + weave), keep * smoothstep(0.0, 0.10, tone));
  colour = mix(colour, mix(knobs.line.rgb, knobs.inner.rgb, step(outline, fold) * (1.0 - is_plant)), line * 0.94);
  let luma = dot(colour, vec3f(0.2126, 0.7152, 0.0722));
  colour = mix(vec3f(luma), colour, knobs.grade.y); colour = (colour - 0.6) * knobs.grade.x + 0.6;
  let off = (s.uv - 0.5) * vec2f(1.0, 0.8); colour *= 1.0 - vec3f(0.85, 1.0, 1.25) * (knobs.grade.z * smoothstep(0.10, 0.50, dot(off, off)));
  let place = (s.uv - knobs.text.xy) / knobs.text.zw;
  let inside = step(0.0, min(place.x, place.y)) * step(max(place.x, place.y), 1.0);
  let word = textureSampleLevel(words, clamped, place, 0.0);
  colour = mix(colour, colour * word.rgb, inside * knobs.grade.w * smoothstep(0.12, 0.55, word.a * (0.55 + 0.75 * grain.r)));
  return vec4f(clamp(colour, vec3f(0.0), vec3f(1.0)), clamp(dot(colour, vec3f(0.3, 0.59, 0.11)), 0.0, 1.0));
}
