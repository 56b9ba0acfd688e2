-- How far leads came, and how long it took: by the UTC day on which their last attempt was accepted, job type and
-- showback tags. Seconds are of that attempt.
SELECT
  DATE(requested_at) AS day,
  job_type${tags},
  COUNT(*) AS leads,
  COUNTIF(created_at IS NOT NULL) AS created,
  COUNTIF(dispatched_at IS NOT NULL) AS dispatched,
  COUNTIF(started_at IS NOT NULL) AS started,
  COUNTIF(status = 'completed') AS completed,
  COUNTIF(status = 'reused') AS reused,
  COUNTIF(status = 'failed') AS failed,
  COUNTIF(status = 'canceled') AS canceled,
  COUNTIF(status = 'rejected') AS rejected,
  COUNTIF(status = 'discarded') AS discarded,
  COUNTIF(status = 'unanswered') AS unanswered,
  COUNTIF(status NOT IN (
    'completed', 'reused', 'failed', 'canceled', 'rejected', 'discarded', 'unanswered'
  )) AS others,
  AVG(attempt) AS attempts,
  AVG(queue_s) AS queue_s,
  MAX(queue_s) AS longest_queue_s,
  AVG(processing_s) AS processing_s,
  MAX(processing_s) AS longest_processing_s,
  AVG(TIMESTAMP_DIFF(ended_at, requested_at, MILLISECOND) / 1000) AS total_s
FROM ${leads}
GROUP BY day, job_type${tags}
