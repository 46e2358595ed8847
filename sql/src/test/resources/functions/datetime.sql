-- fields
year(d)
month(d)
day(d)
dayofmonth(ts)
dayofweek(d)
weekday(d)
dayofyear(d)
weekofyear(d)
quarter(d)
dayname(d)
monthname(d)
year(e)
weekofyear(e)
hour(ts)
minute(ts)
second(ts)
hour(us)
hour(nt)
second(nt)
extract(year from ts)
extract(yearofweek from d)
extract(week from d)
extract(dow from d)
extract(dow_iso from d)
extract(doy from e)
extract(quarter from nt)
extract(second from ts)
extract(second from nt)
date_part('month', d)
date_part('second', us)
datepart('hour', nt)
-- dates
date_add(d, 1)
date_add(d, j)
date_add(d, -31)
date_sub(d, 1)
date_sub(e, j)
dateadd(d, 3)
datediff(d, e)
datediff(e, d)
date_diff(d, date'2024-01-01')
d - e
date'2024-03-01' - d
d - date'2024-03-01'
d + interval 1 day
d - interval 3 days
d + interval '1' month
d - interval '13' month
d + interval '2-3' year to month
d + interval 1 year
add_months(d, 1)
add_months(d, j)
add_months(e, -12)
last_day(d)
last_day(e)
next_day(d, 'Mon')
next_day(d, 'SUNDAY')
next_day(e, 'th')
next_day(e, 'sa')
trunc(d, 'year')
trunc(d, 'quarter')
trunc(d, 'MM')
trunc(d, 'week')
trunc(d, 'day')
make_date(2024, 2, 29)
make_date(2023, 2, j)
make_date(j, 1, 1)
unix_date(d)
date_from_unix_date(j)
date_from_unix_date(unix_date(e))
-- timestamps
ts + interval 1 day
ts + interval '36' hour
ts - interval '1 02:03:04.005006' day to second
nt + interval 90 minutes
nt - interval 1 day
ts + interval '1' month
us - interval '14' month
nt + interval '1' year
d + interval 2 hours
ts - us
us - ts
nt - timestamp_ntz'2024-01-01 00:00:00'
ts - d
timestampadd(month, 1, ts)
timestampadd(quarter, -1, us)
timestampadd(year, 1, us)
timestampadd(week, -1, ts)
timestampadd(day, j, us)
timestampadd(hour, 25, us)
timestampadd(minute, j, us)
timestampadd(second, -1, ts)
timestampadd(millisecond, 5, ts)
timestampadd(microsecond, 5, us)
dateadd(month, 1, d)
dateadd(day, 1, nt)
timestampdiff(month, ts, us)
timestampdiff(month, us, ts)
timestampdiff(month, timestamp'2024-01-31 10:00:00', us)
timestampdiff(month, us, timestamp'2024-01-31 10:00:00')
timestampdiff(year, ts, us)
timestampdiff(quarter, us, ts)
timestampdiff(week, ts, us)
timestampdiff(day, ts, us)
timestampdiff(hour, us, ts)
timestampdiff(minute, ts, us)
timestampdiff(second, ts, us)
timestampdiff(millisecond, us, ts)
timestampdiff(microsecond, ts, us)
datediff(month, d, e)
datediff(day, e, d)
datediff(year, d, e)
timestampdiff(month, timestamp'2024-01-31 10:00:00', timestamp'2024-03-01 09:00:00')
timestampdiff(month, timestamp'2024-03-01 09:00:00', timestamp'2024-01-31 10:00:00')
timestampdiff(month, timestamp'2024-01-31 10:00:00', timestamp'2024-02-29 10:00:00')
months_between(ts, us)
months_between(us, ts)
months_between(d, e)
months_between(e, d, false)
months_between(us, timestamp'2024-03-31 12:00:00', false)
date_trunc('year', ts)
date_trunc('QUARTER', us)
date_trunc('month', ts)
date_trunc('week', us)
date_trunc('day', ts)
date_trunc('hour', ts)
date_trunc('minute', us)
date_trunc('second', ts)
date_trunc('millisecond', ts)
date_trunc('microsecond', ts)
date_trunc('decade', ts)
date_trunc('month', d)
-- conversions
timestamp_seconds(i)
timestamp_seconds(1.5D)
timestamp_seconds(-1.1234567D)
timestamp_seconds(double('nan'))
timestamp_seconds(0.1f)
timestamp_seconds(p)
timestamp_millis(i)
timestamp_micros(i)
unix_seconds(ts)
unix_seconds(us)
unix_millis(ts)
unix_micros(ts)
make_timestamp(2024, 2, 29, 23, 59, 59.999999)
make_timestamp(2024, 12, 31, 23, 59, 60)
make_timestamp(2024, 1, 1, 1, 1, 60.5)
make_timestamp(2024, 1, 1, 24, 0, 0)
make_timestamp(2024, j, 1, 0, 0, 0)
make_timestamp(2024, 1, 1, 10, 0, 0, 'America/New_York')
make_timestamp_ntz(2024, 1, 1, 10, 0, 1.5)
make_timestamp_ltz(2024, 1, 1, 10, 0, 1.5)
from_utc_timestamp(ts, 'America/New_York')
from_utc_timestamp(us, 'Asia/Kolkata')
from_utc_timestamp(us, '+05:30')
from_utc_timestamp(us, 'UTC')
to_utc_timestamp(us, 'Europe/Berlin')
to_utc_timestamp(ts, 'Europe/Berlin')
to_utc_timestamp(us, '-08:00')
to_utc_timestamp(us, 'PST')
convert_timezone('America/New_York', 'Europe/Berlin', nt)
convert_timezone('Asia/Tokyo', nt)
-- intervals
make_dt_interval(j, 25, 61, 61.5)
make_dt_interval(1)
make_ym_interval(1, j)
interval '1' day * j
interval '1 02:03' day to minute * 2.5
interval '1' day * x
interval '14' month * j
interval '1' day / 7
interval '1' month * 1.5
interval '1-1' year to month / 2
interval '10' day / p
-(interval '1' day)
interval '1' day + interval '36' hour
interval '1' year - interval '14' month
extract(day from ts - us)
extract(hour from us - ts)
extract(minute from us - ts)
extract(second from ts - us)
extract(year from interval '1-3' year to month)
extract(month from interval '-1-3' year to month)
ts - us > interval '1' day
-- windows of time
select window(ts, '10 minutes'), count(*) from args group by window(ts, '10 minutes')
select window.start, window.end, sum(j) from args group by window(us, '1 day', '12 hours', '3 hours')
select window(nt, '7 days') as w, window_time(window(nt, '7 days')) as t, count(*) from args group by window(nt, '7 days')
select window(d, '30 days').start, b, count(*) from args group by window(d, '30 days'), b
select session_window, count(*), sum(j) from args group by session_window(ts, '5 minutes')
select b, session_window.start, session_window.end, count(*) from args group by b, session_window(us, '400 days')
select session_window(t, '10 seconds') as s, k, count(*), max(v) from values (timestamp'2024-03-31 00:00:00', 'a', 1), (timestamp'2024-03-31 00:00:10', 'a', 2), (timestamp'2024-03-31 00:00:10', 'a', 2), (timestamp'2024-03-31 00:00:20.000001', 'a', 3), (timestamp'2024-03-31 00:00:21', 'a', 3), (timestamp'2024-03-31 00:00:21', 'a', 3), (timestamp'2024-03-31 00:00:09', 'b', 4), (null, 'b', 5), (timestamp'2024-03-31 00:00:09', null, 6) as x(t, k, v) group by session_window(t, '10 seconds'), k
select session_window(t, '1 hour') as s, count(*) from values (timestamp_ntz'2024-10-27 01:30:00', 1), (timestamp_ntz'2024-10-27 02:30:00', 2), (timestamp_ntz'2024-10-27 04:30:00', 2) as x(t, v) group by session_window(t, '1 hour')
-- intervals as other types
cast(t as interval day)
try_cast(concat(n, ' 01:02:03') as interval day to second)
cast(concat_ws('-', abs(i % 100), j) as interval year to month)
try_cast(s as interval month)
cast(ts - us as string)
cast(make_ym_interval(i % 100, j) as string)
cast(ts - us as interval day)
cast(ts - us as interval hour to minute)
cast(make_ym_interval(i % 100, j) as interval year)
cast(cast(i % 1000 as interval hour) as int)
cast(cast(i as interval month) as bigint)
cast(cast(j as interval second) as decimal(20, 3))
cast(array(cast(j as interval day)) as array<string>)
abs(make_ym_interval(i % 100, j))
abs(make_dt_interval(j, i % 50))
sign(make_dt_interval(j, i % 50))
-make_ym_interval(i % 100, j)
make_dt_interval(j, i % 50) / 2.5D
make_ym_interval(i % 100, j) / 1.5D
make_ym_interval(i % 100, j) / j
make_dt_interval(j, 5) / j
extract(month from make_ym_interval(i % 100, j))
extract(year from make_ym_interval(i % 100, j))
extract(day from make_dt_interval(j, i % 50))
to_json(named_struct('i', make_dt_interval(j, i % 50), 'm', make_ym_interval(1, j)))
select sum(make_dt_interval(j, i % 50)), avg(make_dt_interval(j, i % 50)), sum(make_ym_interval(i % 100, j)), avg(make_ym_interval(i % 100, j)), min(make_dt_interval(j)), max(make_ym_interval(j)), try_sum(make_ym_interval(j)), try_avg(make_dt_interval(j)) from args
select b, sum(make_dt_interval(j)), avg(make_ym_interval(j)) from args where id < 5 group by b
select sum(make_ym_interval(i)) from args where id < 0
-- units and days in columns
next_day(d, case when j > 0 then 'Mon' else 'xx' end)
next_day(d, s)
trunc(d, t)
trunc(d, if(j > 2, 'year', 'MM'))
date_trunc(t, ts)
date_trunc(if(j > 2, 'hour', 'week'), ts)
sequence(d, e, make_dt_interval(j * 10000))
sequence(us, us + interval '3' hour, make_dt_interval(0, j))
sequence(e, e + interval '3' day, interval '36' hour)
try_make_timestamp(2024, i % 13, j, 0, 0, 59.5)
try_make_timestamp_ntz(2024, 2, i % 31, j, 0, 0)
try_make_timestamp_ltz(2024, 2, 29, i % 30, j, 61)
timestamp_seconds(q)
cast(q as timestamp)
