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
