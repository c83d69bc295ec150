-- Makes table.parquet, every kind of column that a table takes, with DuckDB 1.5.6 (DuckDB writes every column as nullable).
COPY (
  SELECT
    i::DOUBLE / 4 AS "double", CASE WHEN i % 3 = 0 THEN NULL ELSE i::FLOAT / 2 END AS "float",
    i - 50 AS "int", (9007199254740993 + i)::BIGINT AS "long", i::UTINYINT AS "byte", (i::DECIMAL(9, 2) / 8)::DECIMAL(9, 2) AS "decimal",
    i % 2 = 0 AS "bool", CASE WHEN i % 5 = 0 THEN NULL ELSE 'name ' || (i % 4) END AS "text",
    DATE '2024-01-01' + i::INT AS "date", TIMESTAMP '2024-01-01 06:30:00' + i::INT * INTERVAL 36 HOUR AS "time",
    CASE WHEN i = 7 THEN 'NaN'::DOUBLE ELSE i END AS "nan"
  FROM range(100) t(i)
) TO 'table.parquet' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 2048);
