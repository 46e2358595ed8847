create or refresh materialized view audience.vw_custom_detail_beha_cellsite_usage_hour_daily
partitioned by (par_day)
comment 'One row per customer, cell site and hour with calls or data'
tblproperties ('pipelines.trigger.interval' = '5 minutes')
as
with sites as (
  select distinct cellsite_sk, latitude, longitude from silver.cells
),
used as (
  select v.user_id, cells.cellsite_sk, v.event_date as day, v.event_hour as hour
  from silver.voice_cdrs as v join silver.cells as cells on v.lac = cells.lac
  union
  select user_id, cellsite_sk, cast(flow_start as date), hour(flow_start)
  from silver.flows
)
select
  c.msisdn, u.cellsite_sk, s.latitude, s.longitude,
  date_format(u.day, 'yyyyMMdd') as par_day,
  u.hour as par_hour
from used as u
join audience.customers as c on u.user_id = c.user_id
join sites as s on u.cellsite_sk = s.cellsite_sk
