-- What was found about whom: of each lead that was answered the result that counts, while the raw table keeps it. It is
-- personal data, in a dataset of its own.
WITH messages AS (
  SELECT
    publish_time AS published_at,
    SAFE.PARSE_JSON(attributes) AS attributes,
    SAFE.PARSE_JSON(data, wide_number_mode => 'round') AS result
  FROM ${results_raw}
),
counted AS (
  SELECT
    published_at,
    JSON_VALUE(attributes, '$.requestId') AS request_id,
    JSON_VALUE(attributes, '$.rootId') AS root_id,
    NULLIF(JSON_VALUE(attributes, '$.jobType'), '') AS job_type,
    JSON_VALUE(attributes, '$.status') AS status,
    JSON_QUERY(result, '$.eventCodes') AS codes,
    JSON_QUERY(result, '$.job.payload') AS payload,
    IF(
      JSON_VALUE(result, '$.eventCodes.verifyEmployment') = 'unable_to_verify',
      NULL,
      JSON_QUERY(result, '$.job.payload.employment')
    ) AS employment
  FROM messages
  WHERE JSON_VALUE(attributes, '$.rootId') IS NOT NULL
  QUALIFY ROW_NUMBER() OVER (
    PARTITION BY JSON_VALUE(attributes, '$.rootId')
    ORDER BY SAFE_CAST(JSON_VALUE(attributes, '$.sequence') AS INT64) DESC, published_at DESC
  ) = 1
)
SELECT
  published_at,
  request_id,
  root_id,
  job_type,
  status,
  -- What Modigie appended has no source, and stands behind what was handed in, which comes back as well.
  (
    SELECT
      COALESCE(JSON_VALUE(phone, '$.phoneNumber.e164Format'), JSON_VALUE(phone, '$.phoneNumber.userFormat'))
    FROM UNNEST(JSON_QUERY_ARRAY(payload, '$.phoneNumbers')) AS phone WITH OFFSET AS place
    WHERE
      LOWER(JSON_VALUE(phone, '$.phoneType')) = 'mobile'
      AND (
        JSON_VALUE(codes, '$.verifyMobile') = 'good_mobile'
        OR JSON_VALUE(codes, '$.appendMobile') = 'appended'
        AND COALESCE(JSON_TYPE(JSON_QUERY(phone, '$.source')), 'null') = 'null'
      )
    ORDER BY IF(JSON_VALUE(codes, '$.appendMobile') = 'appended', -place, place)
    LIMIT 1
  ) AS mobile,
  (
    SELECT COALESCE(JSON_VALUE(entry, '$.url.normalFormat'), JSON_VALUE(entry, '$.url.userFormat'))
    FROM UNNEST(JSON_QUERY_ARRAY(payload, '$.urls')) AS entry WITH OFFSET AS place
    WHERE
      JSON_VALUE(codes, '$.appendLinkedIn') != 'unable_to_append'
      AND 'linkedInUser' IN UNNEST(JSON_VALUE_ARRAY(entry, '$.rels'))
    ORDER BY
      IF(
        JSON_VALUE(codes, '$.appendLinkedIn') IN ('appended', 'replaced')
        AND COALESCE(JSON_TYPE(JSON_QUERY(entry, '$.source')), 'null') = 'null',
        -1 - place,
        place
      )
    LIMIT 1
  ) AS linkedin_url,
  JSON_VALUE(codes, '$.verifyEmployment') AS verify_employment,
  -- Employer and title may be there of one that could not be verified, and are not reliable.
  JSON_VALUE(employment, '$.company.verification.title') AS company,
  JSON_VALUE(employment, '$.position.verification.title') AS position,
  JSON_VALUE(employment, '$.employmentEnd.iso8601Format') AS employment_end
FROM counted
WHERE status IN ('completed', 'reused')
