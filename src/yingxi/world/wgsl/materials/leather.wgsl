// Leather and lacquer of shoes, belts and armour: a soft shine under everything.
// @mirrored by vertex
fn shade(v: Fragment) -> vec3f { return lit(v, v.colour * v.tint.rgb * (0.6 + 0.4 * v.cavity), 0.45, 0.0, v.normal); }
fn shade_mirror(v: Fragment) -> vec3f { return v.colour * v.tint.rgb * matte_light(v, v.normal); }
