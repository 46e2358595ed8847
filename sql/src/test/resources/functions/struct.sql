named_struct('a', i, 'b', s)
struct(i, s)
struct(i as x, d as y).y
o.k
o.v
named_struct('a', o).a.k
named_struct('n', null)
array(o, null).k
select k, count(*) from values (named_struct('a', 0.0D, 'b', array(-0.0f))), (named_struct('a', -0.0D, 'b', array(0.0f))), (named_struct('a', double('nan'), 'b', array(null))), (null), (named_struct('a', null, 'b', null)) as v(k) group by k
select distinct array(-y * 0) from args
