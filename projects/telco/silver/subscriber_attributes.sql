create or refresh materialized view silver.subscriber_attributes (
  constraint one_row_per_user_and_month
    expect (count(*) over (partition by user_id, par_month) = 1) on violation fail update
)
comment 'One row per subscriber and month: what is bought or modelled about them'
as
select
  *,
  regexp_extract(_metadata.file_path, 'month=([0-9]{6})', 1) as par_month
from read_files('attributes/*/*.parquet', format => 'parquet')
