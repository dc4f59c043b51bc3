// Dark glass that hides what is behind it: the sky in it, more at the edge.
fn shade(v: Fragment) -> vec3f {
  let e = 1.0 - max(dot(v.normal, v.view), 0.0);
  return v.colour * matte_light(v, v.normal) + environment(reflect(-v.view, v.normal), 0.08) * (0.10 + 0.75 * e * e * e);
}
fn shade_mirror(v: Fragment) -> vec3f { return v.colour * matte_light(v, v.normal); }
