-- What arrived, by type.
select
  cdr_type,
  count(*) as records,
  count_if(is_duplicate) as duplicates,
  count_if(is_anomaly) as anomalies
from silver.all_cdrs
group by cdr_type
order by cdr_type
