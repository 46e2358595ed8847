-- Literals
1
-2147483648
9223372036854775807L
-9223372036854775808L
127Y
-32768S
1.5D
-0.0D
double('NaN')
double('-Infinity')
float('1.1')
1e-3
12.340BD
99999999999999999999999999999999999999BD
'it''s "quoted" \\ and \n new'
'😀'
x'00FF'
x''
true
null
date'2024-02-29'
date'0001-01-01'
timestamp'2024-02-29 12:34:56.789123'
timestamp'0001-01-01 00:00:00'
timestamp_ntz'2024-02-29 12:34:56.789123'
interval '1 02:03:04.5' day to second
interval '-3' month
interval '2-3' year to month
array(1, null, 3)
array()
array('a''b', null)
map(1, 'a', 2, null)
named_struct('a', 1, 'B c', 'x', 'd', array(date'2024-01-01', null))
array(named_struct('k', 1, 'v', array(1.5BD)), null)
-- Comparisons
i = j
i <> j
i < j
i <= j
i > j
i >= j
i <=> j
null <=> i
x = y
x < y
x > y
x <=> y
f = f
y = 0.0D
x = double('nan')
p = q
p < q
p >= 0
l > i
s = t
s < t
s >= 'Hello'
s < 'hello'
b = true
b < true
d < e
d = date'2024-02-29'
ts < us
ts >= d
nt <= timestamp_ntz'2024-01-01 00:00:00'
z = x'00FF10'
z < x'10'
i = '3'
s = 5
a = array(3, 1, 2)
a < array(3, 1, 5)
a <=> array(null, 5)
array(1, null) = array(1, null)
array(1, null) < array(1, 2)
o = named_struct('k', 1, 'v', 'x')
o <=> named_struct('k', null, 'v', null)
o < named_struct('k', 3, 'v', 'a')
named_struct('a', 1, 'b', cast(null as int)) = named_struct('a', 1, 'b', cast(null as int))
i between j and 5
i not between 0 and 10
s between 'A' and 'b'
d between date'2000-01-01' and e
x between y and 3
p between i and j
interval 25 hour > interval 24 hour
interval 13 month = interval 12 month
-- Lists
i in (1, 3, -7)
i in (1, null)
i not in (1, null)
i not in (1, 2)
s in ('', 'Hello World')
x in (double('nan'), 2.25)
y in (0.0D)
d in (date'2024-02-29', e)
p in (411.58, 0)
b in (true)
z in (x'FF', x'')
named_struct('a', i) in (named_struct('a', 1), named_struct('a', 3))
-- Logic
b and i > 0
b or i > 0
not b
not (b and i > 0)
b and null
b or null
i is null
i is not null
isnull(s)
isnotnull(s)
isnan(x)
isnan(f)
isnan(i)
b is true
b is not true
b is unknown
b is distinct from (i > 0)
-- Short circuits
i <> 0 and 10 / i > 1
i = 0 or 10 / i > 1
case when j <> 0 then i / j else -1 end
case when i > 1000 then i + 1 end
if(i = 0, 0, 100 div i)
coalesce(i, 100 div i)
-- Like
s like '%o%'
s like '_ello%'
s like 'Hello World'
s like ''
s like '%\%%'
s like '%\_a%'
s like '%\\\\%'
s like '%!%%' escape '!'
s like t
s like concat('%', t, '%')
s not like '%e%'
s like null
s like 'a\bc'
s like 'abc\\'
s like '%日本%'
s like concat('a', '\\', 'b')
s ilike 'hello%'
s ilike '%É%'
s like all ('%o%', 'H%')
s like any ('%o%', 'a%', null)
s not like all ('%o%', 'H%')
s not like any ('%o%', 'H%')
s like all ('%o%', null)
s like any ('%o%', 'a%')
s like some ('Hello%', '%x%')
-- Integer arithmetic
i + j
i - j
i * j
i + 1
i - 1
-i
+i
-l
i / j
i div j
i % j
mod(i, 0)
l + i
l * 2
l - 1
l div j
l % j
l div -1
abs(i)
abs(l)
abs(x)
abs(p)
cast(i as tinyint) + 1Y
100Y + 100Y
-(-128Y)
cast(30000 as smallint) + cast(10000 as smallint)
1 / 0
null / 0
1 div 0
1 % 0
i + null
(i + j) * (j - i) / 3
-- Floating arithmetic
x + y
x - y
x * y
x / y
x % y
x / 0
f + f
f * 2
f / 3
-x
1e308D * 10
0.0D / 1
x + i
x * p
-- try_ forms
try_add(i, j)
try_add(i, 1)
try_add(l, l)
try_add(x, y)
try_add(p, p)
try_subtract(i, 1)
try_subtract(l, 1)
try_multiply(i, i)
try_multiply(l, l)
try_multiply(p, q)
try_divide(i, j)
try_divide(i, 0)
try_divide(x, y)
try_divide(p, 0)
try_mod(i, 0)
try_mod(i, j)
-- Decimal arithmetic goes through the same operators
p + q
p - p
p * p
p / 3
p / i
p / 0
p % 7
p div 2
-p
q * q
-- Choices
case i when 1 then 'one' when 3 then 'three' else 'other' end
case when b then i end
case when i > 0 then 'p' when i < 0 then 'n' else null end
if(b, i, j)
coalesce(i, j, 0)
coalesce(null, s, 'x')
coalesce(p, q)
raise_error(s)
if(i > 0, 1, raise_error('not positive'))
-- Structs, arrays, maps
struct(i, s)
named_struct('A', i, 'b', s).a
o.k
o.V
o
array(o, o).k
array(named_struct('k', i)).k
a[0]
a[1]
a[i]
c[0]
a[-1]
m['a']
m['nope']
m[s]
array(a, a)[0]
-- The clock
current_date() is not null
current_timestamp() = now()
to_date(current_timestamp()) = current_date()
localtimestamp() is not null
current_timezone()
-- Lowered by analysis
select * from (select i, b, j from args) pivot (sum(j), max(j) for i in (1, 3))
select window.start, window.end, count(*) from args group by window(us, '30 days')
(i > 0) or (j > 1)
(i > 0) and (j > 1)
raise_error(if(i > 0, s, null))
s like s
t like t
s like concat('%', right(s, 3))
s like concat('_', substring(s, 2))
'日本😀' like if(i > 0, '日本😀', '日%')
