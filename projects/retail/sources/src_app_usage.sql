create or refresh materialized view src_app_usage (
  constraint usage_id_present expect (usage_id is not null) on violation quarantine row,
  constraint customer_id_present expect (customer_id is not null),
  constraint session_date_valid expect (session_date <= current_date())
)
comment 'One row per app session'
as
with source as (
  -- A date that is none becomes null, which its expectation counts.
  select
    * except (session_date, session_start),
    try_cast(session_date as date) as session_date,
    try_cast(
      case
        -- Some feeds give the time of day alone.
        when length(session_start) <= 8 then concat(session_date, ' ', session_start)
        else session_start
      end as timestamp
    ) as session_start
  from read_files(
    'customer/app_usage.csv',
    format => 'csv',
    header => true,
    schema => '
      usage_id string, customer_id string, session_date string, session_start string,
      session_duration_minutes int, pages_viewed int, actions_taken int, device_type string,
      app_version string'
  )
),
ranked as (
  -- The latest start wins; the other columns only settle ties.
  select
    *,
    row_number() over (
      partition by usage_id
      order by
        session_date desc, session_start desc, customer_id, session_duration_minutes,
        pages_viewed, actions_taken, device_type, app_version
    ) as row_rank
  from source
)
select
  usage_id, customer_id, session_date, session_start, session_duration_minutes, pages_viewed,
  actions_taken, device_type, app_version
from ranked
where row_rank = 1 or usage_id is null
