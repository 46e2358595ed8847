create or refresh materialized view audience.vw_customer360_snapshot (
  constraint one_row_per_customer_and_day
    expect (count(*) over (partition by msisdn, par_day) = 1) on violation fail update
)
partitioned by (par_day)
comment 'One row per customer and day, with personas'
tblproperties ('pipelines.trigger.interval' = '5 minutes')
as
select * except (kind, partition_value), partition_value as par_day
from audience.customer_attributes
where kind = 'day'
