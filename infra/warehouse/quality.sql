-- What was found, by the input that leads had: by the week (from Monday, UTC) of the ending, job type and showback tags.
-- Findings are of completed leads; a rate is of those for which Modigie tried, and null where it tried for none.
SELECT
  DATE_TRUNC(DATE(ended_at), ISOWEEK) AS week,
  job_type${tags},
  had_email,
  had_linkedin,
  had_position,
  had_phone,
  COUNT(*) AS leads,
  COUNTIF(charged) AS completed,
  COUNTIF(status = 'reused') AS reused,
  COUNTIF(charged AND append_mobile = 'appended') AS mobiles,
  COUNTIF(charged AND append_linkedin IN ('appended', 'replaced')) AS linkedins,
  COUNTIF(charged AND verify_employment IN ('verified', 'changed', 'verified_elsewhere')) AS employments,
  COUNTIF(charged AND verify_mobile = 'good_mobile') AS good_mobiles,
  SAFE_DIVIDE(
    COUNTIF(charged AND append_mobile = 'appended'),
    COUNTIF(charged AND append_mobile IS NOT NULL)
  ) AS mobile_rate,
  SAFE_DIVIDE(
    COUNTIF(charged AND append_linkedin IN ('appended', 'replaced')),
    COUNTIF(charged AND append_linkedin IS NOT NULL)
  ) AS linkedin_rate,
  SAFE_DIVIDE(
    COUNTIF(charged AND verify_employment IN ('verified', 'changed', 'verified_elsewhere')),
    COUNTIF(charged AND verify_employment IS NOT NULL)
  ) AS employment_rate
FROM ${leads}
GROUP BY week, job_type${tags}, had_email, had_linkedin, had_position, had_phone
