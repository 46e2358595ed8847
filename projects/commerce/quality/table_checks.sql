create or refresh materialized view quality.table_checks (
  constraint table_check_passed expect (passed)
)
comment 'One row per watched table and check'
as
with facts as (
  select * from quality.table_facts
),
measures as (
  select
    table_name, 'null_rate' as check_name, nulls / row_count as measured,
    cast(:max_null_rate as double) as allowed
  from facts where row_count > 0
  union all
  select
    table_name, 'duplicate_rate', (row_count - keys) / row_count,
    cast(:max_duplicate_rate as double)
  from facts where row_count > 0
  union all
  select
    table_name, 'age_hours',
    greatest((unix_seconds(current_timestamp()) - unix_seconds(newest)) / 3600, 0),
    cast(:max_age_hours as double)
  from facts where newest is not null
)
select table_name, check_name, measured, allowed, measured <= allowed as passed
from measures
