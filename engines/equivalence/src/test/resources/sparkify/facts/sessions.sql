create or refresh materialized view sessions
comment 'One row per session: events of one listener with no more than 30 minutes between them'
as
with events as (
  select userId as user_id, timestamp_millis(ts) as at, ts, sessionId, itemInSession
  from raw_events
  where userId <> ''
),
ordered as (
  select *, lag(at) over (partition by user_id order by ts, sessionId, itemInSession) as before
  from events
),
numbered as (
  select
    *,
    count_if(before is null or at > before + interval 30 minutes) over (
      partition by user_id order by ts, sessionId, itemInSession
    ) as session_number
  from ordered
)
select user_id, min(ts) as started, max(ts) as ended, count(*) as events
from numbered
group by user_id, session_number
