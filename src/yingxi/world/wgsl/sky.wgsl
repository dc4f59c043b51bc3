// The sky: drawn at a quarter of the resolution, with stars, sun and moon added at full.
struct Ray { @builtin(position) clip: vec4f, @location(0) way: vec3f };
@vertex fn sky_vertex(@builtin(vertex_index) i: u32) -> Ray {
  let p = vec2f(f32((i << 1u) & 2u), f32(i & 2u)) * 2.0 - 1.0;
  return Ray(vec4f(p, 0.0, 1.0), view.forward.xyz + view.right.xyz * p.x + view.up.xyz * p.y);
}
@fragment fn sky_low(r: Ray) -> @location(0) vec4f {
  let d = normalize(r.way);
  return min(sky(d), vec4f(60.0));
}
fn sky_full(r: Ray) -> vec3f {
  let c = textureSampleLevel(sky_map, clamped, r.clip.xy * view.size.zw, 0.0);
  return clamp(c.rgb + sky_fine(normalize(r.way), c.a), vec3f(0.0), vec3f(60.0));
}
@fragment fn sky_main(r: Ray) -> @location(0) vec4f { return vec4f(sky_full(r), 5000.0); }
@fragment fn sky_mirror(r: Ray) -> @location(0) vec4f { return vec4f(sqrt(sky_full(r) / 16.0), 0.01); }
