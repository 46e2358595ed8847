create or refresh materialized view silver.cells (
  constraint one_row_per_area
    expect (count(*) over (partition by lac) = 1) on violation fail update,
  constraint on_earth
    expect (latitude between -90 and 90 and longitude between -180 and 180)
    on violation drop row
)
comment 'One row per location area: the site that serves it'
as
select lac, cellsite_sk, site_code, latitude, longitude, city, state
from read_files(
  'cells.csv',
  format => 'csv', header => true,
  schema => '
    lac string, cellsite_sk bigint, site_code string, latitude double, longitude double,
    city string, state string'
)
