-- counts
select count(*), count(1), count(i), count(distinct i), count(s, i), count(distinct i, j), count(distinct b), count(null) from args
select b, count(*), count(i), count_if(i > 0), sum(l), sum(p) from args where id not in (5, 6) group by b
select count(*) filter (where b), sum(i) filter (where i > 0), collect_set(i) filter (where i > 5) from args
select approx_count_distinct(i), approx_count_distinct(s) from args
select count_if(b), count_if(i > 100000), count_if(null) from args
-- sums and averages
select sum(i), sum(j), sum(p), sum(q), sum(distinct j) from args where id not in (5, 6)
select sum(l) from args where id in (5, 1)
select sum(cast(p as decimal(38, 2)) + 0) from args
select sum(f), sum(x) from args where id in (1, 3, 4)
select sum(x), avg(x), sum(f), avg(f) from args
select sum(p * i), sum(p * j) from args
select try_sum(l), try_avg(p), try_sum(p), try_avg(i) from args
select try_sum(l) from args where l > 5
select avg(i), avg(l), avg(p), avg(j), avg(distinct j), mean(p) from args where id not in (5, 6)
select avg(p), avg(q), avg(p * 3) from args
select b, avg(p), avg(p) filter (where i > 0) from args group by b
select avg(q) from args where id in (5, 7)
select sum(q) from args where id in (1, 3, 4)
select sum(p) / count(*), sum(p) / sum(p), avg(p) / 3 from args where id <> 6
-- empty groups
select count(*), sum(i), sum(p), avg(p), avg(i), min(i), max(s), first(i), collect_list(i), collect_set(i), stddev(x), corr(x, y), bool_and(b), bit_xor(i), max_by(i, j), median(i), listagg(s, ','), skewness(x), percentile(x, array(0.5)), count_if(b), mode(i) from args where id < 0
select b, count(*) from args where id < 0 group by b
-- extremes
select min(i), max(i), min(l), max(l), min(f), max(f), min(x), max(x), min(y), max(y) from args
select min(s), max(s), min(t), max(t), min(b), max(b), min(d), max(d), min(ts), max(ts), min(nt), max(nt), min(p), max(q), min(z), max(z) from args
select min(o), max(o), min(a), max(a), max(c), min(c) from args
select min(x), max(x) from args where isnan(x)
-- booleans and bits
select bool_and(b), bool_or(b), every(b), some(b), any(b) from args
select b, bool_and(i > 0), bool_or(i > 100) from args group by b
select bit_and(i), bit_or(i), bit_xor(i), bit_and(l), bit_or(l), bit_xor(l) from args
-- one of many
select first(i), last(i) from args where id = 1
select first(i, true), any_value(s, true), last(i, true), first_value(i) ignore nulls, last_value(i) ignore nulls, any_value(i) ignore nulls from args where id in (2, 5)
select first(i) from args where id = 2
select max_by(s, l), min_by(s, l), max_by(i, id), min_by(i, d), max_by(s, p) from args
select max_by(i, d), min_by(t, i) from args where id in (1, 2)
select max_by(i, id) from args where id <= 2
select max_by(s, o) from args
select mode(b) from args where id in (1, 4, 5)
select mode() within group (order by length(t)), mode() within group (order by length(t) desc) from args
-- lists
select array_sort(collect_list(i)), sort_array(collect_set(j)), array_sort(array_agg(s)), array_sort(collect_set(b)), size(collect_list(x)) from args
select b, array_sort(collect_set(d)), array_sort(collect_list(i)) from args group by b
select listagg(t, ',') within group (order by id), string_agg(t, '') within group (order by id desc), listagg(distinct t, '|') within group (order by t), listagg(t) within group (order by s) from args
select listagg(t, ',') within group (order by i desc nulls first, id) from args
-- spread
select round(stddev(x), 9), round(stddev_samp(i), 3), round(stddev_pop(j), 9), round(variance(p), 2), round(var_samp(x), 9), round(var_pop(x), 9), round(std(j), 9) from args where id in (1, 3, 4, 7)
select stddev(j), stddev_pop(j), variance(j), var_pop(j), skewness(j), kurtosis(j) from args
select stddev(x), stddev_pop(x), var_samp(x), var_pop(x), covar_samp(x, y), covar_pop(x, y), skewness(x), kurtosis(x) from args where id = 1
select stddev(x), var_pop(x), skewness(x), kurtosis(x) from args
select skewness(i), kurtosis(i), skewness(p), kurtosis(p) from args where id in (1, 3, 4, 7, 8)
select corr(i, j), covar_samp(i, j), covar_pop(i, j) from args where id in (1, 3, 4, 7, 8)
select corr(i, 1) from args where id in (1, 3)
select corr(i, j) from args where id = 1
select regr_count(i, j), regr_r2(i, j), regr_slope(i, j), regr_intercept(i, j), regr_avgx(i, j), regr_avgy(i, j), regr_sxx(i, j), regr_syy(i, j), regr_sxy(i, j) from args where id in (1, 2, 3, 4, 7, 8)
select regr_count(i, j), regr_r2(i, j), regr_slope(i, j), regr_intercept(i, j), regr_avgx(i, j), regr_avgy(i, j), regr_sxx(i, j), regr_syy(i, j), regr_sxy(i, j) from args where id in (1, 2)
select regr_count(i, j), regr_r2(i, j), regr_slope(i, j), regr_avgx(i, j), regr_sxx(i, j) from args where id = 2
-- percentiles
select percentile(j, 0.3), percentile(j, 0), percentile(j, 1), percentile(j, array(0.1, 0.5, 0.99)), median(j), median(p), percentile(p, 0.25) from args
select percentile_cont(0.25) within group (order by j), percentile_cont(0.25) within group (order by j desc), percentile_disc(0.25) within group (order by j), percentile_disc(0.3) within group (order by j desc), percentile_disc(0.0) within group (order by j), percentile_disc(1.0) within group (order by j), percentile_disc(0.5) within group (order by j) from args
select b, median(i), percentile(x, 0.5) from args where id not in (5, 6) group by b
select approx_percentile(j, 0.3), percentile_approx(p, 0.5), approx_percentile(j, array(0.0, 0.25, 0.5, 0.75, 1.0)), approx_percentile(d, 0.5) from args where id <> 6
-- sketches and bitmaps
select approx_count_distinct(i, 0.01), approx_count_distinct(x), approx_count_distinct(y), approx_count_distinct(a), approx_count_distinct(o), approx_count_distinct(b), approx_count_distinct(z), approx_count_distinct(d), approx_count_distinct(ts), approx_count_distinct(p), approx_count_distinct(f) from args
select approx_count_distinct(id), approx_count_distinct(id * 7919, 0.2), approx_count_distinct(cast(id as string), 0.1), approx_count_distinct(id % 100) from range(3000)
select id % 3, approx_count_distinct(id), approx_count_distinct(id) filter (where id > 100) from range(500) group by id % 3
select id, approx_count_distinct(i) over (order by id) from args
select approx_count_distinct(i) from args where id < 0
select histogram_numeric(i, 3), histogram_numeric(x, 5), histogram_numeric(p, 10), histogram_numeric(d, 4), histogram_numeric(l, 2) from args where id in (1, 2, 3, 4, 7)
select histogram_numeric(i, 5), count_min_sketch(i, 0.5D, 0.5D, 1) from args where id < 0
select id % 2, histogram_numeric(id, 5) from range(50) group by id % 2
select hex(count_min_sketch(i, 0.5D, 0.5D, 1)), hex(count_min_sketch(s, 0.5D, 0.5D, 7)), hex(count_min_sketch(l, 0.9D, 0.3D, 1)) from args
select hll_sketch_estimate(hll_sketch_agg(i)), hll_sketch_estimate(hll_sketch_agg(s, 10)), hll_sketch_agg(l, 6) from args
select hll_sketch_estimate(hll_union_agg(h)), hll_sketch_estimate(hll_union_agg(h, true)) from (select b, hll_sketch_agg(i) as h from args group by b)
select hll_sketch_estimate(hll_union(hll_sketch_agg(i), hll_sketch_agg(j))) from args
select hll_sketch_estimate(hll_sketch_agg(id)) from range(100)
select bitmap_count(bitmap_construct_agg(bitmap_bit_position(j))), hex(substring(bitmap_construct_agg(bitmap_bit_position(j)), 1, 3)) from args where j > 0
select hex(substring(bitmap_or_agg(z), 1, 5)), bitmap_count(bitmap_or_agg(z)) from args
select bitmap_count(bitmap_construct_agg(bitmap_bit_position(i))), bitmap_count(bitmap_or_agg(z)) from args where id < 0
select b, percentile(j, 0.3, abs(j)), percentile(x, array(0.1, 0.5), 2) from args where id in (1, 2, 3, 4, 7, 8) group by b
select percentile(j, 0.5, -1) from args
select hll_sketch_estimate(hll_union_agg(h)) from values (x'02010704030007082BF2FB06CBD7C204F16B95053F53B00847E5A70875816607464AB70400000000'), (x'020107040300060819B94E0739E14F0A58DD740DA850D70C4FB0D805A12AA1120000000000000000'), (null), (x'020107040300070875816607CBD7C204E398020BFFBAB40D7519C20C34F7530A2AAF970400000000'), (x'0201070403000608F6D92D074F461A0432BA7007D11E2E06364BBE0872E2920E0000000000000000'), (x'0201070403000708862FF90DCBD7C204758166072BF2FB06D964E70BB05B46127B65E60800000000'), (x'02010704030001082BF2FB0600000000000000000000000000000000000000000000000000000000'), (x'02010704030001082BF2FB0600000000000000000000000000000000000000000000000000000000'), (x'02010704030007082BF2FB06CBD7C204F16B95053F53B00847E5A70875816607464AB70400000000') as v(h)
select b, hll_sketch_estimate(hll_union_agg(if(id % 2 = 0, null, z))) from args where id in (2, 4) group by b
select b, approx_percentile(j, 0.3, 2), percentile_approx(p, array(0.1, 0.9), 5) from args where id <> 6 group by b
select percentile_approx(id, 0.5, 10), percentile_approx(id, array(0.0, 0.33, 1.0), 3), percentile_approx(id, 0.25) from range(200)
-- approximate percentiles of many values, in several batches of Spark's digest
select percentile_approx(id, 0.5, 1), percentile_approx(id, array(0.0, 0.001, 0.1, 0.25, 0.5, 0.9, 0.999, 1.0), 100), percentile_approx(id, array(0.0, 0.0001, 0.1, 0.25, 0.5, 0.9, 0.9999, 1.0), 10000), percentile_approx(id, array(0.33, 0.66)), percentile_approx(id, 0.7, 1000000) from range(100000)
select percentile_approx(v, array(0.1, 0.25, 0.5, 0.9, 0.99), 1), percentile_approx(v, array(0.1, 0.25, 0.5, 0.9, 0.99), 100), percentile_approx(v, array(0.1, 0.25, 0.5, 0.9, 0.99), 10000), percentile_approx(v, 0.35) from (select (id * 7919) % 100003 / 8 as v from range(100000))
select k, percentile_approx(v, array(0.1, 0.25, 0.5, 0.9, 0.99), 100), percentile_approx(v, array(0.1, 0.25, 0.5, 0.9, 0.99)) from (select id % 7 as k, (id * 7919) % 100003 as v from range(100000)) group by k
select percentile_approx(distinct v % 100, 0.3), percentile_approx(v, array(0.2, 0.7)) filter (where v > 10) from (select (id * 7919) % 100003 as v from range(4000))
select percentile_approx(id, array(0.0, 0.0001, 0.0002, 0.3, 0.5, 0.9998, 0.9999, 1.0)) from range(4999)
select percentile_approx(id, array(0.0, 0.0001, 0.0002, 0.3, 0.5, 0.9998, 0.9999, 1.0)) from range(12000)
