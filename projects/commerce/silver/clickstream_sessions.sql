create or refresh materialized view silver.clickstream_sessions
comment 'One row per session: clicks of one customer with no more than 30 minutes between them'
as
with events as (
  select * from silver.clickstream_events
),
ordered as (
  select
    *,
    row_number() over (
      partition by customer_id
      order by event_timestamp, event_type, page_url, device_type, browser, referrer
    ) as place,
    lag(event_timestamp) over (partition by customer_id order by event_timestamp) as before
  from events
),
numbered as (
  select
    *,
    count_if(before is null or event_timestamp > before + interval 30 minutes) over (
      partition by customer_id order by place
    ) as session_number
  from ordered
),
ranked as (
  select
    *,
    row_number() over (partition by customer_id, session_number order by place) as from_start,
    row_number() over (partition by customer_id, session_number order by place desc) as from_end
  from numbered
)
select
  -- Sessions of one customer start more than 30 minutes apart, so no two have the same second.
  customer_id || '_' || unix_seconds(min(event_timestamp)) as session_id,
  customer_id,
  min(event_timestamp) as session_start,
  max(event_timestamp) as session_end,
  cast(min(event_timestamp) as date) as session_date,
  count(*) as total_events,
  count(distinct page_url) as unique_pages,
  max(case when from_start = 1 then device_type end) as device_type,
  max(case when from_start = 1 then browser end) as browser,
  max(case when from_start = 1 then referrer end) as entry_referrer,
  max(case when from_end = 1 then page_url end) as exit_page,
  transform(
    array_sort(collect_list(struct(from_start, event_timestamp, page_url, event_type))),
    e -> struct(
      e.event_timestamp as event_timestamp, e.page_url as page_url, e.event_type as event_type
    )
  ) as event_sequence,
  count(*) filter (where event_type = 'page_view') as page_views,
  count(*) filter (where event_type = 'click') as clicks,
  count(*) filter (where event_type = 'add_to_cart') as add_to_carts,
  count(*) filter (where event_type = 'purchase') as purchases,
  timestampdiff(second, min(event_timestamp), max(event_timestamp)) as session_duration_seconds,
  count(*) = 1 and count(*) filter (where event_type = 'page_view') = 1 as is_bounce,
  count(*) filter (where event_type = 'purchase') > 0 as has_conversion
from ranked
group by customer_id, session_number
