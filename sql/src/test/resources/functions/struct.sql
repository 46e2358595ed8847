named_struct('a', i, 'b', s)
struct(i, s)
struct(i as x, d as y).y
o.k
o.v
named_struct('a', o).a.k
named_struct('n', null)
array(o, null).k
