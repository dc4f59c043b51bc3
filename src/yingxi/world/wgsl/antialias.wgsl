// Temporal antialiasing: frames drawn one after another through other points of their pixels make one picture.
// Where this view's eye and lens lie in a past frame: texture coordinates times w, and w. What is linear over
// the picture is made by vertex: each uniform that a pixel reads costs software Vulkan as much as a texture.
struct Past {
  eye: vec4f,        // w: 1 if the frame counts
  moved: vec4f,      // the eye for what moves as the largest thing that moves
  forward: vec4f,
  right: vec4f,      // to the right edge of the picture at 1 m
  up: vec4f,
};
struct Knobs {
  size: vec4f,       // width, height, 1/width, 1/height
  lens: vec4f,       // tangents of half the width and height; sharpening; height in m below which moving things are water
  level: vec4f,      // heights of the eye and, at 1 m, of the lens's axis, right and upper edge
  past: array<Past, 3>,
};
@group(0) @binding(0) var<uniform> knobs: Knobs;
@group(0) @binding(1) var soft: sampler;
@group(0) @binding(2) var drawn: texture_2d<f32>;   // display colours; a: code of the distance, 128 more if it may move
@group(0) @binding(3) var past0: texture_2d<f32>;   // the frame before, and so on
@group(0) @binding(4) var past1: texture_2d<f32>;
@group(0) @binding(5) var past2: texture_2d<f32>;
struct Joint {
  @builtin(position) at: vec4f,
  @location(0) @interpolate(linear) uv: vec2f,
  @location(1) @interpolate(linear) way: vec3f,     // at 1 m: across, up, rise in the world
  @location(2) @interpolate(linear) way0: vec3f,
  @location(3) @interpolate(linear) way1: vec3f,
  @location(4) @interpolate(linear) way2: vec3f,
  @location(5) @interpolate(flat) eye0: vec4f,
  @location(6) @interpolate(flat) eye1: vec4f,
  @location(7) @interpolate(flat) eye2: vec4f,
  @location(8) @interpolate(flat) moved0: vec3f,
  @location(9) @interpolate(flat) moved1: vec3f,
  @location(10) @interpolate(flat) moved2: vec3f,
  @location(11) @interpolate(flat) rest: vec3f,     // height of the eye, of water; sharpening
};
fn way_of(k: u32, at: vec2f) -> vec3f {
  return knobs.past[k].forward.xyz + knobs.past[k].right.xyz * at.x + knobs.past[k].up.xyz * at.y;
}
@vertex fn joint_vertex(@builtin(vertex_index) i: u32) -> Joint {
  let at = vec2f(f32((i << 1u) & 2u), f32(i & 2u)) * 2.0 - 1.0;
  let rise = knobs.level.y + knobs.level.z * at.x + knobs.level.w * at.y;
  return Joint(vec4f(at, 0.0, 1.0), vec2f(at.x, -at.y) * 0.5 + 0.5, vec3f(at * knobs.lens.xy, rise),
               way_of(0u, at), way_of(1u, at), way_of(2u, at), knobs.past[0].eye, knobs.past[1].eye, knobs.past[2].eye,
               knobs.past[0].moved.xyz, knobs.past[1].moved.xyz, knobs.past[2].moved.xyz, vec3f(knobs.level.x, knobs.lens.wz));
}
fn code_of(c: vec4f) -> f32 { return select(c.a, c.a - 0.50196, c.a > 0.5); }
fn luma(c: vec4f) -> f32 { return dot(c.rgb, vec3f(0.3, 0.59, 0.11)); }
struct Range { low: vec3f, high: vec3f };
// What a past frame shows of the same point, held to the colours that are around it now; w: weight.
fn remembered(frame: texture_2d<f32>, point: vec3f, counts: f32, range: Range) -> vec4f {
  let uv = point.xy / max(point.z, 0.01);
  let seen = clamp(textureSampleLevel(frame, soft, uv, 0.0).rgb, range.low, range.high);
  return vec4f(seen, 1.0) * select(0.0, counts, all(uv == clamp(uv, vec2f(0.0), vec2f(1.0))));
}
@fragment fn join_frames(s: Joint) -> @location(0) vec4f {
  let p = vec2i(s.at.xy); let m = textureLoad(drawn, p, 0); let last = vec2i(textureDimensions(drawn)) - 1;
  let a = max(p - 1, vec2i(0)); let b = min(p + 1, last);
  let nw = textureLoad(drawn, a, 0); let ne = textureLoad(drawn, vec2i(b.x, a.y), 0);
  let sw = textureLoad(drawn, vec2i(a.x, b.y), 0); let se = textureLoad(drawn, b, 0);
  let range = Range(min(m.rgb, min(min(nw.rgb, ne.rgb), min(sw.rgb, se.rgb))), max(m.rgb, max(max(nw.rgb, ne.rgb), max(sw.rgb, se.rgb))));
  // The nearest of the pixels around says how far away this one is.
  let code = max(max(code_of(m), max(code_of(nw), code_of(ne))), max(code_of(sw), code_of(se)));
  let z = (1.9922 / max(code, 0.001) - 4.0) * inverseSqrt(1.0 + dot(s.way.xy, s.way.xy));
  let moves = m.a > 0.5;
  let past = remembered(past0, select(s.eye0.xyz, s.moved0, moves) + s.way0 * z, s.eye0.w, range)
           + remembered(past1, select(s.eye1.xyz, s.moved1, moves) + s.way1 * z, s.eye1.w, range)
           + remembered(past2, select(s.eye2.xyz, s.moved2, moves) + s.way2 * z, s.eye2.w, range);
  // What moves has less of a past, water hardly any, a shot's first frames none: edges are smoothed after Timothy Lottes' FXAA (console).
  let trust = select(1.0, select(0.45, 0.12, s.rest.x + s.way.z * z < s.rest.y), moves);
  let la = luma(nw); let lb = luma(ne); let lc = luma(sw); let ld = luma(se); let own = luma(m);
  let low = min(own, min(min(la, lb), min(lc, ld))); let high = max(own, max(max(la, lb), max(lc, ld)));
  var d = vec2f((lc + ld) - (la + lb), (la + lc) - (lb + ld));
  d = clamp(d / (min(abs(d.x), abs(d.y)) + max((la + lb + lc + ld) * 0.03, 0.008)), vec2f(-2.5), vec2f(2.5)) * 0.36;
  let one = textureLoad(drawn, clamp(vec2i(s.at.xy + d), vec2i(0), last), 0); let other = textureLoad(drawn, clamp(vec2i(s.at.xy - d), vec2i(0), last), 0);
  let mean = 0.5 * (one.rgb + other.rgb);
  let sharp = m.rgb + (m.rgb * 4.0 - nw.rgb - ne.rgb - sw.rgb - se.rgb) * select(0.0, s.rest.z, moves);
  let alone = mix(sharp, mean, smoothstep(0.03, 0.09, (high - low) - high * 0.06));
  let sum = vec4f(select(m.rgb, alone, moves || s.eye2.w < 0.5), 1.0) + past * trust;
  return vec4f(clamp(sum.rgb / sum.w, vec3f(0.0), vec3f(1.0)), 1.0);
}
