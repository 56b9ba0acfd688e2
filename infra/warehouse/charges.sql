-- Charged jobs by UTC month, job type and showback tags.
SELECT
  FORMAT_DATE('%Y-%m', charged_on) AS month,
  job_type${tags},
  COUNT(*) AS charged
FROM ${charged_jobs}
GROUP BY month, job_type${tags}
