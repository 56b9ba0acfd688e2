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
