// Bodies bent by their bones (linear blend skinning): all that a frame draws of them, in one dispatch.
@group(0) @binding(0) var<storage, read> jobs: array<vec4u>;   // first rest, vertex, bone row; count
@group(0) @binding(1) var<storage, read> rests: array<vec4u>;  // two a vertex: place, normal; joints, weights
@group(0) @binding(2) var<storage, read> bones: array<vec4f>;  // three rows a bone
@group(0) @binding(3) var<storage, read_write> vertices: array<u32>;  // six words a vertex, as VERTEX

// The unit vector that two numbers stand for (octahedron; Meyer and others 2010).
fn opened(e: vec2f) -> vec3f {
  let z = 1.0 - abs(e.x) - abs(e.y); let t = max(-z, 0.0);
  return vec3f(e.x - select(-t, t, e.x >= 0.0), e.y - select(-t, t, e.y >= 0.0), z);
}
@compute @workgroup_size(64)
fn bend(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  let job = jobs[group.x];
  if (lane >= job.w) { return; }
  let rest = rests[2u * (job.x + lane)]; let hold = rests[2u * (job.x + lane) + 1u];
  let place = vec4f(bitcast<vec3f>(rest.xyz), 1.0); let normal = opened(unpack2x16snorm(rest.w));
  let joint = vec4u(hold.x & 0xffffu, hold.x >> 16u, hold.y & 0xffffu, hold.y >> 16u) * 3u + job.z;
  let share = vec4f(unpack2x16unorm(hold.z), unpack2x16unorm(hold.w));
  var x = bones[joint.x] * share.x; var y = bones[joint.x + 1u] * share.x; var z = bones[joint.x + 2u] * share.x;
  // Shares fall from the first on; most vertices have one bone, few three.
  if (share.y > 0.0) {
    x += bones[joint.y] * share.y; y += bones[joint.y + 1u] * share.y; z += bones[joint.y + 2u] * share.y;
  }
  if (share.z > 0.0) {
    x += bones[joint.z] * share.z; y += bones[joint.z + 1u] * share.z; z += bones[joint.z + 2u] * share.z;
    x += bones[joint.w] * share.w; y += bones[joint.w + 1u] * share.w; z += bones[joint.w + 2u] * share.w;
  }
  let turned = vec3f(dot(x.xyz, normal), dot(y.xyz, normal), dot(z.xyz, normal));
  let facing = turned * inverseSqrt(max(dot(turned, turned), 1e-12));
  let word = 6u * (job.y + lane);
  vertices[word] = bitcast<u32>(dot(x, place));
  vertices[word + 1u] = bitcast<u32>(dot(y, place));
  vertices[word + 2u] = bitcast<u32>(dot(z, place));
  vertices[word + 3u] = (vertices[word + 3u] & 0xff000000u) | (pack4x8snorm(vec4f(facing, 0.0)) & 0xffffffu);
}
