CREATE OR REFRESH STREAMING TABLE orders (
  id BIGINT,
  customer STRING,
  amount DECIMAL(12,2),
  ordered_at TIMESTAMP,
  country STRING,
  CONSTRAINT known_customer EXPECT (customer IS NOT NULL),
  CONSTRAINT positive EXPECT (amount > 0) ON VIOLATION QUARANTINE ROW,
  CONSTRAINT recent EXPECT (ordered_at >= TIMESTAMP '2024-01-01') ON VIOLATION DROP ROW,
  CONSTRAINT has_id EXPECT (id IS NOT NULL) ON VIOLATION FAIL UPDATE
)
PARTITIONED BY (country)
COMMENT 'Orders as they arrive'
AS SELECT id, customer, amount, ordered_at, country
FROM STREAM read_files('orders', format => 'csv', header => true,
  schema => 'id BIGINT, customer STRING, amount DECIMAL(12,2), ordered_at TIMESTAMP, country STRING');
