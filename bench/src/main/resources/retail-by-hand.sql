-- The retail project typed by hand into DuckDB: the limit that Perigon is measured against.
-- Same sources, same rows, no expectations, no Delta log; every dataset is written to Parquet and read
-- back from there by those that need it. Variables: data, out (folders), d (the as-of date).
SET preserve_insertion_order = false;

COPY (
WITH latest AS (
  SELECT * FROM read_csv(getvariable('data') || '/customer/customers.csv', header = true, auto_detect = false, columns = {'customer_id': 'VARCHAR', 'first_name': 'VARCHAR', 'last_name': 'VARCHAR', 'email': 'VARCHAR', 'phone': 'VARCHAR', 'date_of_birth': 'DATE', 'gender': 'VARCHAR', 'registration_date': 'TIMESTAMP', 'customer_segment': 'VARCHAR', 'preferred_channel': 'VARCHAR', 'address_line1': 'VARCHAR', 'city': 'VARCHAR', 'state': 'VARCHAR', 'zip_code': 'VARCHAR', 'country': 'VARCHAR'})
  QUALIFY row_number() OVER (PARTITION BY customer_id ORDER BY registration_date desc NULLS LAST, first_name NULLS FIRST, last_name NULLS FIRST, email NULLS FIRST, phone NULLS FIRST, date_of_birth NULLS FIRST, gender NULLS FIRST, customer_segment NULLS FIRST, preferred_channel NULLS FIRST, address_line1 NULLS FIRST, city NULLS FIRST, state NULLS FIRST, zip_code NULLS FIRST, country NULLS FIRST) = 1
)
SELECT * EXCLUDE (age),
  age AS age_years, date_diff('day', registration_date::DATE, getvariable('d')) AS days_since_registration,
  CASE WHEN age < 25 THEN 'Gen Z' WHEN age < 40 THEN 'Millennial' WHEN age < 55 THEN 'Gen X' WHEN age IS NOT NULL THEN 'Boomer+' END AS generation_segment,
  coalesce(trim(email), '') = '' AS missing_email_flag, coalesce(trim(phone), '') = '' AS missing_phone_flag
FROM (SELECT *, (date_diff('day', date_of_birth, getvariable('d')) / 365.25)::DECIMAL(18, 6) AS age FROM latest)
) TO '${out}/src_customers.parquet';
CREATE VIEW src_customers AS FROM '${out}/src_customers.parquet';

COPY (
WITH latest AS (
  SELECT * FROM read_csv(getvariable('data') || '/customer/loyalty_program.csv', header = true, auto_detect = false, columns = {'customer_id': 'VARCHAR', 'loyalty_tier': 'VARCHAR', 'points_balance': 'INTEGER', 'points_earned_ytd': 'INTEGER', 'points_redeemed_ytd': 'INTEGER', 'tier_start_date': 'TIMESTAMP', 'lifetime_value': 'DECIMAL(10,2)'})
  QUALIFY row_number() OVER (PARTITION BY customer_id ORDER BY tier_start_date desc NULLS LAST, loyalty_tier NULLS FIRST, points_balance NULLS FIRST, points_earned_ytd NULLS FIRST, points_redeemed_ytd NULLS FIRST, lifetime_value NULLS FIRST) = 1
)
SELECT * REPLACE (tier_start_date::DATE AS tier_start_date),
  points_earned_ytd - points_redeemed_ytd AS net_points_ytd,
  (points_redeemed_ytd / nullif(points_earned_ytd, 0)) AS redemption_rate,
  date_diff('day', tier_start_date::DATE, getvariable('d')) AS days_in_current_tier,
  CASE loyalty_tier WHEN 'Bronze' THEN 1 WHEN 'Silver' THEN 2 WHEN 'Gold' THEN 3 WHEN 'Platinum' THEN 4 ELSE 0 END AS tier_rank,
  CASE WHEN lifetime_value < 1000 THEN 'Low Value' WHEN lifetime_value < 5000 THEN 'Medium Value' WHEN lifetime_value < 10000 THEN 'High Value' WHEN lifetime_value IS NOT NULL THEN 'VIP' END AS value_segment
FROM latest
) TO '${out}/src_loyalty_program.parquet';
CREATE VIEW src_loyalty_program AS FROM '${out}/src_loyalty_program.parquet';

COPY (
WITH latest AS (
  SELECT * FROM read_csv(getvariable('data') || '/products/products.csv', header = true, auto_detect = false, columns = {'product_id': 'VARCHAR', 'product_name': 'VARCHAR', 'category': 'VARCHAR', 'subcategory': 'VARCHAR', 'brand': 'VARCHAR', 'price': 'DECIMAL(12,2)', 'cost': 'DECIMAL(12,2)', 'weight_kg': 'DECIMAL(8,3)', 'dimensions': 'VARCHAR', 'color': 'VARCHAR', 'size': 'VARCHAR', 'created_date': 'TIMESTAMP', 'status': 'VARCHAR'})
  QUALIFY row_number() OVER (PARTITION BY product_id ORDER BY created_date desc NULLS LAST, product_name NULLS FIRST, category NULLS FIRST, subcategory NULLS FIRST, brand NULLS FIRST, price NULLS FIRST, cost NULLS FIRST, weight_kg NULLS FIRST, dimensions NULLS FIRST, color NULLS FIRST, size NULLS FIRST, status NULLS FIRST) = 1
)
SELECT * REPLACE (created_date::DATE AS created_date),
  price - cost AS gross_margin, round((price - cost) / nullif(price, 0) * 100, 2) AS margin_percent,
  date_diff('day', created_date::DATE, getvariable('d')) AS days_since_launch,
  CASE WHEN price < 50 THEN 'Budget' WHEN price < 150 THEN 'Mid-Range' WHEN price < 300 THEN 'Premium' WHEN price IS NOT NULL THEN 'Luxury' END AS price_segment,
  CASE WHEN category IN ('Electronics', 'Computer') THEN 'Technology' WHEN category IN ('Apparel', 'Footwear', 'Accessories') THEN 'Fashion'
    WHEN category IN ('Home & Kitchen', 'Home & Garden', 'Home & Office') THEN 'Home' WHEN category IN ('Sports & Fitness', 'Health & Nutrition') THEN 'Health & Fitness'
    WHEN category IN ('Beauty', 'Personal Care') THEN 'Beauty & Personal Care' ELSE 'Other' END AS category_group
FROM latest WHERE status = 'active'
) TO '${out}/src_products.parquet';
CREATE VIEW src_products AS FROM '${out}/src_products.parquet';

COPY (
WITH latest AS (
  SELECT * FROM read_csv(getvariable('data') || '/sales/transactions.csv', header = true, auto_detect = false, columns = {'transaction_id': 'VARCHAR', 'customer_id': 'VARCHAR', 'transaction_date': 'TIMESTAMP', 'channel': 'VARCHAR', 'store_id': 'VARCHAR', 'payment_method': 'VARCHAR', 'subtotal': 'DECIMAL(12,2)', 'tax_amount': 'DECIMAL(12,2)', 'discount_amount': 'DECIMAL(12,2)', 'total_amount': 'DECIMAL(12,2)', 'currency': 'VARCHAR', 'status': 'VARCHAR'})
  QUALIFY row_number() OVER (PARTITION BY transaction_id ORDER BY transaction_date desc NULLS LAST, status desc NULLS LAST, customer_id NULLS FIRST, channel NULLS FIRST, store_id NULLS FIRST, payment_method NULLS FIRST, subtotal NULLS FIRST, tax_amount NULLS FIRST, discount_amount NULLS FIRST, total_amount NULLS FIRST, currency NULLS FIRST) = 1
)
SELECT *, transaction_date::DATE AS transaction_date_only, hour(transaction_date) AS transaction_hour, dayofweek(transaction_date) + 1 AS day_of_week,
  month(transaction_date) AS transaction_month, quarter(transaction_date) AS transaction_quarter, year(transaction_date) AS transaction_year,
  CASE WHEN channel IN ('online', 'mobile') THEN 'Digital' WHEN channel = 'store' THEN 'Physical' ELSE 'Other' END AS channel_group,
  coalesce(discount_amount > 0, false) AS has_discount,
  CASE WHEN discount_amount > 0 THEN discount_amount / nullif(subtotal, 0) ELSE 0 END AS discount_rate,
  CASE WHEN total_amount < 50 THEN 'Small' WHEN total_amount < 150 THEN 'Medium' WHEN total_amount < 300 THEN 'Large' WHEN total_amount IS NOT NULL THEN 'XLarge' END AS order_size_category
FROM latest WHERE status = 'completed'
) TO '${out}/src_transactions.parquet';
CREATE VIEW src_transactions AS FROM '${out}/src_transactions.parquet';

COPY (
WITH latest AS (
  SELECT * FROM (SELECT * REPLACE (CASE WHEN resolved_date::DATE <> DATE '1970-01-01' THEN resolved_date END AS resolved_date, nullif(satisfaction_score, 0) AS satisfaction_score) FROM read_csv(getvariable('data') || '/customer/support_tickets.csv', header = true, auto_detect = false, columns = {'ticket_id': 'VARCHAR', 'customer_id': 'VARCHAR', 'created_date': 'TIMESTAMP', 'resolved_date': 'TIMESTAMP', 'category': 'VARCHAR', 'priority': 'VARCHAR', 'status': 'VARCHAR', 'channel': 'VARCHAR', 'satisfaction_score': 'INTEGER'}))
  QUALIFY row_number() OVER (PARTITION BY ticket_id ORDER BY resolved_date desc NULLS LAST, created_date desc NULLS LAST, customer_id NULLS FIRST, category NULLS FIRST, priority NULLS FIRST, status NULLS FIRST, channel NULLS FIRST, satisfaction_score NULLS FIRST) = 1
)
SELECT * FROM latest
) TO '${out}/src_support_tickets.parquet';
CREATE VIEW src_support_tickets AS FROM '${out}/src_support_tickets.parquet';

COPY (
WITH latest AS (
  SELECT * FROM read_csv(getvariable('data') || '/customer/app_usage.csv', header = true, auto_detect = false, columns = {'usage_id': 'VARCHAR', 'customer_id': 'VARCHAR', 'session_date': 'TIMESTAMP', 'session_start': 'TIMESTAMP', 'session_duration_minutes': 'INTEGER', 'pages_viewed': 'INTEGER', 'actions_taken': 'INTEGER', 'device_type': 'VARCHAR', 'app_version': 'VARCHAR'})
  QUALIFY row_number() OVER (PARTITION BY usage_id ORDER BY session_date desc NULLS LAST, session_start desc NULLS LAST, customer_id NULLS FIRST, session_duration_minutes NULLS FIRST, pages_viewed NULLS FIRST, actions_taken NULLS FIRST, device_type NULLS FIRST, app_version NULLS FIRST) = 1
)
SELECT * REPLACE (session_date::DATE AS session_date) FROM latest
) TO '${out}/src_app_usage.parquet';
CREATE VIEW src_app_usage AS FROM '${out}/src_app_usage.parquet';

COPY (
WITH latest AS (
  SELECT * FROM read_csv(getvariable('data') || '/sales/transaction_items.csv', header = true, auto_detect = false, columns = {'item_id': 'VARCHAR', 'transaction_id': 'VARCHAR', 'product_id': 'VARCHAR', 'quantity': 'INTEGER', 'unit_price': 'DECIMAL(12,2)', 'line_total': 'DECIMAL(12,2)', 'discount_applied': 'DECIMAL(12,2)'})
  QUALIFY row_number() OVER (PARTITION BY item_id ORDER BY transaction_id NULLS FIRST, product_id NULLS FIRST, quantity NULLS FIRST, unit_price NULLS FIRST, line_total NULLS FIRST, discount_applied NULLS FIRST) = 1
)
SELECT * FROM latest
) TO '${out}/src_transaction_items.parquet';
CREATE VIEW src_transaction_items AS FROM '${out}/src_transaction_items.parquet';

COPY (
WITH latest AS (
  SELECT * FROM read_csv(getvariable('data') || '/products/inventory.csv', header = true, auto_detect = false, columns = {'inventory_id': 'VARCHAR', 'product_id': 'VARCHAR', 'location_id': 'VARCHAR', 'stock_quantity': 'INTEGER', 'reserved_quantity': 'INTEGER', 'reorder_point': 'INTEGER', 'max_stock_level': 'INTEGER', 'last_updated': 'TIMESTAMP'})
  QUALIFY row_number() OVER (PARTITION BY inventory_id ORDER BY last_updated desc NULLS LAST, product_id NULLS FIRST, location_id NULLS FIRST, stock_quantity NULLS FIRST, reserved_quantity NULLS FIRST, reorder_point NULLS FIRST, max_stock_level NULLS FIRST) = 1
)
SELECT * FROM latest
) TO '${out}/src_inventory.parquet';
CREATE VIEW src_inventory AS FROM '${out}/src_inventory.parquet';

COPY (
WITH latest AS (
  SELECT * FROM read_csv(getvariable('data') || '/logistics/shipments.csv', header = true, auto_detect = false, columns = {'shipment_id': 'VARCHAR', 'transaction_id': 'VARCHAR', 'tracking_number': 'VARCHAR', 'carrier': 'VARCHAR', 'service_level': 'VARCHAR', 'origin_location': 'VARCHAR', 'destination_address': 'VARCHAR', 'weight_kg': 'DECIMAL(8,3)', 'dimensions': 'VARCHAR', 'ship_date': 'TIMESTAMP', 'estimated_delivery': 'TIMESTAMP', 'actual_delivery': 'TIMESTAMP', 'delivery_status': 'VARCHAR', 'shipping_cost': 'DECIMAL(12,2)'})
  QUALIFY row_number() OVER (PARTITION BY shipment_id ORDER BY ship_date desc NULLS LAST, transaction_id NULLS FIRST, tracking_number NULLS FIRST, carrier NULLS FIRST, service_level NULLS FIRST, origin_location NULLS FIRST, destination_address NULLS FIRST, weight_kg NULLS FIRST, dimensions NULLS FIRST, estimated_delivery NULLS FIRST, actual_delivery NULLS FIRST, delivery_status NULLS FIRST, shipping_cost NULLS FIRST) = 1
)
SELECT * FROM latest
) TO '${out}/src_shipments.parquet';
CREATE VIEW src_shipments AS FROM '${out}/src_shipments.parquet';

COPY (
WITH latest AS (
  SELECT * FROM read_csv(getvariable('data') || '/logistics/tracking_events.csv', header = true, auto_detect = false, columns = {'event_id': 'VARCHAR', 'shipment_id': 'VARCHAR', 'event_timestamp': 'TIMESTAMP', 'event_type': 'VARCHAR', 'location': 'VARCHAR', 'description': 'VARCHAR', 'carrier_status': 'VARCHAR'})
  QUALIFY row_number() OVER (PARTITION BY event_id ORDER BY event_timestamp desc NULLS LAST, shipment_id NULLS FIRST, event_type NULLS FIRST, location NULLS FIRST, description NULLS FIRST, carrier_status NULLS FIRST) = 1
)
SELECT * FROM latest
) TO '${out}/src_tracking_events.parquet';
CREATE VIEW src_tracking_events AS FROM '${out}/src_tracking_events.parquet';

COPY (
WITH latest AS (
  SELECT * FROM read_csv(getvariable('data') || '/logistics/warehouse_locations.csv', header = true, auto_detect = false, columns = {'location_id': 'VARCHAR', 'location_name': 'VARCHAR', 'location_type': 'VARCHAR', 'address': 'VARCHAR', 'city': 'VARCHAR', 'state': 'VARCHAR', 'country': 'VARCHAR', 'capacity_cubic_meters': 'DECIMAL(12,2)', 'manager_name': 'VARCHAR'})
  QUALIFY row_number() OVER (PARTITION BY location_id ORDER BY location_name NULLS FIRST, location_type NULLS FIRST, address NULLS FIRST, city NULLS FIRST, state NULLS FIRST, country NULLS FIRST, capacity_cubic_meters NULLS FIRST, manager_name NULLS FIRST) = 1
)
SELECT * FROM latest
) TO '${out}/src_warehouse_locations.parquet';
CREATE VIEW src_warehouse_locations AS FROM '${out}/src_warehouse_locations.parquet';

COPY (
WITH latest AS (
  SELECT * FROM read_csv(getvariable('data') || '/products/suppliers.csv', header = true, auto_detect = false, columns = {'supplier_id': 'VARCHAR', 'supplier_name': 'VARCHAR', 'contact_person': 'VARCHAR', 'email': 'VARCHAR', 'phone': 'VARCHAR', 'address': 'VARCHAR', 'country': 'VARCHAR', 'payment_terms': 'VARCHAR', 'quality_rating': 'DECIMAL(3,2)'})
  QUALIFY row_number() OVER (PARTITION BY supplier_id ORDER BY supplier_name NULLS FIRST, contact_person NULLS FIRST, email NULLS FIRST, phone NULLS FIRST, address NULLS FIRST, country NULLS FIRST, payment_terms NULLS FIRST, quality_rating NULLS FIRST) = 1
)
SELECT * FROM latest
) TO '${out}/src_suppliers.parquet';
CREATE VIEW src_suppliers AS FROM '${out}/src_suppliers.parquet';

COPY (
WITH latest AS (
  SELECT * FROM read_csv(getvariable('data') || '/products/product_suppliers.csv', header = true, auto_detect = false, columns = {'product_id': 'VARCHAR', 'supplier_id': 'VARCHAR', 'is_primary': 'BOOLEAN', 'cost_price': 'DECIMAL(12,2)', 'lead_time_days': 'INTEGER'})
  QUALIFY row_number() OVER (PARTITION BY product_id, supplier_id ORDER BY is_primary NULLS FIRST, cost_price NULLS FIRST, lead_time_days NULLS FIRST) = 1
)
SELECT * FROM latest
) TO '${out}/src_product_suppliers.parquet';
CREATE VIEW src_product_suppliers AS FROM '${out}/src_product_suppliers.parquet';

COPY (
WITH latest AS (
  SELECT * FROM read_csv(getvariable('data') || '/sales/regional_sales.csv', header = true, auto_detect = false, columns = {'region_id': 'VARCHAR', 'region_name': 'VARCHAR', 'country': 'VARCHAR', 'sales_date': 'DATE', 'total_revenue': 'DECIMAL(14,2)', 'total_transactions': 'INTEGER', 'average_order_value': 'DECIMAL(12,2)'})
  QUALIFY row_number() OVER (PARTITION BY region_id, sales_date ORDER BY region_name NULLS FIRST, country NULLS FIRST, total_revenue NULLS FIRST, total_transactions NULLS FIRST, average_order_value NULLS FIRST) = 1
)
SELECT * FROM latest
) TO '${out}/src_regional_sales.parquet';
CREATE VIEW src_regional_sales AS FROM '${out}/src_regional_sales.parquet';

COPY (
SELECT customer_id, first_name, last_name, email, customer_segment, preferred_channel, city, state, country, registration_date, age_years, generation_segment, days_since_registration,
  CASE WHEN days_since_registration <= 30 THEN 'New (0-30 days)' WHEN days_since_registration <= 90 THEN 'Recent (31-90 days)' WHEN days_since_registration <= 365 THEN 'Established (3-12 months)' WHEN days_since_registration IS NOT NULL THEN 'Veteran (1+ years)' END AS customer_tenure_segment,
  missing_email_flag, missing_phone_flag, date_of_birth IS NULL OR date_of_birth > getvariable('d') AS invalid_birth_date_flag,
  registration_date IS NULL OR registration_date::DATE > getvariable('d') AS invalid_registration_date_flag
FROM src_customers
) TO '${out}/dim_customers.parquet';
CREATE VIEW dim_customers AS FROM '${out}/dim_customers.parquet';

COPY (
SELECT x::DATE AS calendar_date, year(x) * 10000 + month(x) * 100 + day(x) AS date_key, year(x) AS calendar_year, quarter(x) AS calendar_quarter, month(x) AS calendar_month,
  day(x) AS day_of_month, dayofweek(x) + 1 AS day_of_week, dayofweek(x) IN (0, 6) AS is_weekend, date_diff('day', x, getvariable('d')) AS days_before_as_of
FROM (SELECT unnest(generate_series(DATE '2015-01-01', make_date(year(getvariable('d')), 12, 31), INTERVAL 1 DAY)) AS x)
) TO '${out}/dim_dates.parquet';
CREATE VIEW dim_dates AS FROM '${out}/dim_dates.parquet';

COPY (
SELECT p.product_id, product_name, category, category_group, subcategory, brand, price, price_segment, cost, gross_margin, margin_percent, created_date, days_since_launch, f.supplier_id, s.supplier_name
FROM src_products p
LEFT JOIN (SELECT product_id, min(supplier_id) AS supplier_id FROM src_product_suppliers WHERE is_primary GROUP BY ALL) f ON p.product_id = f.product_id
LEFT JOIN src_suppliers s ON f.supplier_id = s.supplier_id
) TO '${out}/dim_products.parquet';
CREATE VIEW dim_products AS FROM '${out}/dim_products.parquet';

COPY (
WITH baskets AS (
  SELECT transaction_id, count(*) AS items_purchased, sum(quantity) AS total_quantity, avg(unit_price) AS avg_item_price, count(DISTINCT category) AS unique_categories,
    count(DISTINCT brand) AS unique_brands, list_sort(list(DISTINCT category_group)) AS purchased_category_groups, list_sort(list(DISTINCT brand)) AS purchased_brands
  FROM src_transaction_items i JOIN src_products p ON i.product_id = p.product_id
  GROUP BY ALL
)
SELECT t.* EXCLUDE (currency, status), b.* EXCLUDE (transaction_id), coalesce(channel = preferred_channel, false) AS used_preferred_channel, c.customer_id IS NOT NULL AS is_known_customer
FROM src_transactions t JOIN baskets b ON t.transaction_id = b.transaction_id LEFT JOIN src_customers c ON t.customer_id = c.customer_id
) TO '${out}/int_customer_transactions.parquet';
CREATE VIEW int_customer_transactions AS FROM '${out}/int_customer_transactions.parquet';

COPY (
SELECT t.transaction_id, customer_id, transaction_date, total_amount, coalesce(item_count, 0) AS item_count,
  CASE WHEN l.transaction_id IS NULL THEN 'no items' ELSE 'no active product' END AS reason
FROM (FROM src_transactions t ANTI JOIN int_customer_transactions i ON t.transaction_id = i.transaction_id) t
LEFT JOIN (SELECT transaction_id, count(*) AS item_count FROM src_transaction_items GROUP BY ALL) l ON t.transaction_id = l.transaction_id
) TO '${out}/transactions_without_active_items.parquet';
CREATE VIEW transactions_without_active_items AS FROM '${out}/transactions_without_active_items.parquet';

COPY (
WITH p AS (
  SELECT customer_id, count(*) AS total_transactions, sum(total_amount) AS total_spent, avg(total_amount) AS avg_order_value, min(transaction_date) AS first_purchase_date,
    max(transaction_date) AS last_purchase_date, count(DISTINCT channel) AS channels_used, count(DISTINCT transaction_date_only) AS shopping_days,
    count(*) FILTER (used_preferred_channel) AS preferred_channel_usage, count(*) FILTER (ago <= 90) AS transactions_last_90d, sum(total_amount) FILTER (ago <= 90) AS spent_last_90d
  FROM (SELECT *, date_diff('day', transaction_date_only, getvariable('d')) AS ago FROM int_customer_transactions) GROUP BY ALL
), a AS (
  SELECT customer_id, count(*) AS total_app_sessions, sum(session_duration_minutes) AS total_session_minutes, avg(session_duration_minutes) AS avg_session_duration,
    sum(pages_viewed) AS total_pages_viewed, sum(actions_taken) AS total_actions_taken, max(session_date) AS last_app_use_date, count(DISTINCT device_type) AS unique_device_types
  FROM src_app_usage GROUP BY ALL
), s AS (
  SELECT customer_id, count(*) AS total_support_tickets, count(*) FILTER (status = 'resolved') AS resolved_support_tickets, avg(satisfaction_score) AS avg_satisfaction,
    max(created_date) AS last_ticket_date, count(*) FILTER (priority = 'urgent') AS urgent_support_tickets
  FROM src_support_tickets GROUP BY ALL
), j AS (
  SELECT c.customer_id, first_name, last_name, email, customer_segment, preferred_channel, generation_segment, age_years, city, state, country, registration_date, days_since_registration,
    loyalty_tier, tier_rank, days_in_current_tier, points_balance, lifetime_value, value_segment, redemption_rate,
    coalesce(total_transactions, 0) AS total_transactions, coalesce(total_spent, 0) AS total_spent, avg_order_value, first_purchase_date, last_purchase_date,
    coalesce(channels_used, 0) AS channels_used, coalesce(shopping_days, 0) AS shopping_days, coalesce(preferred_channel_usage, 0) AS preferred_channel_usage,
    coalesce(transactions_last_90d, 0) AS transactions_last_90d, coalesce(spent_last_90d, 0) AS spent_last_90d, date_diff('day', last_purchase_date::DATE, getvariable('d')) AS ago,
    coalesce(total_app_sessions, 0) AS total_app_sessions, coalesce(total_session_minutes, 0) AS total_session_minutes, avg_session_duration,
    coalesce(total_pages_viewed, 0) AS total_pages_viewed, coalesce(total_actions_taken, 0) AS total_actions_taken, last_app_use_date, coalesce(unique_device_types, 0) AS unique_device_types,
    coalesce(total_support_tickets, 0) AS total_support_tickets, coalesce(resolved_support_tickets, 0) AS resolved_support_tickets, avg_satisfaction, last_ticket_date,
    coalesce(urgent_support_tickets, 0) AS urgent_support_tickets
  FROM src_customers c LEFT JOIN src_loyalty_program l ON c.customer_id = l.customer_id LEFT JOIN p ON c.customer_id = p.customer_id
  LEFT JOIN a ON c.customer_id = a.customer_id LEFT JOIN s ON c.customer_id = s.customer_id
)
SELECT * EXCLUDE (ago), 0.3 * total_session_minutes + 0.4 * total_pages_viewed + 0.3 * total_actions_taken AS app_engagement_score,
  CASE WHEN total_transactions = 0 THEN 'Never Purchased' WHEN ago <= 30 THEN 'Active' WHEN ago <= 90 THEN 'At Risk' ELSE 'Churned' END AS customer_status,
  CASE WHEN ago <= 30 THEN 5 WHEN ago <= 60 THEN 4 WHEN ago <= 90 THEN 3 WHEN ago <= 180 THEN 2 ELSE 1 END AS recency_score,
  CASE WHEN total_transactions >= 10 THEN 5 WHEN total_transactions >= 5 THEN 4 WHEN total_transactions >= 3 THEN 3 WHEN total_transactions >= 1 THEN 2 ELSE 1 END AS frequency_score,
  CASE WHEN total_spent >= 1000 THEN 5 WHEN total_spent >= 500 THEN 4 WHEN total_spent >= 200 THEN 3 WHEN total_spent >= 50 THEN 2 ELSE 1 END AS monetary_score, now() AS profile_created_at
FROM j
) TO '${out}/fct_customer_360_profile.parquet';
CREATE VIEW fct_customer_360_profile AS FROM '${out}/fct_customer_360_profile.parquet';

COPY (
SELECT customer_id, first_name, last_name, email, customer_segment, preferred_channel, generation_segment, age_years, city, state, country, days_since_registration,
  CASE WHEN days_since_registration <= 30 THEN 'New (0-30 days)' WHEN days_since_registration <= 90 THEN 'Recent (31-90 days)' WHEN days_since_registration <= 365 THEN 'Established (3-12 months)' WHEN days_since_registration IS NOT NULL THEN 'Veteran (1+ years)' END AS customer_tenure_segment,
  loyalty_tier, points_balance, lifetime_value, value_segment, redemption_rate, total_transactions, total_spent, avg_order_value, first_purchase_date, last_purchase_date,
  channels_used, shopping_days, transactions_last_90d, spent_last_90d, customer_status, recency_score, frequency_score, monetary_score,
  ((recency_score + frequency_score + monetary_score) / 3)::DECIMAL(17, 6) AS customer_health_score, total_app_sessions, total_session_minutes, avg_session_duration, app_engagement_score,
  last_app_use_date, unique_device_types, total_support_tickets, resolved_support_tickets, avg_satisfaction, last_ticket_date, urgent_support_tickets,
  CASE WHEN total_support_tickets = 0 THEN 'No Contact' WHEN avg_satisfaction >= 4 THEN 'Highly Satisfied' WHEN avg_satisfaction >= 3 THEN 'Satisfied' ELSE 'Needs Attention' END AS support_satisfaction_level,
  total_app_sessions > 0 AS is_app_user, preferred_channel IN ('online', 'mobile') AS is_digital_native, urgent_support_tickets > 0 AS has_urgent_issues,
  customer_status IN ('At Risk', 'Churned') AS churn_risk_flag, coalesce(avg_satisfaction < 3, false) AS satisfaction_risk_flag,
  channels_used = 1 AND total_transactions > 3 AS channel_expansion_opportunity, coalesce(loyalty_tier IN ('Bronze', 'Silver') AND lifetime_value > 2000, false) AS tier_upgrade_opportunity,
  total_app_sessions = 0 AND customer_status = 'Active' AS app_adoption_opportunity, profile_created_at, now() AS view_accessed_at
FROM fct_customer_360_profile WHERE customer_id IS NOT NULL AND coalesce(trim(email), '') <> ''
) TO '${out}/customer_analytics_c360.parquet';
CREATE VIEW customer_analytics_c360 AS FROM '${out}/customer_analytics_c360.parquet';
