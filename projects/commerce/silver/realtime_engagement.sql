create or refresh materialized view silver.realtime_engagement
comment 'One row per window of 5 minutes, customer and device; late events correct their window'
as
with events as (
  select * from silver.clickstream_events
)
select
  window.start as window_start,
  window.end as window_end,
  customer_id,
  device_type,
  count(*) as event_count,
  count(distinct page_url) as unique_pages,
  count(*) filter (where event_type = 'page_view') as page_views,
  count(*) filter (where event_type = 'click') as clicks,
  count(*) filter (where event_type = 'add_to_cart') as cart_adds,
  count(*) filter (where event_type = 'purchase') as purchases,
  min(event_timestamp) as first_event,
  max(event_timestamp) as last_event
from events
group by window(event_timestamp, '5 minutes'), customer_id, device_type
