create or refresh materialized view audience.vw_fact_cdr_geo_agg_hour_v2
partitioned by (par_day)
comment 'One row per customer, cell and hour with calls'
tblproperties ('pipelines.trigger.interval' = '5 minutes')
as
with calls as (
  select
    user_id, lac, concat('S0', 1 + pmod(try_cast(ci as int), 3)) as sector,
    call_event_start_time, call_event_end_time, call_duration_seconds, event_date, event_hour
  from silver.voice_cdrs
  where not is_duplicate
),
placed as (
  select calls.*, cells.cellsite_sk, cells.site_code, cells.latitude, cells.longitude
  from calls join silver.cells as cells on calls.lac = cells.lac
),
summed as (
  select
    user_id, cellsite_sk, site_code, sector, event_date, event_hour,
    min(call_event_start_time) as earliest_start_datetime,
    max(call_event_end_time) as latest_end_datetime,
    sum(call_duration_seconds) as total_duration,
    count(*) as calls,
    min(latitude) as latitude,
    min(longitude) as longitude
  from placed
  group by user_id, cellsite_sk, site_code, sector, event_date, event_hour
)
select
  c.msisdn, s.cellsite_sk,
  concat(s.site_code, '_', s.sector) as cell_sector,
  concat(s.site_code, '_2NB01_', s.sector) as cell_name,
  s.earliest_start_datetime, s.latest_end_datetime, s.total_duration,
  -- The cell's share of the customer's calls of the hour.
  s.calls / sum(s.calls) over (partition by s.user_id, s.event_date, s.event_hour) as probability,
  'cdr' as source,
  s.latitude as user_estimated_lat,
  s.longitude as user_estimated_long,
  date_format(s.event_date, 'yyyyMMdd') as par_day,
  s.event_hour as par_hour
from summed as s
join audience.customers as c on s.user_id = c.user_id
