// What every shader of the scene sees: the view, its lights, the textures, hashes and noise.
struct Light { place: vec4f, colour: vec4f };            // xyz, 1/range^2; rgb, size^2
struct Tube { a: vec4f, b: vec4f, colour: vec4f };       // end a, 1/range^2; end b; rgb
struct View {
  clip: mat4x4f,        // world to clip, of this view
  mirror: mat4x4f,      // world to clip, of the view mirrored in the water
  shadow: mat4x4f,      // world to shadow map
  eye: vec4f,           // position; w: seconds
  right: vec4f,         // right * tan(half width); w: metres that a pixel spans at 1 m
  up: vec4f,            // up * tan(half height); w: 1 in the mirrored view
  forward: vec4f,       // w: seed
  size: vec4f,          // pixels: width, height, 1/width, 1/height
  sun: vec4f,           // toward sun or moon; w: its angular radius
  sun_colour: vec4f,    // w: 1 where shadows are drawn
  zenith: vec4f,        // w: clouds 0-1
  horizon: vec4f,       // w: stars 0-1
  ground: vec4f,        // w: rain 0-1 (wetness)
  glow: vec4f,          // warm glow of a city at the horizon; w: 1 where there is a glow
  glow_side: vec4f,     // another colour of the horizon toward +x; w: 1 where there is one
  haze: vec4f,          // haze 1/m, mist 1/m, 1/mist height, snow 0-1
  layers: vec4f,        // mist at the eye: low layer, high layer; painted: emptiness, reach of aerial perspective m
  wind: vec4f,          // m/s; w: reach of the shadow's taps in its map; painted: how mineral the pigments are
  water: vec4f,         // colour of deep water; w: m from the eye to which it is displaced, 0 where there is none
  foam: vec4f,          // colour of foam; w: side of the wake map, m
  pool: vec4f,          // centre of the wake map x, z; flow x, z
  fan: vec4f,           // water mesh: direction x, z and half angle of the wedge before the camera
  counts: vec4f,        // lights, tubes, roughness of ripples (1 calm), m that a shadow texel spans
  waves: array<vec4f, 6>,     // wave vector x, z (turns/m), amplitude * 2 pi, phase (turns)
  wave_more: array<vec4f, 6>, // rad/m, fading by footprint, half the squared steepness
  lights: array<Light, 64>,
  tubes: array<Tube, 24>,
};
@group(0) @binding(0) var<uniform> view: View;
struct Instance { row0: vec4f, row1: vec4f, row2: vec4f, tint: vec4f, near: vec4u };
@group(0) @binding(1) var<storage, read> instances: array<Instance>;
struct Sprite { a: vec4f, b: vec4f, c: vec4f };
@group(0) @binding(2) var<storage, read> sprites: array<Sprite>;
@group(0) @binding(3) var atlas: texture_2d<f32>;
@group(0) @binding(4) var sky_map: texture_2d<f32>;
@group(0) @binding(5) var shadow_map: texture_depth_2d;
@group(0) @binding(6) var noise_map: texture_2d<f32>;    // r smooth, g fbm, b cells, a white; tiles
@group(0) @binding(7) var ripple_map: texture_2d<f32>;   // rg slope, b height; tiles
@group(0) @binding(8) var clamped: sampler;
@group(0) @binding(9) var tiled: sampler;
@group(0) @binding(10) var shadow_test: sampler_comparison;
@group(0) @binding(11) var mirror_map: texture_2d<f32>;
@group(0) @binding(12) var wake_map: texture_2d<f32>;    // rg slope * side, b height m, a foam; tiles
const TAU = 6.2831853;

fn now() -> f32 { return view.eye.w; }
fn hash2(p: vec2f) -> f32 {
  var q = fract(p * vec2f(0.1031, 0.1030));
  q += dot(q, q.yx + 33.33);
  return fract((q.x + q.y) * q.x * 7.31);
}
fn hash3(p: vec3f) -> f32 {
  var q = fract(p * vec3f(0.1031, 0.1030, 0.0973));
  q += dot(q, q.yzx + 33.33);
  return fract((q.x + q.y) * q.z);
}
fn noise(p: vec2f) -> f32 {
  let i = floor(p); let f = fract(p); let w = f * f * (3.0 - 2.0 * f);
  return mix(mix(hash2(i), hash2(i + vec2f(1.0, 0.0)), w.x),
             mix(hash2(i + vec2f(0.0, 1.0)), hash2(i + vec2f(1.0, 1.0)), w.x), w.y);
}
fn fbm(p0: vec2f) -> f32 {
  var sum = 0.0; var gain = 0.5; var p = p0;
  for (var i = 0; i < 4; i++) {
    sum += gain * noise(p);
    p = vec2f(p.x * 1.6 + p.y * 1.2, p.y * 1.6 - p.x * 1.2) + 3.1; gain *= 0.5;
  }
  return sum;
}
// Tiling noise by texture: cheaper than noise(); `lod` 0 is sharpest. Period 1 in uv.
fn texture_noise(uv: vec2f, lod: f32) -> vec4f { return textureSampleLevel(noise_map, tiled, uv, lod); }
// The level of detail at which a tile of `metres` shows no aliasing when a pixel spans `pixel` metres.
fn level(pixel: f32, metres: f32) -> f32 { return clamp(log2(pixel * 256.0 / metres), 0.0, 7.0); }
fn luma(c: vec3f) -> f32 { return dot(c, vec3f(0.2126, 0.7152, 0.0722)); }
