# Values of the policy that are refused, in JSON. test/infra/same-checks.test.ts has the code check them, too.

variables {
  repository_id          = "acme-production"
  job_types              = { enrichMobile = { topic = "projects/modigie-tenant/topics/enrich-mobile" } }
  response_subscriptions = []
  priority_carrier       = "nowhere"
  policy                 = "{}"
  showback_tags          = {}
  budgets                = []
  prices                 = {}
  reuse                  = {}
  dispatch_rate          = {}
  breaker                = {}
  teams                  = {}
  log_level              = "INFO"
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
