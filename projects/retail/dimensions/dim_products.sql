create or refresh materialized view dim_products
comment 'One row per active product'
as
with products as (
  select * from src_products
),
primary_suppliers as (
  -- A product has one primary supplier; should a feed name two, the first by id is shown.
  select product_id, min(supplier_id) as supplier_id
  from src_product_suppliers
  where is_primary
  group by product_id
),
suppliers as (
  select supplier_id, supplier_name from src_suppliers
)
select
  products.product_id, products.product_name, products.category, products.category_group,
  products.subcategory, products.brand, products.price, products.price_segment, products.cost,
  products.gross_margin, products.margin_percent, products.created_date,
  products.days_since_launch, primary_suppliers.supplier_id as primary_supplier_id,
  suppliers.supplier_name as primary_supplier_name
from products
left join primary_suppliers on products.product_id = primary_suppliers.product_id
left join suppliers on primary_suppliers.supplier_id = suppliers.supplier_id
