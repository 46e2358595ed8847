create or refresh materialized view silver.tariffs
comment 'One row per plan and rated service: what a month includes, and the price of a unit beyond'
as
select
  plan, service, unit,
  cast(included as decimal(12,2)) as included,
  cast(price_per_unit as decimal(12,4)) as price_per_unit
from values
  ('Basic', 'voice', 'minute', 500, 0.1000),
  ('Basic', 'data', 'GB', 5, 10.0000),
  ('Standard', 'voice', 'minute', 1000, 0.0800),
  ('Standard', 'data', 'GB', 15, 8.0000),
  ('Premium', 'voice', 'minute', 5000, 0.0500),
  ('Premium', 'data', 'GB', 50, 5.0000),
  ('Unlimited', 'voice', 'minute', 10000, 0.0200),
  ('Unlimited', 'data', 'GB', 100, 2.0000)
  as tariff(plan, service, unit, included, price_per_unit)
