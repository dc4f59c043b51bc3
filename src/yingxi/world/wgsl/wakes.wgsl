// The wake map from simulated heights: slopes times the side of the map in m, height, foam.
@group(0) @binding(0) var heights: texture_2d<f32>;
@vertex fn wake_vertex(@builtin(vertex_index) i: u32) -> @builtin(position) vec4f {
  return vec4f(vec2f(f32((i << 1u) & 2u), f32(i & 2u)) * 2.0 - 1.0, 0.0, 1.0);
}
fn height(p: vec2i, side: i32) -> f32 { return textureLoad(heights, (p + side) % side, 0).x; }
@fragment fn wake_fragment(@builtin(position) at: vec4f) -> @location(0) vec4f {
  let p = vec2i(at.xy); let side = i32(textureDimensions(heights).x); let h = textureLoad(heights, p, 0);
  let slope = vec2f(height(p + vec2i(1, 0), side) - height(p - vec2i(1, 0), side),
                    height(p + vec2i(0, 1), side) - height(p - vec2i(0, 1), side)) * f32(side) * 0.5;
  return vec4f(slope, h.xy);
}
