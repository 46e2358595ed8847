create or refresh materialized view audience.vw_customer360_current (
  constraint one_row_per_customer
    expect (count(*) over (partition by msisdn) = 1) on violation fail update
)
comment 'One row per customer: the latest state'
tblproperties ('pipelines.trigger.interval' = '5 minutes')
as
select
  * except (kind, partition_value, primary_persona, secondary_persona, tertiary_persona)
from audience.customer_attributes
where kind = 'current'
