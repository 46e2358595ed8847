-- Product: on which device do sessions end in a purchase?
select
  device_type,
  count(*) as sessions,
  round(100 * avg(case when has_conversion then 1.0d else 0.0d end), 2) as conversion_percent,
  round(avg(session_duration_seconds), 0) as avg_seconds
from silver.clickstream_sessions
group by device_type
order by sessions desc, device_type
