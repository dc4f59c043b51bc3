// Finishing: mirror mips, bloom, depth of field, tone map and grade, edges, planar YUV.
struct Knobs {
  size: vec4f,       // of the source: width, height, 1/width, 1/height
  a: vec4f,          // meaning by pass
  b: vec4f,
  lift: vec4f, gain: vec4f,
};
@group(0) @binding(0) var<uniform> knobs: Knobs;
@group(0) @binding(1) var first: texture_2d<f32>;
@group(0) @binding(2) var second: texture_2d<f32>;
@group(0) @binding(3) var third: texture_2d<f32>;
@group(0) @binding(4) var soft: sampler;
@group(0) @binding(5) var cube: texture_3d<f32>;
struct Screen { @builtin(position) at: vec4f, @location(0) uv: vec2f };
@vertex fn screen_vertex(@builtin(vertex_index) i: u32) -> Screen {
  let p = vec2f(f32((i << 1u) & 2u), f32(i & 2u));
  return Screen(vec4f(p * 2.0 - 1.0, 0.0, 1.0), vec2f(p.x, 1.0 - p.y));
}
fn tap(uv: vec2f) -> vec3f { return textureSampleLevel(first, soft, uv, 0.0).rgb; }
fn tap4(uv: vec2f) -> vec4f { return textureSampleLevel(first, soft, uv, 0.0); }
// Half the size of an encoded mirror: averages light, not its square root.
@fragment fn mirror_down(s: Screen) -> @location(0) vec4f {
  let d = knobs.size.zw * 0.75;
  let a = tap4(s.uv + vec2f(-d.x, -d.y)); let b = tap4(s.uv + vec2f(d.x, -d.y));
  let c = tap4(s.uv + vec2f(-d.x, d.y)); let e = tap4(s.uv + d);
  return vec4f(sqrt((a.rgb * a.rgb + b.rgb * b.rgb + c.rgb * c.rgb + e.rgb * e.rgb) * 0.25), (a.a + b.a + c.a + e.a) * 0.25);
}
fn calm(c: vec3f) -> f32 { return 1.0 / (1.0 + max(c.r, max(c.g, c.b)) * 0.18); }
@fragment fn bloom_first(s: Screen) -> @location(0) vec4f {
  let d = knobs.size.zw;
  let a = tap(s.uv + vec2f(-d.x, -d.y)); let b = tap(s.uv + vec2f(d.x, -d.y)); let c = tap(s.uv + vec2f(-d.x, d.y)); let e = tap(s.uv + d);
  let wa = calm(a); let wb = calm(b); let wc = calm(c); let we = calm(e);
  return vec4f((a * wa + b * wb + c * wc + e * we) / (wa + wb + wc + we), 1.0);
}
@fragment fn bloom_down(s: Screen) -> @location(0) vec4f {
  let d = knobs.size.zw;
  return vec4f((tap(s.uv) * 4.0 + tap(s.uv + vec2f(-d.x, -d.y)) + tap(s.uv + vec2f(d.x, -d.y)) + tap(s.uv + vec2f(-d.x, d.y)) + tap(s.uv + d)) / 8.0, 1.0);
}
@fragment fn bloom_up(s: Screen) -> @location(0) vec4f {
  let d = knobs.size.zw;
  let wide = (tap(s.uv + vec2f(-d.x, 0.0)) + tap(s.uv + vec2f(d.x, 0.0)) + tap(s.uv + vec2f(0.0, -d.y)) + tap(s.uv + vec2f(0.0, d.y))) * 2.0
             + tap(s.uv - d) + tap(s.uv + d) + tap(s.uv + vec2f(d.x, -d.y)) + tap(s.uv + vec2f(-d.x, d.y));
  return vec4f(textureSampleLevel(second, soft, s.uv, 0.0).rgb + wide / 12.0 * knobs.a.x, 1.0);
}
// The light's alpha is the distance in m, below zero for what may move by itself.
// Half size with the signed circle of confusion in alpha (half pixels). a: focus m, scale, most, 0.
@fragment fn focus_half(s: Screen) -> @location(0) vec4f {
  let c = tap4(s.uv);
  return vec4f(min(c.rgb, vec3f(14.0)), clamp((1.0 - knobs.a.x / max(abs(c.a), 0.1)) * knobs.a.y, -knobs.a.z, knobs.a.z));
}
@fragment fn focus_gather(s: Screen) -> @location(0) vec4f {
  let p = vec2i(s.at.xy); let last = vec2i(textureDimensions(first)) - 1;
  let c = textureLoad(first, p, 0); let own = abs(c.a);
  var sum = c.rgb * 0.6; var weight = 0.6; var spread = 0.0; let reach = knobs.a.z;
  for (var i = 0; i < 16; i++) {
    let r = sqrt((f32(i) + 0.7) / 16.0) * reach; let turn = f32(i) * 2.39996;
    let t = textureLoad(first, clamp(p + vec2i(vec2f(cos(turn), sin(turn)) * r), vec2i(0), last), 0);
    let size = select(abs(t.a), min(abs(t.a), own), t.a > c.a); let w = clamp(size - r + 1.0, 0.0, 1.0);
    sum += t.rgb * w; weight += w; spread = max(spread, w * size);
  }
  return vec4f(sum / weight, max(own, spread * 0.7));
}
const CUBE = false;     // the pipeline sets these: whether there is a look-up cube,
const JOINED = false;   // and whether frames are joined
// ACES fit by Stephen Hill (RRT and ODT), exposure applied before.
fn tone(x0: vec3f) -> vec3f {
  let to = mat3x3f(0.59719, 0.07600, 0.02840, 0.35458, 0.90834, 0.13383, 0.04823, 0.01566, 0.83777);
  let back = mat3x3f(1.60475, -0.10208, -0.00327, -0.53108, 1.10813, -0.07276, -0.07367, -0.00605, 1.07602);
  let x = to * x0;
  let r = (x * (x + 0.0245786) - 0.000090537) / (x * (0.983729 * x + 0.4329510) + 0.238081);
  return clamp(back * r, vec3f(0.0), vec3f(1.0));
}
fn display(c: vec3f) -> vec3f {
  let a = sqrt(max(c, vec3f(0.0))); let b = sqrt(a);
  return max(0.662002 * a + 0.684122 * b - 0.323583 * sqrt(b) - 0.0225411 * c, vec3f(0.0));
}
fn grain(at: vec2u, frame: u32) -> f32 {
  var h = (at.x * 1664525u) ^ (at.y * 22695477u + frame * 747796405u);
  h = (h ^ (h >> 15u)) * 2246822519u; h ^= h >> 13u;
  return f32(h & 0xffffu) / 65535.0 + f32(h >> 16u) / 65535.0 - 1.0;
}
// a: bloom, exposure, vignette; b: contrast, saturation, cube size (0 none).
// Alpha is what the next step asks for: the distance's code to join frames, else the luma.
fn graded(light: vec3f, distance: f32, s: Screen) -> vec4f {
  let bloom = textureSampleLevel(second, soft, s.uv, 0.0).rgb;
  let cc = (s.uv - 0.5) * vec2f(1.0, 0.62);
  let corner = 1.0 - smoothstep(0.10, 0.62, dot(cc, cc) * 2.2) * min(knobs.a.z * 1.5, 1.0);
  var c = tone((light * (1.0 - 2.0 * knobs.a.x) + bloom * knobs.a.x) * knobs.a.y * corner * knobs.gain.rgb);
  c = max(mix(vec3f(dot(c, vec3f(0.2126, 0.7152, 0.0722))), c, knobs.b.y), vec3f(0.0));
  c = display(c);
  let l = dot(c, vec3f(0.3, 0.59, 0.11));
  c = c + (c - 0.435) * (knobs.b.x - 1.0) + knobs.lift.rgb * (1.0 - l);
  c += vec3f(1.0, 0.15, -1.0) * knobs.lift.w * (0.25 + 0.75 * l);
  if (CUBE) {
    c = textureSampleLevel(cube, soft, clamp(c, vec3f(0.0), vec3f(1.0)) * (1.0 - 1.0 / knobs.b.z) + 0.5 / knobs.b.z, 0.0).rgb;
  }
  var last = l;
  if (JOINED) { last = (round(508.0 / (4.0 + abs(distance))) + select(0.0, 128.0, distance < 0.0)) / 255.0; }
  return vec4f(clamp(c, vec3f(0.0), vec3f(1.0)), clamp(last, 0.0, 1.0));
}
@fragment fn finish(s: Screen) -> @location(0) vec4f {
  let c = textureLoad(first, vec2i(s.at.xy), 0);
  return graded(c.rgb, c.a, s);
}
@fragment fn finish_focused(s: Screen) -> @location(0) vec4f {
  let c = textureLoad(first, vec2i(s.at.xy), 0); let far = textureSampleLevel(third, soft, s.uv, 0.0);
  return graded(mix(c.rgb, far.rgb, smoothstep(0.45, 1.5, far.a)), c.a, s);
}
fn texel(p: vec2i) -> vec4f { return textureLoad(first, clamp(p, vec2i(0), vec2i(knobs.size.xy) - 1), 0); }
// Edge smoothing after Timothy Lottes' FXAA (console), with mild sharpening away from edges. a.x: sharpening.
@fragment fn smooth_edges(s: Screen) -> @location(0) vec4f {
  let p = vec2i(s.at.xy); let m = texel(p);
  let nw = texel(p + vec2i(-1, -1)); let ne = texel(p + vec2i(1, -1)); let sw = texel(p + vec2i(-1, 1)); let se = texel(p + vec2i(1, 1));
  let low = min(m.a, min(min(nw.a, ne.a), min(sw.a, se.a))); let high = max(m.a, max(max(nw.a, ne.a), max(sw.a, se.a)));
  var d = vec2f((sw.a + se.a) - (nw.a + ne.a), (nw.a + sw.a) - (ne.a + se.a));
  d = clamp(d / (min(abs(d.x), abs(d.y)) + max((nw.a + ne.a + sw.a + se.a) * 0.03, 0.008)), vec2f(-2.5), vec2f(2.5)) * knobs.size.zw;
  let mean = 0.5 * (tap(s.uv + d * 0.36) + tap(s.uv - d * 0.36));
  let sharp = m.rgb + (m.rgb * 4.0 - nw.rgb - ne.rgb - sw.rgb - se.rgb) * knobs.a.x;
  return vec4f(clamp(mix(sharp, mean, smoothstep(0.03, 0.09, (high - low) - high * 0.06)), vec3f(0.0), vec3f(1.0)), 1.0);
}
// Planar BT.709 limited-range 4:2:0, four samples a texel: rows 0..H luma, then U beside V. a: grain, frame, sharpening.
fn luma_at(p: vec2i) -> f32 { return dot(textureLoad(first, p, 0).rgb, vec3f(0.182586, 0.614231, 0.062007)); }
fn four(p: vec2i) -> vec4f {
  return vec4f(luma_at(p), luma_at(p + vec2i(1, 0)), luma_at(p + vec2i(2, 0)), luma_at(p + vec2i(3, 0)));
}
@fragment fn planar_luma(s: Screen) -> @location(0) vec4f {
  let p = vec2i(i32(s.at.x) * 4, i32(s.at.y)); let frame = u32(i32(knobs.a.y)); let q = vec2u(p);
  let l = four(p); var c = l;
  if (JOINED) {
    let last = vec2i(knobs.size.xy) - 1;
    let above = four(vec2i(p.x, max(p.y - 1, 0))); let below = four(vec2i(p.x, min(p.y + 1, last.y)));
    let left = vec4f(luma_at(vec2i(max(p.x - 1, 0), p.y)), l.xyz); let right = vec4f(l.yzw, luma_at(vec2i(min(p.x + 4, last.x), p.y)));
    c += (l * 4.0 - above - below - left - right) * knobs.a.z;
  }
  let speck = vec4f(grain(q, frame), grain(q + vec2u(1u, 0u), frame), grain(q + vec2u(2u, 0u), frame), grain(q + vec2u(3u, 0u), frame));
  return clamp(0.0627451 + c + speck * knobs.a.x * (0.859 - 0.5 * l), vec4f(0.0627451), vec4f(0.9215686));
}
// a.x: texels in half a row, where V begins.
@fragment fn planar_chroma(s: Screen) -> @location(0) vec4f {
  let x = floor(s.at.x); let is_v = x >= knobs.a.x; let left = select(x, x - knobs.a.x, is_v) * 8.0;
  let y = (floor(s.at.y) - knobs.size.y) * 2.0;
  let k = select(vec3f(-0.100644, -0.338572, 0.439216), vec3f(0.439216, -0.398942, -0.040274), is_v);
  let q = vec2f(left + 1.0, y + 1.0) * knobs.size.zw; let d = vec2f(2.0 * knobs.size.z, 0.0);
  return vec4f(dot(tap(q), k), dot(tap(q + d), k), dot(tap(q + d * 2.0), k), dot(tap(q + d * 3.0), k)) + 0.501961;
}
