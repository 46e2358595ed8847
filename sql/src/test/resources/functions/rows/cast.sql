-- Blocks: the rows of a table t in the first line (from values …), then expressions over them, one a line.

-- Texts as numbers.

from values ('12'), (' 12 '), ('\t\n-7\r'), ('+5'), ('-0'), ('000000000000000000000000000012'), ('127'), ('128'), ('-128'), ('-129'), ('2147483647'), ('2147483648'), ('9223372036854775807'), ('9223372036854775808'), ('-9223372036854775808'), (''), (' '), ('1e3'), ('12.7'), ('12.0'), ('1_000'), ('0x1F'), ('abc'), ('1 2'), ('--1'), ('+'), ('１２'), ('\u00a012'), ('\u000012'), ('12\u007f'), (null) as t(a)
cast(a as tinyint)
cast(a as smallint)
cast(a as int)
cast(a as bigint)
try_cast(a as tinyint)
try_cast(a as int)
try_cast(a as bigint)

from values ('1.5'), (' 1.5 '), ('.5'), ('5.'), ('+5.e2'), ('1e400'), ('-1e400'), ('1e-400'), ('4.9e-324'), ('1.7976931348623157e308'), ('3.4028236e38'), ('16777217'), ('1.00000017881393432617187499'), ('0.1'), ('-0'), ('-0.0'), ('123456789012345678901234567890'), ('1.5d'), ('1.5f'), ('1.5D '), ('NaN'), ('nan'), ('inf'), ('-inf'), ('+inf'), ('Infinity'), ('-infinity'), ('INF'), ('1_0'), ('0x1p3'), (''), ('e5'), ('1e'), ('1.5.5'), ('abc'), ('１'), (null) as t(a)
cast(a as double)
try_cast(a as double)
cast(a as float)
try_cast(a as float)

from values ('1.005'), ('-1.005'), ('0.5'), ('-0.5'), ('1.0049999999999999999999999999999999999999999999'), ('.5'), ('5.'), (' 12.345 '), ('+7'), ('1e2'), ('125e-2'), ('1E-50'), ('0e50'), ('0e1000'), ('1e1000'), ('99999999.994'), ('99999999.995'), ('100000000'), ('99999999999999999999999999999999999999'), ('99999999999999999999999999999999999999.5'), ('100000000000000000000000000000000000000'), ('00000000000000000000000000000000000000000000000000001'), ('0.99999999999999999999999999999999999999'), ('0.9995'), ('0.9994999'), (''), ('.'), ('abc'), ('1_0'), ('NaN'), ('１'), (null) as t(a)
cast(a as decimal(10, 2))
try_cast(a as decimal(10, 2))
try_cast(a as decimal(38, 0))
try_cast(a as decimal(38, 38))
try_cast(a as decimal(3, 3))
try_cast(a as decimal(20, 10))

from values ('t'), ('TRUE'), (' true '), ('y'), ('Yes'), ('1'), ('f'), ('False'), ('n'), ('NO'), ('0'), ('\tno\n'), ('on'), ('off'), ('2'), (''), ('tru'), ('yeſ'), (null) as t(a)
cast(a as boolean)
try_cast(a as boolean)

from values ('añ😀'), (''), ('\\x41'), (null) as t(a)
cast(a as binary)

-- Numbers as numbers.

from values (0.0D), (-0.0D), (2.5D), (-2.5D), (127.9D), (128.0D), (-128.9D), (-129.0D), (2147483647.9D), (2147483648.0D), (-2147483648.9D), (9223372036854775807D), (9223372036854775808D), (9223372036854777856D), (-9223372036854775808D), (1.005D), (1.115D), (999.995D), (999.994999D), (0.1D), (1e300D), (1e-300D), (4.9e-324D), (double('NaN')), (double('Infinity')), (double('-Infinity')), (16777217D), (3.4028235677973366e38D), (0.0009999D), (12345678.125D), (null) as t(a)
cast(a as tinyint)
cast(a as smallint)
cast(a as int)
cast(a as bigint)
cast(a as float)
cast(a as boolean)
try_cast(a as tinyint)
try_cast(a as int)
try_cast(a as bigint)
try_cast(a as decimal(5, 2))
cast(a as decimal(38, 10))
try_cast(a as decimal(18, 6))

from values (float('0')), (float('2.5')), (float('-2.5')), (float('0.1')), (float('127.99')), (float('2147483647')), (float('9.223372e18')), (float('9.3e18')), (float('NaN')), (float('Infinity')), (float('3.4028235e38')), (float('1.4e-45')), (null) as t(a)
cast(a as tinyint)
cast(a as int)
cast(a as bigint)
cast(a as double)
cast(a as boolean)
try_cast(a as smallint)
try_cast(a as bigint)
try_cast(a as decimal(5, 2))
try_cast(a as decimal(38, 10))

from values (0L), (1L), (-1L), (10L), (127L), (128L), (-128L), (-129L), (999L), (1000L), (32768L), (2147483648L), (16777217L), (9007199254740993L), (9223372036854775807L), (-9223372036854775808L), (null) as t(a)
cast(a as tinyint)
cast(a as smallint)
cast(a as int)
cast(a as float)
cast(a as double)
cast(a as boolean)
cast(a as string)
cast(a as decimal(20, 1))
try_cast(a as tinyint)
try_cast(a as int)
try_cast(a as decimal(3, 0))
try_cast(a as decimal(3, 2))

from values (0Y), (99Y), (100Y), (-100Y), (-128Y), (127Y), (1Y), (null) as t(a)
cast(a as decimal(2, 0))
cast(a as boolean)
cast(a as bigint)
cast(a as string)
cast(a as decimal(10, 5))

from values (0.00), (2.70), (-2.70), (0.50), (-0.50), (0.05), (-0.05), (127.99), (128.00), (-128.99), (-129.00), (99.94), (99.95), (99999999.99), (-99999999.99), (null) as t(a)
cast(a as tinyint)
cast(a as int)
cast(a as bigint)
cast(a as float)
cast(a as double)
cast(a as boolean)
cast(a as string)
cast(a as decimal(10, 0))
try_cast(a as decimal(3, 1))
try_cast(a as decimal(38, 20))
try_cast(a as tinyint)

from values (0.0000000000BD), (123456789012345678.9012345678BD), (-123456789012345678.9012345678BD), (9999999999999999999999999999.9999999999BD), (0.5000000000BD), (-0.4999999999BD), (9223372036854775807.9999999999BD), (9223372036854775808.0000000000BD), (0.1000000000BD), (16777217.0000000001BD), (null) as t(a)
cast(a as int)
cast(a as bigint)
cast(a as float)
cast(a as double)
cast(a as string)
cast(a as decimal(38, 0))
try_cast(a as decimal(38, 18))
try_cast(a as decimal(30, 5))
try_cast(a as bigint)
try_cast(a as int)

from values (0.123), (-0.123), (0.999), (0.000), (-0.001), (null) as t(a)
cast(a as string)
cast(a as double)
cast(a as int)
cast(a as decimal(2, 1))

from values (0.00000000000000000000000000000000000001BD), (-0.99999999999999999999999999999999999999BD), (null) as t(a)
cast(a as string)
cast(a as double)

from values (true), (false), (null) as t(a)
cast(a as string)
cast(a as tinyint)
cast(a as bigint)
cast(a as double)
cast(a as decimal(3, 1))
cast(a as decimal(1, 0))
cast(a as boolean)

-- Numbers as texts.

from values (0.0D), (-0.0D), (1.0D), (100.0D), (0.001D), (0.00099D), (9999999.0D), (9999999.999D), (10000000.0D), (12345678.9D), (1e10D), (1.5e-5D), (1e21D), (1e300D), (4.9e-324D), (1.7976931348623157e308D), (0.1D), (0.30000000000000004D), (123456.789D), (-1.25D), (3.3333333333333335D), (double('NaN')), (double('Infinity')), (double('-Infinity')), (null) as t(a)
cast(a as string)

from values (float('0')), (float('-0.0')), (float('0.1')), (float('1e7')), (float('9999999')), (float('1e-3')), (float('0.00099')), (float('16777216')), (float('3.4028235e38')), (float('1.4e-45')), (float('NaN')), (float('Infinity')), (float('-Infinity')), (float('33.333332')), (null) as t(a)
cast(a as string)

-- Dates and timestamps.

from values ('2024-02-29'), ('2023-02-29'), ('2024-5-1'), ('2024-05'), ('2024'), (' 2024-05-01 '), ('2024-05-01T10:11:12'), ('2024-05-01 whatever'), ('2024-05-01x'), ('0000-01-01'), ('0001-01-01'), ('9999-12-31'), ('10000-01-01'), ('+2024-05-01'), ('-2024-05-01'), ('-0001-01-01'), ('2024-13-01'), ('2024-00-10'), ('2024-1-32'), ('24-01-01'), ('20240501'), ('2024/05/01'), ('today'), (''), ('abc'), (null) as t(a)
cast(a as date)
try_cast(a as date)

from values ('2024-02-29 10:11:12'), ('2024-02-29T10:11:12.123456'), ('2024-02-29 10:11:12.1'), ('2024-02-29 10:11:12.123456789'), ('2024-02-29 10:11:12.'), ('2024-02-29 24:00:00'), ('2024-02-29 23:59:60'), ('2023-02-29 10:11:12'), ('2024-05-01'), ('2024-05'), ('2024'), ('2024-5-1 1:2:3'), ('2024-05-01 10:11'), ('2024-05-01 10'), ('2024-05-01T10:11:12Z'), ('2024-05-01 10:11:12+02:00'), ('2024-05-01 10:11:12 Europe/Berlin'), ('2024-05-01 10:11:12 UTC'), ('2024-05-01 10:11:12-0330'), (' 2024-05-01 10:11:12 '), ('10:11:12'), ('T10:11'), ('0001-01-01 00:00:00'), ('0000-12-31 23:59:59'), ('9999-12-31 23:59:59.999999'), ('10000-01-01 00:00:00'), ('1582-10-10 12:00:00'), ('1969-12-31 23:59:59.999999'), ('now'), (''), ('abc'), ('2024-03-31 02:30:00'), ('2024-10-27 02:30:00'), (null) as t(a)
cast(a as timestamp)
try_cast(a as timestamp)
cast(a as timestamp_ntz)
try_cast(a as timestamp_ntz)

from values (date'2024-02-29'), (date'0001-01-01'), (date'9999-12-31'), (date'+10000-01-01'), (date'0000-12-31'), (date'-0044-03-15'), (date'1969-12-31'), (date'1582-10-10'), (date'1890-01-01'), (null) as t(a)
cast(a as string)
cast(a as timestamp)
cast(a as timestamp_ntz)

from values (timestamp'2024-02-29 10:11:12Z'), (timestamp'2024-02-29 10:11:12.120Z'), (timestamp'2024-02-29 10:11:12.000001Z'), (timestamp'1969-12-31 23:59:59.5Z'), (timestamp'1970-01-01 00:00:00Z'), (timestamp'0001-01-03 00:00:00Z'), (timestamp'9999-12-29 23:59:59.999999Z'), (timestamp'+10000-01-02 00:00:00Z'), (timestamp'0000-12-30 00:00:00Z'), (timestamp'2024-03-31 00:59:59Z'), (timestamp'2024-03-31 01:00:00Z'), (timestamp'2024-10-27 00:30:00Z'), (timestamp'2024-10-27 01:30:00Z'), (timestamp'1582-10-10 00:00:00Z'), (timestamp'1890-01-01 00:00:00Z'), (null) as t(a)
cast(a as string)
cast(a as date)
cast(a as timestamp_ntz)
cast(a as bigint)
try_cast(a as int)
cast(a as double)
try_cast(a as tinyint)
cast(a as decimal(20, 6))
try_cast(a as decimal(5, 1))

from values (timestamp_ntz'2024-02-29 10:11:12'), (timestamp_ntz'2024-02-29 10:11:12.5'), (timestamp_ntz'2024-03-31 02:30:00'), (timestamp_ntz'2024-10-27 02:30:00'), (timestamp_ntz'0001-01-01 00:00:00'), (timestamp_ntz'+10000-01-01 00:00:00'), (timestamp_ntz'1969-12-31 23:59:59.999999'), (null) as t(a)
cast(a as string)
cast(a as date)
cast(a as timestamp)

from values (0L), (1L), (-1L), (1709201472L), (253402300799L), (-62135596800L), (null) as t(a)
cast(a as timestamp)

from values (0.0D), (1.5D), (-1.5D), (1709201472.1234567D), (double('NaN')), (double('Infinity')), (null) as t(a)
cast(a as timestamp)

from values (0.0), (1.5), (-1.5), (1709201472.1), (null) as t(a)
cast(a as timestamp)

-- Binary.

from values (x'C3B1'), (x''), (x'F09F9880'), (null) as t(a)
cast(a as string)

-- Arrays, maps and structs.

from values (array(1, null, 3)), (array()), (array(cast(null as int))), (array(1000)), (null) as t(a)
cast(a as array<string>)
cast(a as string)
cast(a as array<tinyint>)
try_cast(a as array<tinyint>)

from values (array('1', ' 2 ', null)), (array('x')), (array('')), (array(',')), (null) as t(a)
cast(a as array<int>)
try_cast(a as array<int>)
cast(a as string)

from values (array(array(1.5, null), null, array())), (null) as t(a)
cast(a as array<array<string>>)
cast(a as string)

from values (map(1, 1.5, 2, null)), (map()), (null) as t(a)
cast(a as map<string, double>)
cast(a as string)

from values (named_struct('p', 1, 'q', array('1', null))), (named_struct('p', null, 'q', null)), (null) as t(a)
cast(a as struct<x: string, y: array<double>>)
cast(a as string)

from values (named_struct('p', date'2024-01-01', 'q', named_struct('r', 1.50, 's', true), 't', map('k', array(1.0D)))), (null) as t(a)
cast(a as string)

-- Casts as functions, and other names.

from values ('1'), (' -7 '), ('128'), ('x'), (''), ('2024-02-29'), ('2147483648'), ('é日😀'), (null) as t(a)
tinyint(a)
smallint(a)
int(a)
bigint(a)
boolean(a)
date(a)
timestamp(a)
binary(a)
string(a)
double(a)
float(a)
decimal(a)
collation(a)
lcase(a)
ucase(a)
len(a)
assert_true(a is not null and a <> 'x')
assert_true(a = '1', 'not one')
to_timestamp_ltz(a, 'yyyy-MM-dd')
to_varchar(decimal(try_cast(a as int)), '999.99')
curdate() > date'2020-01-01'
