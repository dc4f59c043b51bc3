// Lighting functions speak of fragments; water and sprites have none but use the lamps.
struct Fragment { world: vec3f, ao: f32, view: vec3f, near: vec4u };
