create or refresh materialized view src_support_tickets (
  constraint ticket_id_present expect (ticket_id is not null) on violation quarantine row,
  constraint customer_id_present expect (customer_id is not null),
  constraint created_date_valid expect (cast(created_date as date) <= current_date()),
  constraint resolved_date_valid
    expect (
      cast(resolved_date as date) <= current_date()
      or (resolved_date is null and status in ('open', 'in_progress'))
    )
)
comment 'One row per support ticket'
as
with source as (
  -- A date that is none becomes null, which its expectation counts.
  select
    * except (created_date, resolved_date),
    try_cast(created_date as timestamp) as created_date,
    try_cast(resolved_date as timestamp) as resolved_date
  from read_files(
    'customer/support_tickets.csv',
    format => 'csv',
    header => true,
    schema => '
      ticket_id string, customer_id string, created_date string, resolved_date string,
      category string, priority string, status string, channel string, satisfaction_score int'
  )
),
cleaned as (
  -- Open tickets carry sentinels in some feeds: resolved at the epoch and satisfaction 0 mean none.
  select
    ticket_id, customer_id, created_date,
    case
      when cast(resolved_date as date) <> date '1970-01-01' then resolved_date
    end as resolved_date,
    category, priority, status, channel,
    nullif(satisfaction_score, 0) as satisfaction_score
  from source
),
ranked as (
  -- A resolved ticket wins over its open copy; the other columns only settle ties.
  select
    *,
    row_number() over (
      partition by ticket_id
      order by
        resolved_date desc, created_date desc, customer_id, category, priority, status, channel,
        satisfaction_score
    ) as row_rank
  from cleaned
)
select
  ticket_id, customer_id, created_date, resolved_date, category, priority, status, channel,
  satisfaction_score
from ranked
where row_rank = 1 or ticket_id is null
