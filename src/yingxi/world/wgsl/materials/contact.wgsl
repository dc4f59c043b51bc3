// The dark where something stands on the ground: colour.r is how deep, 1 in the middle to 0 at the rim.
// @blend
fn shade(v: Fragment) -> vec3f { return vec3f(0.0); }
fn opacity(v: Fragment) -> f32 { return v.colour.r * v.colour.r * 0.62 * v.tint.w; }
