// Control pictures of what is no mesh: the sky and the water plane.
struct Traces { @location(0) data: vec4f, @location(1) normal: vec4f };
struct Ray { @builtin(position) clip: vec4f, @location(0) way: vec3f };
@vertex fn back_vertex(@builtin(vertex_index) i: u32) -> Ray {
  let p = vec2f(f32((i << 1u) & 2u), f32(i & 2u)) * 2.0 - 1.0;
  return Ray(vec4f(p, 0.0, 1.0), view.forward.xyz + view.right.xyz * p.x + view.up.xyz * p.y);
}
fn moved(here: vec3f) -> vec2f {
  let a = (view.clip * vec4f(here, 1.0)).xyw; let b = (view.mirror * vec4f(here, 1.0)).xyw;
  return (a.xy / a.z - b.xy / max(b.z, 1e-4)) * vec2f(0.5, -0.5) * view.size.xy;
}
const WATER = 9.0; const SKY = 11.0;
@fragment fn back_fragment(r: Ray) -> Traces {
  let d = normalize(r.way); let sky_at = view.eye.xyz + d * 1e5;
  let drop = select(-1.0, -view.eye.y / min(d.y, -1e-6), d.y < 0.0 && view.water.w > 0.5);
  let wet = drop > 0.0;
  let here = select(sky_at, view.eye.xyz + d * drop, wet);
  let depth = dot(here - view.eye.xyz, view.forward.xyz);
  let n = vec3f(normalize(view.right.xyz).y, normalize(view.up.xyz).y, -view.forward.y);
  return Traces(vec4f(select(1e4, depth, wet), moved(here), select(SKY, WATER, wet) * 1024.0),
                vec4f(select(vec3f(0.0, 0.0, 1.0), n, wet), 1.0));
}
