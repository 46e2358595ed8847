create or refresh materialized view audience.vw_customer360 (
  constraint one_row_per_customer_and_month
    expect (count(*) over (partition by msisdn, par_month) = 1) on violation fail update
)
partitioned by (par_month)
comment 'One row per customer and month'
tblproperties ('pipelines.trigger.interval' = '5 minutes')
as
select
  * except (kind, partition_value, primary_persona, secondary_persona, tertiary_persona),
  partition_value as par_month
from audience.customer_attributes
where kind = 'month'
