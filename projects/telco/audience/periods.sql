create view audience.periods
comment 'One row per period that a view of customers shows, with its last day'
as
select 'current' as kind, cast(null as string) as partition_value, current_date() as last_day,
  date_format(current_date(), 'yyyyMM') as par_month
union all
select 'month', par_month,
  least(last_day(to_date(par_month, 'yyyyMM')), current_date()), par_month
from (select distinct par_month from silver.subscriber_attributes)
union all
select 'day', date_format(day, 'yyyyMMdd'), day, date_format(day, 'yyyyMM')
from (select explode(sequence(date_sub(current_date(), 6), current_date())) as day)
