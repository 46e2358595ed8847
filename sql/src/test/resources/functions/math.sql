-- operators
i + j
l + 1
i - j
l - 1
i * j
l * 2
x + y
x - y
x * y
f + f
f * f
i / j
x / y
x / 0
x / 0.5D
y / x
i % j
l % 10
l % -1
i % 0
x % y
x % 2
mod(i, 5)
i div j
l div 3
l div -1
i div 0
pmod(i, 3)
pmod(i, -3)
pmod(l, 7L)
pmod(x, 2)
pmod(i, 0)
-i
-l
-x
-f
-j
negative(i)
positive(x)
abs(i)
abs(l)
abs(x)
abs(j)
abs(f)
try_add(i, j)
try_add(l, 1)
try_add(x, y)
try_subtract(i, 1)
try_multiply(l, 2)
try_multiply(i, j)
try_divide(i, 0)
try_divide(i, j)
try_divide(x, y)
try_mod(i, 0)
try_mod(i, j)
cast(j as tinyint) + cast(100 as tinyint)
cast(j as smallint) * cast(10000 as smallint)
-cast(j as tinyint)
d + interval 1 day - interval '1' month
-- rounding
ceil(x)
ceiling(p)
ceil(q)
ceil(i)
floor(x)
floor(p)
floor(f)
ceil(p, 1)
floor(p, 1)
ceil(p, 5)
ceil(p, -2)
floor(p, -2)
floor(i, -2)
ceil(x / 1e305, 2)
floor(1.256D, 2)
round(x)
round(x, 2)
round(y, 1)
round(f, 1)
round(0.1f, 2)
round(1.005D, 2)
round(2.675D, 2)
round(2.5D)
round(-2.5D)
round(-0.4D)
round(1234.5678D, -2)
round(12345678.905D, 2)
round(123456789012.345D, 2)
round(p)
round(p, 1)
round(p, 2)
round(p, 5)
round(p, -1)
round(p, -3)
round(q, 4)
round(99.99BD, 1)
round(i, -1)
round(j, -1)
round(l, -3)
round(i, 2)
round(125, -1)
bround(x)
bround(2.5D)
bround(p, 1)
bround(2.345BD, 2)
bround(j, -1)
bround(25, -1)
bround(0.125D, 2)
rint(x)
rint(2.5D)
-- powers and logarithms
sqrt(x)
sqrt(y)
cbrt(x)
exp(y)
exp(j)
expm1(y)
expm1(1e-10)
ln(x)
ln(y)
log(x)
log(j, 10)
log(2, x)
log(10, l)
log(1, x)
log2(x)
log2(8)
log10(x)
log10(l)
log1p(x)
log1p(-1)
pow(x, 2)
pow(i, j)
pow(1, x)
pow(x, 0)
power(y, x)
hypot(x, y)
sign(x)
sign(y)
signum(p)
sign(i)
-- angles
sin(x)
cos(y)
tan(y)
cot(x)
sec(y)
csc(y)
asin(y)
acos(y)
atan(x)
atan2(x, y)
sinh(y)
cosh(j)
tanh(x)
asinh(x)
asinh(-1e10)
acosh(x)
atanh(y)
degrees(x)
radians(j)
pi()
e()
-- not a number
isnan(x)
isnan(f)
nanvl(x, y)
nanvl(f, 1f)
-- bits and whole numbers
i & j
l & 255
i | j
i ^ j
~i
~l
cast(j as tinyint) & cast(3 as tinyint)
bit_count(i)
bit_count(l)
bit_count(b)
bit_get(i, 0)
bit_get(l, 63)
getbit(i, 31)
bit_get(i, 32)
shiftleft(i, 1)
shiftleft(l, 65)
i << 33
shiftright(i, 1)
l >> 2
shiftrightunsigned(i, 1)
shiftrightunsigned(l, 3)
factorial(j)
factorial(i)
factorial(20)
factorial(21)
bin(i)
bin(l)
bin(0)
conv(n, 10, 16)
conv('100', 2, 10)
conv('ff', 16, -10)
conv('-10', 10, 16)
conv(s, 36, 10)
width_bucket(x, 0, 10, 5)
width_bucket(5.3D, 0.2D, 10.6D, j)
width_bucket(y, 10, -10, 4)
select count(*) from args where rand() < 1 and random() >= 0 and randn() is not null
try_add(d, 1)
try_add(d, interval '1' month)
width_bucket(make_dt_interval(j), interval '0' day, interval '10' day, 5)
