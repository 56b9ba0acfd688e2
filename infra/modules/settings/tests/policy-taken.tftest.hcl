# Values of the policy that are taken, in JSON. test/infra/same-checks.test.ts has the code check them, too.

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
