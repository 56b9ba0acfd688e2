-- Each job that Modigie charged for, by request ID, on the UTC day that an invoice goes by: Modigie's own time of the
-- completion. A lead that was charged twice is here twice. A job whose completion was taken back is not.
WITH endings AS (
  SELECT *
  FROM ${results}
  WHERE request_id IS NOT NULL
  QUALIFY ROW_NUMBER() OVER (PARTITION BY request_id ORDER BY sequence DESC, published_at DESC) = 1
)
SELECT
  request_id,
  root_id,
  job_type,
  COALESCE(completed_at, ended_at, published_at) AS charged_at,
  DATE(COALESCE(completed_at, ended_at, published_at)) AS charged_on${tags}
FROM endings
WHERE charged
