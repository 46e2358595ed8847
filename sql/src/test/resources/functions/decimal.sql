p + q
p - q
p + p
p - 0.005BD
p * p
p * q
q * q
p * i
p * 3
q + q
q - 0.00000000001BD
cast(q as decimal(38, 18)) + 1.5BD
q * 1.00000000000000000000BD
p / 3
p / p
p / 7.00BD
p / j
q / 3
q / q
1 / p
1BD / q
p / q
-2.00BD / 3.00BD
2.00BD / 3.00BD
0.01BD / 0.03BD
9999999999.99BD / 0.01BD
99999999999999999999999999999999999999BD / 0.1BD
cast(1 as decimal(22, 2)) / cast(3 as decimal(22, 2))
cast(p as decimal(22, 2)) / cast(3 as decimal(22, 2))
cast(p as decimal(38, 2)) / cast(7 as decimal(38, 2))
cast(p as decimal(38, 10)) / cast(0.7 as decimal(38, 10))
cast(12345678901234567890.12 as decimal(22, 2)) / cast(0.01 as decimal(22, 2))
cast(98765432109876543210.12 as decimal(22, 2)) / cast(0.03 as decimal(22, 2))
p % 3
p % q
p % 0.07BD
q % 1.5BD
-7.5BD % 2
7.5BD % -2BD
p div 3
p div 0.3BD
cast(q / 1e19BD as decimal(20, 3)) div 7
q div 1e12BD
-7.5BD div 2BD
p div 0BD
p % 0
p / 0
pmod(p, 3)
pmod(p, -3)
pmod(-7.25BD, 2.5BD)
-p
-q
abs(p)
abs(q)
positive(p)
try_add(p, q)
try_divide(p, 0)
try_divide(p, j)
try_multiply(q, q)
try_multiply(q, 10)
try_subtract(p, 1)
try_add(99999999999999999999999999999999999999BD, 1BD)
try_mod(p, 0)
99999999999999999999999999999999999999BD + 1BD
99999999999999999999999999999999999999BD * 10BD
p = q
p < q
p >= 0
p <=> 411.58BD
p between -3 and 3.5
p / 3 * 3
(p + 1) / (p - 1)
p / 2.5 / 1.1
cast(p as decimal(18, 2)) / cast(j as decimal(18, 2))
cast(p as decimal(18, 6)) / cast(3.000001 as decimal(18, 6))
cast(p as decimal(5, 2)) * 2
-- long division, in one step and in several
cast(p as decimal(12, 2)) / cast(j as decimal(12, 2))
cast(1 as decimal(12, 2)) / cast(p as decimal(12, 2))
cast(-7.77 as decimal(12, 2)) / cast(p as decimal(12, 2))
p / cast(0.07 as decimal(3, 2))
p / cast(-999999999999 as decimal(12, 0))
cast(p as decimal(15, 3)) / cast(p + 1 as decimal(15, 3))
cast(99999999999999 as decimal(22, 2)) / cast(3 as decimal(22, 2))
cast(100000000000000 as decimal(22, 2)) / cast(3 as decimal(22, 2))
cast(123456.789 as decimal(22, 2)) / cast(9999999999.99 as decimal(22, 2))
cast(123456.789 as decimal(22, 2)) / cast(10000000000 as decimal(22, 2))
cast(0.000001 as decimal(18, 6)) / cast(999999.999999 as decimal(18, 6))
cast(p as decimal(18, 0)) / cast(l as decimal(20, 0))
cast(1 as decimal(1, 0)) / cast(8 as decimal(1, 0))
cast(5 as decimal(1, 0)) / cast(-3 as decimal(1, 0))
cast(1.5 as decimal(2, 1)) / i
try_divide(p, cast(j as decimal(12, 2)))
from values (1.00BD), (2.00BD), (2.00BD), (-0.01BD), (null) as t(v) select avg(v), sum(v) / 7, avg(v) / avg(v)
