CREATE OR REFRESH STREAMING TABLE large_orders
AS SELECT id, customer, amount, CAST(ordered_at AS DATE) AS day FROM STREAM orders WHERE amount >= :threshold;

CREATE VIEW customers (customer, orders, spent)
AS SELECT customer, count(*), sum(amount) FROM orders GROUP BY customer;

CREATE OR REFRESH MATERIALIZED VIEW ranking
AS WITH ranked AS (
  SELECT customer, orders, spent, rank() OVER (ORDER BY spent DESC NULLS LAST, customer) AS place FROM customers
)
SELECT r.*, spent / orders AS average, now() AS computed_at, current_date() AS today
FROM ranked AS r WHERE place <= 3;

CREATE OR REFRESH MATERIALIZED VIEW by_country
AS SELECT country, CAST(date_trunc('MONTH', ordered_at) AS DATE) AS month, count(*) AS orders,
  count(DISTINCT customer) AS customers, sum(amount) FILTER (WHERE amount > 10) AS large,
  array_sort(collect_set(customer)) AS names
FROM orders GROUP BY ROLLUP (country, CAST(date_trunc('MONTH', ordered_at) AS DATE));

CREATE OR REFRESH MATERIALIZED VIEW interests
AS SELECT customer, tag, properties['page'] AS page, transform(tags, t -> upper(t)) AS all_tags,
  named_struct('first', element_at(tags, 1), 'n', size(tags)) AS summary
FROM clicks LATERAL VIEW explode(tags) AS tag
WHERE customer NOT IN (SELECT customer FROM orders WHERE amount > 1000 AND customer IS NOT NULL);
