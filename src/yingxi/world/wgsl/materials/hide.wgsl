// Scraped hide between a lamp and a cloth: it lets its own colour through, mottled and veined. What is behind is
// multiplied by it. Its edge softens with the distance from the cloth, tint.w metres; roughness is the cover at a
// vertex (1 within, 0 without), the normal points out of the hide in its plane.
// @two_sided
// @blend
// @filter
fn bend(world: vec3f, vertex: Vertex, i: Instance) -> vec3f {
  let n = vec2f(dot(i.row0.xyz, vertex.normal.xyz), dot(i.row1.xyz, vertex.normal.xyz));
  return world + vec3f(n * (1.0 - vertex.surface.x) * i.tint.w * 1.7, 0.0);
}
fn shade(v: Fragment) -> vec3f {
  let q = v.local.xy * 0.13; let lod = level(v.pixel, 7.7);
  let spot = texture_noise(q + v.tint.r * 3.1, lod).g; let vein = texture_noise(q * vec2f(0.7, 2.3), lod).r;
  let c = v.colour * v.tint.rgb * (0.86 + 0.34 * spot) * (0.94 + 0.12 * vein);
  let cover = smoothstep(0.0, 1.0, v.roughness);
  return mix(vec3f(1.0), c, cover);
}
