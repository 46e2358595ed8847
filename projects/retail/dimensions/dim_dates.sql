create or refresh materialized view dim_dates
comment 'One row per day, from the parameter calendar_start to the end of the as-of year'
as
with days as (
  select
    explode(
      sequence(
        cast(:calendar_start as date), make_date(year(current_date()), 12, 31), interval 1 day
      )
    ) as calendar_date
)
select
  calendar_date,
  year(calendar_date) * 10000 + month(calendar_date) * 100 + day(calendar_date) as date_key,
  year(calendar_date) as calendar_year,
  quarter(calendar_date) as calendar_quarter,
  month(calendar_date) as calendar_month,
  day(calendar_date) as day_of_month,
  -- As in the transactions, 1 is Sunday.
  dayofweek(calendar_date) as day_of_week,
  dayofweek(calendar_date) in (1, 7) as is_weekend,
  datediff(current_date(), calendar_date) as days_before_as_of
from days
