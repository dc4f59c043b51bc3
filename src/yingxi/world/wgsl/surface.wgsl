// How a mesh becomes fragments, and where a material's shade() is called.
struct Fragment {
  world: vec3f,      // m
  normal: vec3f,     // unit, geometric, smooth
  local: vec3f,      // position in the model, scaled to metres
  colour: vec3f,     // vertex colour, linear, untinted
  emission: f32,     // 0-16
  tint: vec4f,       // of the instance: rgb, material parameter
  roughness: f32, metalness: f32, height: f32, cavity: f32, ao: f32,
  view: vec3f,       // unit, toward the eye
  distance: f32,     // m from the eye
  pixel: f32,        // m that one pixel spans here
  screen: vec2f,     // pixel coordinates
  near: vec4u,       // lamps, tubes, how many lamps; 1 if the instance may move by itself
};
struct Passed {
  @builtin(position) clip: vec4f,
  @location(0) world: vec4f,                 // w: ao
  @location(1) normal: vec4f,                // w: emission
  @location(2) local: vec4f,                 // w: height
  @location(3) colour: vec4f,                // w: cavity
  @location(4) fog: vec4f,
  @location(5) gloss: vec2f,                 // roughness, metalness
  @location(6) @interpolate(flat) tint: vec4f,
  @location(7) @interpolate(flat) near: vec4u,
};
struct Vertex {
  @location(0) position: vec3f, @location(1) normal: vec4f, @location(2) colour: vec4f, @location(3) surface: vec4f,
};
struct Placed { world: vec3f, normal: vec3f, scale: vec3f };
fn place(vertex: Vertex, i: Instance) -> Placed {
  let p = vec4f(vertex.position, 1.0);
  let scale = sqrt(i.row0.xyz * i.row0.xyz + i.row1.xyz * i.row1.xyz + i.row2.xyz * i.row2.xyz);
  let n = vertex.normal.xyz / (scale * scale);
  return Placed(vec3f(dot(i.row0, p), dot(i.row1, p), dot(i.row2, p)),
                vec3f(dot(i.row0.xyz, n), dot(i.row1.xyz, n), dot(i.row2.xyz, n)) + vec3f(0.0, 1e-4, 0.0), scale);
}
fn fog_at(world: vec3f) -> vec4f {
  let to = view.eye.xyz - world; let far = length(to);
  let f = fog_amount(far, view.eye.y, world.y);
  return vec4f(haze(-to / far) * f, 1.0 - f);
}
@vertex fn vertex_main(vertex: Vertex, @builtin(instance_index) index: u32) -> Passed {
  let i = instances[index]; var o: Passed;
  let placed = place(vertex, i);
  var world = bend(placed.world, vertex, i);
  if (view.up.w > 0.5) { world.y = max(world.y, 0.0); }
  o.clip = view.clip * vec4f(world, 1.0);
  o.world = vec4f(world, max(vertex.normal.w, 0.0));
  o.normal = vec4f(placed.normal, vertex.colour.a * 16.0);
  o.local = vec4f(vertex.position * placed.scale, vertex.surface.z);
  o.colour = vec4f(vertex.colour.rgb, vertex.surface.w);
  o.gloss = vertex.surface.xy; o.tint = i.tint; o.near = i.near;
  o.fog = vertex_fog(world);
  return o;
}
// What throws a shadow. Opaque materials need no fragment; leaf cards are cut out.
@vertex fn vertex_caster(vertex: Vertex, @builtin(instance_index) index: u32) -> @builtin(position) vec4f {
  return view.clip * vec4f(place(vertex, instances[index]).world, 1.0);
}
@fragment fn fragment_caster(p: Passed) { if (!covers(fragment_of(p))) { discard; } }
fn fragment_of(p: Passed) -> Fragment {
  var v: Fragment;
  let to = view.eye.xyz - p.world.xyz; let far = length(to);
  v.world = p.world.xyz; v.ao = p.world.w; v.emission = p.normal.w;
  v.normal = p.normal.xyz * inverseSqrt(dot(p.normal.xyz, p.normal.xyz));
  v.local = p.local.xyz; v.height = p.local.w; v.colour = p.colour.rgb; v.cavity = p.colour.w;
  v.roughness = p.gloss.x; v.metalness = p.gloss.y; v.tint = p.tint; v.near = p.near;
  v.view = to / far; v.distance = far; v.pixel = far * view.right.w; v.screen = p.clip.xy;
  return v;
}
fn fogged(c: vec3f, p: Passed) -> vec3f {
  let fog = pixel_fog(p);
  return clamp(c * fog.w + fog.rgb, vec3f(0.0), vec3f(60.0));
}
// Alpha is the distance, below zero for what may move by itself.
fn marked(distance: f32, near: vec4u) -> f32 { return select(distance, -distance, near.w > 0u); }
@fragment fn fragment_main(p: Passed) -> @location(0) vec4f {
  let v = fragment_of(p);
  if (!covers(v)) { discard; }
  return vec4f(fogged(shade(v), p), marked(v.distance, v.near));
}
@fragment fn fragment_blend(p: Passed) -> @location(0) vec4f {
  let v = fragment_of(p);
  return vec4f(fogged(shade(v), p), opacity(v)) * vec4f(vec3f(opacity(v)), 1.0);
}
// What lets light through: the picture behind is multiplied by shade().
@fragment fn fragment_filter(p: Passed) -> @location(0) vec4f {
  return vec4f(clamp(shade(fragment_of(p)), vec3f(0.0), vec3f(4.0)), 1.0);
}
// The mirror is kept as sqrt(HDR/16), with the distance in alpha.
@fragment fn fragment_mirror(p: Passed) -> @location(0) vec4f {
  let v = fragment_of(p);
  if (!covers(v)) { discard; }
  return vec4f(sqrt(fogged(shade_mirror(v), p) / 16.0), 1.0 / (1.0 + v.distance * 0.02));
}
// Materials of many small triangles are lit by vertex: software Vulkan shades at least 16 pixels a triangle.
struct Lit {
  @builtin(position) clip: vec4f,
  @location(0) light: vec4f,                 // with fog; w: distance, marked
  @location(1) card: vec4f,                  // roughness, metalness, height, cavity: what covers() may use
};
fn vertex_fragment(vertex: Vertex, i: Instance, placed: Placed, world: vec3f) -> Fragment {
  var v: Fragment; let to = view.eye.xyz - world; let far = max(length(to), 1e-4);
  v.world = world; v.normal = normalize(placed.normal); v.local = vertex.position * placed.scale;
  v.colour = vertex.colour.rgb; v.emission = vertex.colour.a * 16.0; v.tint = i.tint;
  v.roughness = vertex.surface.x; v.metalness = vertex.surface.y; v.height = vertex.surface.z; v.cavity = vertex.surface.w;
  v.ao = max(vertex.normal.w, 0.0); v.view = to / far; v.distance = far; v.pixel = far * view.right.w; v.near = i.near;
  return v;
}
fn lit_vertex(vertex: Vertex, index: u32, mirrored: bool) -> Lit {
  let i = instances[index]; var o: Lit;
  let placed = place(vertex, i); var world = bend(placed.world, vertex, i);
  if (mirrored) { world.y = max(world.y, 0.0); }
  let v = vertex_fragment(vertex, i, placed, world);
  o.clip = view.clip * vec4f(world, 1.0); let fog = fog_at(world); var c: vec3f;
  if (mirrored) { c = shade_mirror(v); } else { c = shade(v); }
  o.light = vec4f(clamp(c * fog.w + fog.rgb, vec3f(0.0), vec3f(60.0)), marked(v.distance, v.near));
  o.card = vertex.surface;
  return o;
}
@vertex fn vertex_lit(vertex: Vertex, @builtin(instance_index) index: u32) -> Lit { return lit_vertex(vertex, index, false); }
@vertex fn vertex_lit_mirror(vertex: Vertex, @builtin(instance_index) index: u32) -> Lit { return lit_vertex(vertex, index, true); }
fn card_of(o: Lit) -> Fragment {
  var v: Fragment;
  v.roughness = o.card.x; v.metalness = o.card.y; v.height = o.card.z; v.cavity = o.card.w;
  v.distance = abs(o.light.w); v.pixel = v.distance * view.right.w; v.screen = o.clip.xy;
  return v;
}
@fragment fn fragment_lit(o: Lit) -> @location(0) vec4f {
  if (!covers(card_of(o))) { discard; }
  return o.light;
}
@fragment fn fragment_lit_mirror(o: Lit) -> @location(0) vec4f {
  if (!covers(card_of(o))) { discard; }
  return vec4f(sqrt(max(o.light.rgb, vec3f(0.0)) / 16.0), 1.0 / (1.0 + abs(o.light.w) * 0.02));
}
// Control pictures: instances stand in pairs, this frame's and the last one's (its tint: instance, semantic).
struct Traced {
  @builtin(position) clip: vec4f,
  @location(0) world: vec4f,
  @location(1) normal: vec3f,
  @location(2) now_at: vec3f,
  @location(3) then_at: vec3f,
  @location(4) @interpolate(flat) label: vec2f,
  @location(5) local: vec4f,
  @location(6) colour: vec4f,
};
struct Traces { @location(0) data: vec4f, @location(1) normal: vec4f };
@vertex fn vertex_trace(vertex: Vertex, @builtin(instance_index) index: u32) -> Traced {
  let i = instances[2u * index]; let before = instances[2u * index + 1u]; var o: Traced;
  let placed = place(vertex, i); let world = bend(placed.world, vertex, i);
  let last = place(vertex, before).world + world - placed.world;
  o.clip = view.clip * vec4f(world, 1.0); o.world = vec4f(world, max(vertex.normal.w, 0.0)); o.normal = placed.normal;
  o.now_at = o.clip.xyw; o.then_at = (view.mirror * vec4f(last, 1.0)).xyw; o.label = before.tint.xy;
  o.local = vec4f(vertex.position * placed.scale, vertex.surface.z); o.colour = vec4f(vertex.colour.rgb, vertex.surface.w);
  return o;
}
fn motion_of(now_at: vec3f, then_at: vec3f) -> vec2f {
  return (now_at.xy / now_at.z - then_at.xy / max(then_at.z, 1e-4)) * vec2f(0.5, -0.5) * view.size.xy;
}
@fragment fn fragment_trace(t: Traced) -> Traces {
  var p: Passed;
  p.clip = t.clip; p.world = t.world; p.normal = vec4f(t.normal, 0.0); p.local = t.local; p.colour = t.colour;
  if (!covers(fragment_of(p))) { discard; }
  let n = normalize(t.normal); let toward = view.eye.xyz - t.world.xyz;
  let facing = n * select(-1.0, 1.0, dot(n, toward) > 0.0);
  let sideways = normalize(view.right.xyz); let upward = normalize(view.up.xyz);
  return Traces(vec4f(dot(-toward, view.forward.xyz), motion_of(t.now_at, t.then_at), t.label.x + t.label.y * 1024.0),
                vec4f(dot(facing, sideways), dot(facing, upward), -dot(facing, view.forward.xyz), 1.0));
}
