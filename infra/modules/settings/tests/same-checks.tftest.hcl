# test/infra/same-checks.test.ts has each of these values checked by the code, too: what is refused here is refused there,
# and what is taken is taken. The values are JSON.

variables {
  repository_id          = "acme-production"
  job_types              = { enrichMobile = { topic = "projects/modigie-tenant/topics/enrich-mobile" } }
  response_subscriptions = []
  priority_carrier       = "nowhere"
  policy                 = "{}"
  budgets                = []
  log_level              = "INFO"
}

run "policy_taken_1" {
  command = plan
  variables {
    policy = "{}"
  }
}

run "policy_taken_2" {
  command = plan
  variables {
    policy = "{\"maxAttempts\":1}"
  }
}

run "policy_taken_3" {
  command = plan
  variables {
    policy = "{\"maxAttempts\":10,\"giveUpMs\":1,\"retentionMs\":0}"
  }
}

run "policy_taken_4" {
  command = plan
  variables {
    policy = "{\"silence\":{\"baseMs\":1,\"capMs\":2},\"grace\":{\"baseMs\":1,\"capMs\":2}}"
  }
}

run "policy_taken_5" {
  command = plan
  variables {
    policy = "{\"retries\":[]}"
  }
}

run "policy_taken_6" {
  command = plan
  variables {
    policy = "{\"retries\":[{\"status\":\"failed\",\"reasonTypes\":\"any\",\"backoff\":{\"baseMs\":1,\"capMs\":2}},{\"status\":\"canceled\",\"reasonTypes\":[\"JobCancelReason\"],\"backoff\":{\"baseMs\":1,\"capMs\":2}}]}"
  }
}

run "policy_taken_7" {
  command = plan
  variables {
    policy = "{\"retries\":[{\"status\":\"failed\",\"reasonTypes\":[],\"backoff\":{\"baseMs\":1,\"capMs\":2}}]}"
  }
}

run "policy_taken_8" {
  command = plan
  variables {
    policy = "{\"tracking\":\"endings-only\"}"
  }
}

run "policy_taken_9" {
  command = plan
  variables {
    policy = "{\"giveUpMs\":9007199254740991}"
  }
}

run "requires_taken_1" {
  command = plan
  variables {
    job_types = { a = { topic = "projects/m/topics/t", requires = "[]" } }
  }
}

run "requires_taken_2" {
  command = plan
  variables {
    job_types = { a = { topic = "projects/m/topics/t", requires = "[\"firstName\",\"lastName\",\"company\"]" } }
  }
}

run "requires_taken_3" {
  command = plan
  variables {
    job_types = { a = { topic = "projects/m/topics/t", requires = "[\"email\",\"businessEmail\",\"phone\",\"linkedInUrl\"]" } }
  }
}

run "requires_taken_4" {
  command = plan
  variables {
    job_types = { a = { topic = "projects/m/topics/t", requires = "[{\"anyOf\":[[\"firstName\",\"lastName\"],[\"linkedInUrl\"]]},\"company\"]" } }
  }
}

run "requires_taken_5" {
  command = plan
  variables {
    job_types = { a = { topic = "projects/m/topics/t", requires = "[{\"anyOf\":[[\"phone\"]]}]" } }
  }
}

run "budgets_taken_1" {
  command = plan
  variables {
    budgets = []
  }
}

run "budgets_taken_2" {
  command = plan
  variables {
    budgets = [{ "name" : "a", "per" : "day", "limit" : 0 }]
  }
}

run "budgets_taken_3" {
  command = plan
  variables {
    budgets = [{ "name" : "emea_2-x", "tag" : "team=emea", "jobType" : "enrichMobile", "per" : "month", "limit" : 1000 }]
  }
}

run "budgets_taken_4" {
  command = plan
  variables {
    budgets = [{ "name" : "a", "per" : "day", "limit" : 1 }, { "name" : "b", "per" : "day", "limit" : 1 }]
  }
}

run "repository_id_taken_1" {
  command = plan
  variables {
    repository_id = "acme-production"
  }
}

run "repository_id_taken_2" {
  command = plan
  variables {
    repository_id = "A.b_c~d-1"
  }
}

run "repository_id_taken_3" {
  command = plan
  variables {
    repository_id = "...x"
  }
}

run "priority_carrier_taken_1" {
  command = plan
  variables {
    priority_carrier = "nowhere"
  }
}

run "priority_carrier_taken_2" {
  command = plan
  variables {
    priority_carrier = "body"
  }
}

run "priority_carrier_taken_3" {
  command = plan
  variables {
    priority_carrier = "attribute:priority"
  }
}

run "priority_carrier_taken_4" {
  command = plan
  variables {
    priority_carrier = "attribute:a.b-c_1"
  }
}

run "log_level_taken_1" {
  command = plan
  variables {
    log_level = "DEBUG"
  }
}

run "log_level_taken_2" {
  command = plan
  variables {
    log_level = "INFO"
  }
}

run "log_level_taken_3" {
  command = plan
  variables {
    log_level = "NOTICE"
  }
}

run "log_level_taken_4" {
  command = plan
  variables {
    log_level = "WARNING"
  }
}

run "log_level_taken_5" {
  command = plan
  variables {
    log_level = "ERROR"
  }
}

run "log_level_taken_6" {
  command = plan
  variables {
    log_level = "CRITICAL"
  }
}

run "response_subscriptions_taken_1" {
  command = plan
  variables {
    response_subscriptions = ["projects/m/subscriptions/s"]
  }
}

run "policy_refused_1" {
  command = plan
  variables {
    policy = "[]"
  }
  expect_failures = [var.policy]
}

run "policy_refused_2" {
  command = plan
  variables {
    policy = "5"
  }
  expect_failures = [var.policy]
}

run "policy_refused_3" {
  command = plan
  variables {
    policy = "null"
  }
  expect_failures = [var.policy]
}

run "policy_refused_4" {
  command = plan
  variables {
    policy = "not JSON"
  }
  expect_failures = [var.policy]
}

run "policy_refused_5" {
  command = plan
  variables {
    policy = "{\"maxAttempt\":2}"
  }
  expect_failures = [var.policy]
}

run "policy_refused_6" {
  command = plan
  variables {
    policy = "{\"maxAttempts\":0}"
  }
  expect_failures = [var.policy]
}

run "policy_refused_7" {
  command = plan
  variables {
    policy = "{\"maxAttempts\":11}"
  }
  expect_failures = [var.policy]
}

run "policy_refused_8" {
  command = plan
  variables {
    policy = "{\"maxAttempts\":1.5}"
  }
  expect_failures = [var.policy]
}

run "policy_refused_9" {
  command = plan
  variables {
    policy = "{\"maxAttempts\":\"2\"}"
  }
  expect_failures = [var.policy]
}

run "policy_refused_10" {
  command = plan
  variables {
    policy = "{\"maxAttempts\":null}"
  }
  expect_failures = [var.policy]
}

run "policy_refused_11" {
  command = plan
  variables {
    policy = "{\"maxAttempts\":true}"
  }
  expect_failures = [var.policy]
}

run "policy_refused_12" {
  command = plan
  variables {
    policy = "{\"giveUpMs\":0}"
  }
  expect_failures = [var.policy]
}

run "policy_refused_13" {
  command = plan
  variables {
    policy = "{\"retentionMs\":-1}"
  }
  expect_failures = [var.policy]
}

run "policy_refused_14" {
  command = plan
  variables {
    policy = "{\"giveUpMs\":9007199254740993}"
  }
  expect_failures = [var.policy]
}

run "policy_refused_15" {
  command = plan
  variables {
    policy = "{\"silence\":{\"baseMs\":1}}"
  }
  expect_failures = [var.policy]
}

run "policy_refused_16" {
  command = plan
  variables {
    policy = "{\"silence\":{\"baseMs\":1,\"capMs\":2,\"more\":3}}"
  }
  expect_failures = [var.policy]
}

run "policy_refused_17" {
  command = plan
  variables {
    policy = "{\"silence\":{\"baseMs\":\"1\",\"capMs\":2}}"
  }
  expect_failures = [var.policy]
}

run "policy_refused_18" {
  command = plan
  variables {
    policy = "{\"grace\":{\"baseMs\":0,\"capMs\":2}}"
  }
  expect_failures = [var.policy]
}

run "policy_refused_19" {
  command = plan
  variables {
    policy = "{\"grace\":null}"
  }
  expect_failures = [var.policy]
}

run "policy_refused_20" {
  command = plan
  variables {
    policy = "{\"grace\":[1,2]}"
  }
  expect_failures = [var.policy]
}

run "policy_refused_21" {
  command = plan
  variables {
    policy = "{\"retries\":{}}"
  }
  expect_failures = [var.policy]
}

run "policy_refused_22" {
  command = plan
  variables {
    policy = "{\"retries\":null}"
  }
  expect_failures = [var.policy]
}

run "policy_refused_23" {
  command = plan
  variables {
    policy = "{\"retries\":\"any\"}"
  }
  expect_failures = [var.policy]
}

run "policy_refused_24" {
  command = plan
  variables {
    policy = "{\"retries\":[{\"status\":\"rejected\",\"reasonTypes\":\"any\",\"backoff\":{\"baseMs\":1,\"capMs\":2}}]}"
  }
  expect_failures = [var.policy]
}

run "policy_refused_25" {
  command = plan
  variables {
    policy = "{\"retries\":[{\"status\":\"failed\",\"reasonTypes\":\"all\",\"backoff\":{\"baseMs\":1,\"capMs\":2}}]}"
  }
  expect_failures = [var.policy]
}

run "policy_refused_26" {
  command = plan
  variables {
    policy = "{\"retries\":[{\"status\":\"failed\",\"reasonTypes\":[\"\"],\"backoff\":{\"baseMs\":1,\"capMs\":2}}]}"
  }
  expect_failures = [var.policy]
}

run "policy_refused_27" {
  command = plan
  variables {
    policy = "{\"retries\":[{\"status\":\"failed\",\"reasonTypes\":[5],\"backoff\":{\"baseMs\":1,\"capMs\":2}}]}"
  }
  expect_failures = [var.policy]
}

run "policy_refused_28" {
  command = plan
  variables {
    policy = "{\"retries\":[{\"status\":\"failed\",\"reasonTypes\":{\"a\":\"b\"},\"backoff\":{\"baseMs\":1,\"capMs\":2}}]}"
  }
  expect_failures = [var.policy]
}

run "policy_refused_29" {
  command = plan
  variables {
    policy = "{\"retries\":[{\"status\":\"failed\",\"reasonTypes\":\"any\"}]}"
  }
  expect_failures = [var.policy]
}

run "policy_refused_30" {
  command = plan
  variables {
    policy = "{\"retries\":[{\"status\":\"failed\",\"reasonTypes\":\"any\",\"backoff\":{\"baseMs\":1.5,\"capMs\":2}}]}"
  }
  expect_failures = [var.policy]
}

run "policy_refused_31" {
  command = plan
  variables {
    policy = "{\"retries\":[{\"status\":\"failed\",\"reasonTypes\":\"any\",\"backoff\":{\"baseMs\":1,\"capMs\":2},\"more\":1}]}"
  }
  expect_failures = [var.policy]
}

run "policy_refused_32" {
  command = plan
  variables {
    policy = "{\"retries\":[5]}"
  }
  expect_failures = [var.policy]
}

run "policy_refused_33" {
  command = plan
  variables {
    policy = "{\"tracking\":\"endings\"}"
  }
  expect_failures = [var.policy]
}

run "policy_refused_34" {
  command = plan
  variables {
    policy = "{\"tracking\":null}"
  }
  expect_failures = [var.policy]
}

run "topic_refused_1" {
  command = plan
  variables {
    job_types = { a = { topic = "enrich-mobile" } }
  }
  expect_failures = [var.job_types]
}

run "topic_refused_2" {
  command = plan
  variables {
    job_types = { a = { topic = "projects/m/topics/t t" } }
  }
  expect_failures = [var.job_types]
}

run "requires_refused_1" {
  command = plan
  variables {
    job_types = { a = { topic = "projects/m/topics/t", requires = "{}" } }
  }
  expect_failures = [var.job_types]
}

run "requires_refused_2" {
  command = plan
  variables {
    job_types = { a = { topic = "projects/m/topics/t", requires = "\"firstName\"" } }
  }
  expect_failures = [var.job_types]
}

run "requires_refused_3" {
  command = plan
  variables {
    job_types = { a = { topic = "projects/m/topics/t", requires = "null" } }
  }
  expect_failures = [var.job_types]
}

run "requires_refused_4" {
  command = plan
  variables {
    job_types = { a = { topic = "projects/m/topics/t", requires = "[\"first name\"]" } }
  }
  expect_failures = [var.job_types]
}

run "requires_refused_5" {
  command = plan
  variables {
    job_types = { a = { topic = "projects/m/topics/t", requires = "[5]" } }
  }
  expect_failures = [var.job_types]
}

run "requires_refused_6" {
  command = plan
  variables {
    job_types = { a = { topic = "projects/m/topics/t", requires = "[null]" } }
  }
  expect_failures = [var.job_types]
}

run "requires_refused_7" {
  command = plan
  variables {
    job_types = { a = { topic = "projects/m/topics/t", requires = "[{\"anyOf\":[]}]" } }
  }
  expect_failures = [var.job_types]
}

run "requires_refused_8" {
  command = plan
  variables {
    job_types = { a = { topic = "projects/m/topics/t", requires = "[{\"anyOf\":[[]]}]" } }
  }
  expect_failures = [var.job_types]
}

run "requires_refused_9" {
  command = plan
  variables {
    job_types = { a = { topic = "projects/m/topics/t", requires = "[{\"anyOf\":[\"phone\"]}]" } }
  }
  expect_failures = [var.job_types]
}

run "requires_refused_10" {
  command = plan
  variables {
    job_types = { a = { topic = "projects/m/topics/t", requires = "[{\"anyOf\":[[\"mobile\"]]}]" } }
  }
  expect_failures = [var.job_types]
}

run "requires_refused_11" {
  command = plan
  variables {
    job_types = { a = { topic = "projects/m/topics/t", requires = "[{\"anyOf\":[[\"phone\"]],\"more\":1}]" } }
  }
  expect_failures = [var.job_types]
}

run "requires_refused_12" {
  command = plan
  variables {
    job_types = { a = { topic = "projects/m/topics/t", requires = "[[\"phone\"]]" } }
  }
  expect_failures = [var.job_types]
}

run "requires_refused_13" {
  command = plan
  variables {
    job_types = { a = { topic = "projects/m/topics/t", requires = "not JSON" } }
  }
  expect_failures = [var.job_types]
}

run "budgets_refused_1" {
  command = plan
  variables {
    budgets = [{ "name" : "a", "per" : "week", "limit" : 1 }]
  }
  expect_failures = [var.budgets]
}

run "budgets_refused_2" {
  command = plan
  variables {
    budgets = [{ "name" : "a", "per" : "day", "limit" : -1 }]
  }
  expect_failures = [var.budgets]
}

run "budgets_refused_3" {
  command = plan
  variables {
    budgets = [{ "name" : "a", "per" : "day", "limit" : 1.5 }]
  }
  expect_failures = [var.budgets]
}

run "budgets_refused_4" {
  command = plan
  variables {
    budgets = [{ "name" : "a b", "per" : "day", "limit" : 1 }]
  }
  expect_failures = [var.budgets]
}

run "budgets_refused_5" {
  command = plan
  variables {
    budgets = [{ "name" : "", "per" : "day", "limit" : 1 }]
  }
  expect_failures = [var.budgets]
}

run "budgets_refused_6" {
  command = plan
  variables {
    budgets = [{ "name" : "a", "per" : "day", "limit" : 1 }, { "name" : "a", "per" : "month", "limit" : 9 }]
  }
  expect_failures = [var.budgets]
}

run "budgets_refused_7" {
  command = plan
  variables {
    budgets = [{ "name" : "a", "tag" : "t", "per" : "day", "limit" : 1 }]
  }
  expect_failures = [var.budgets]
}

run "budgets_refused_8" {
  command = plan
  variables {
    budgets = [{ "name" : "a", "jobType" : "", "per" : "day", "limit" : 1 }]
  }
  expect_failures = [var.budgets]
}

run "repository_id_refused_1" {
  command = plan
  variables {
    repository_id = ""
  }
  expect_failures = [var.repository_id]
}

run "repository_id_refused_2" {
  command = plan
  variables {
    repository_id = "repositories/acme"
  }
  expect_failures = [var.repository_id]
}

run "repository_id_refused_3" {
  command = plan
  variables {
    repository_id = ".."
  }
  expect_failures = [var.repository_id]
}

run "repository_id_refused_4" {
  command = plan
  variables {
    repository_id = "."
  }
  expect_failures = [var.repository_id]
}

run "repository_id_refused_5" {
  command = plan
  variables {
    repository_id = "a b"
  }
  expect_failures = [var.repository_id]
}

run "priority_carrier_refused_1" {
  command = plan
  variables {
    priority_carrier = "header"
  }
  expect_failures = [var.priority_carrier]
}

run "priority_carrier_refused_2" {
  command = plan
  variables {
    priority_carrier = "attribute:"
  }
  expect_failures = [var.priority_carrier]
}

run "priority_carrier_refused_3" {
  command = plan
  variables {
    priority_carrier = "attribute:modigieJobRequestId"
  }
  expect_failures = [var.priority_carrier]
}

run "priority_carrier_refused_4" {
  command = plan
  variables {
    priority_carrier = "attribute:MODIGIEJOBREQUESTID"
  }
  expect_failures = [var.priority_carrier]
}

run "priority_carrier_refused_5" {
  command = plan
  variables {
    priority_carrier = "attribute:modigieJobExpireAfter"
  }
  expect_failures = [var.priority_carrier]
}

run "priority_carrier_refused_6" {
  command = plan
  variables {
    priority_carrier = "attribute:googclient"
  }
  expect_failures = [var.priority_carrier]
}

run "priority_carrier_refused_7" {
  command = plan
  variables {
    priority_carrier = "attribute:a b"
  }
  expect_failures = [var.priority_carrier]
}

run "log_level_refused_1" {
  command = plan
  variables {
    log_level = "LOUD"
  }
  expect_failures = [var.log_level]
}

run "log_level_refused_2" {
  command = plan
  variables {
    log_level = "info"
  }
  expect_failures = [var.log_level]
}

run "response_subscriptions_refused_1" {
  command = plan
  variables {
    response_subscriptions = ["s"]
  }
  expect_failures = [var.response_subscriptions]
}

run "response_subscriptions_refused_2" {
  command = plan
  variables {
    response_subscriptions = ["projects/m/topics/t"]
  }
  expect_failures = [var.response_subscriptions]
}
