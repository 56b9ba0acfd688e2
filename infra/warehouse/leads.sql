-- Each lead once, by the request ID that it was handed in with: its result that counts is the one with the greatest
-- sequence, whichever came last. Its columns are those of results (${results_hash}): BigQuery shows tools those that there
-- were when this text was last changed.
SELECT *
FROM ${results}
WHERE root_id IS NOT NULL
QUALIFY ROW_NUMBER() OVER (PARTITION BY root_id ORDER BY sequence DESC, published_at DESC) = 1
