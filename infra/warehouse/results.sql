-- Each result once: a message that was delivered several times has one dedup_key, and the latest of them counts that was
-- not purged yet. Columns that Modigie, or an earlier version of the gateway, did not give are null.
WITH messages AS (
  SELECT
    publish_time,
    message_id,
    SAFE.PARSE_JSON(attributes) AS attributes,
    SAFE.PARSE_JSON(data, wide_number_mode => 'round') AS result
  FROM ${facts_raw}
),
told AS (
  SELECT
    publish_time AS published_at,
    message_id,
    JSON_VALUE(attributes, '$.dedupKey') AS dedup_key,
    SAFE_CAST(JSON_VALUE(attributes, '$.sequence') AS INT64) AS sequence,
    JSON_VALUE(attributes, '$.requestId') AS request_id,
    JSON_VALUE(attributes, '$.rootId') AS root_id,
    SAFE_CAST(JSON_VALUE(attributes, '$.attempt') AS INT64) AS attempt,
    NULLIF(JSON_VALUE(attributes, '$.jobType'), '') AS job_type,
    JSON_VALUE(attributes, '$.status') AS status,
    JSON_VALUE(attributes, '$.reusedFrom') AS reused_from,
    JSON_VALUE(result, '$.cause') AS cause,
    JSON_VALUE(result, '$.reasonType') AS reason_type,
    JSON_VALUE(result, '$.discardReasonType') AS discard_reason_type,
    SAFE_CAST(JSON_VALUE(result, '$.requestedAt') AS TIMESTAMP) AS requested_at,
    SAFE_CAST(JSON_VALUE(result, '$.createdAt') AS TIMESTAMP) AS created_at,
    SAFE_CAST(JSON_VALUE(result, '$.dispatchedAt') AS TIMESTAMP) AS dispatched_at,
    SAFE_CAST(JSON_VALUE(result, '$.startedAt') AS TIMESTAMP) AS started_at,
    SAFE_CAST(JSON_VALUE(result, '$.completedAt') AS TIMESTAMP) AS completed_at,
    SAFE_CAST(JSON_VALUE(result, '$.endedAt') AS TIMESTAMP) AS ended_at,
    JSON_VALUE(result, '$.eventCodes.appendMobile') AS append_mobile,
    JSON_VALUE(result, '$.eventCodes.appendLinkedIn') AS append_linkedin,
    JSON_VALUE(result, '$.eventCodes.verifyEmployment') AS verify_employment,
    JSON_VALUE(result, '$.eventCodes.verifyMobile') AS verify_mobile,
    NULLIF(TO_JSON_STRING(JSON_QUERY(result, '$.eventCodes')), 'null') AS event_codes,
    SAFE_CAST(JSON_VALUE(result, '$.had.email') AS BOOL) AS had_email,
    SAFE_CAST(JSON_VALUE(result, '$.had.linkedIn') AS BOOL) AS had_linkedin,
    SAFE_CAST(JSON_VALUE(result, '$.had.position') AS BOOL) AS had_position,
    SAFE_CAST(JSON_VALUE(result, '$.had.phone') AS BOOL) AS had_phone,
${read_tags}    SAFE_CAST(JSON_VALUE(result, '$.purged') AS BOOL) AS purged,
    SAFE_CAST(JSON_VALUE(result, '$.erased') AS BOOL) AS erased,
    JSON_VALUE(result, '$.unreadable') AS unreadable
  FROM messages
)
SELECT
  *,
  status = 'completed' AS charged,
  TIMESTAMP_DIFF(dispatched_at, created_at, MILLISECOND) / 1000 AS queue_s,
  TIMESTAMP_DIFF(completed_at, started_at, MILLISECOND) / 1000 AS processing_s
FROM told
WHERE TRUE
QUALIFY ROW_NUMBER() OVER (
  PARTITION BY COALESCE(dedup_key, message_id)
  ORDER BY had_email IS NULL, published_at DESC, message_id DESC
) = 1
