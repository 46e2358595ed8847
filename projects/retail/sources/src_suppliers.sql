create or refresh materialized view src_suppliers (
  constraint supplier_id_present expect (supplier_id is not null) on violation quarantine row
)
comment 'One row per supplier'
as
with source as (
  select *
  from read_files(
    'products/suppliers.csv',
    format => 'csv',
    header => true,
    schema => '
      supplier_id string, supplier_name string, contact_person string, email string, phone string,
      address string, country string, payment_terms string, quality_rating decimal(3,2)'
  )
),
ranked as (
  -- All columns in order settle which copy is kept.
  select
    *,
    row_number() over (
      partition by supplier_id
      order by
        supplier_name, contact_person, email, phone, address, country, payment_terms,
        quality_rating
    ) as row_rank
  from source
)
select
  supplier_id, supplier_name, contact_person, email, phone, address, country, payment_terms,
  quality_rating
from ranked
where row_rank = 1 or supplier_id is null
