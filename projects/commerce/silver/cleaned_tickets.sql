create temporary view silver.cleaned_tickets
comment 'One row per change of a ticket, cleaned'
as
with changes as (
  select * from stream(bronze.raw_support_tickets)
),
cleaned as (
  select
    ticket_id, customer_id, subject, body, category,
    coalesce(lower(trim(priority)), 'medium') as priority,
    -- A deleted ticket stays, as deleted.
    case
      when cdc_operation = 'delete' then 'deleted'
      else coalesce(lower(trim(status)), 'open')
    end as status,
    created_at, resolved_at, agent_id, satisfaction_score,
    (unix_seconds(resolved_at) - unix_seconds(created_at)) / 3600 as resolution_hours,
    coalesce(cdc_timestamp, timestamp '1970-01-01 00:00:00') as cdc_timestamp,
    coalesce(cdc_version, 0) as cdc_version
  from changes
  -- The image of a row before an update says nothing about the row after it.
  where cdc_operation is distinct from 'update_preimage'
)
select
  *,
  case
    when resolution_hours is null then 'unresolved'
    when resolution_hours < 1 then 'fast'
    when resolution_hours < 24 then 'normal'
    when resolution_hours < 72 then 'slow'
    else 'very_slow'
  end as resolution_speed
from cleaned
