# Values of the digest, in JSON. test/infra/same-checks.test.ts has the code check them, too.

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

run "digest_taken_1" {
  command = plan
  variables {
    digest = "{}"
  }
}

run "digest_taken_2" {
  command = plan
  variables {
    digest = "{\"rules\":{},\"systems\":{},\"fields\":{}}"
  }
}

run "digest_taken_3" {
  command = plan
  variables {
    digest = "{\"systems\":{\"crm\":\"hubspot\"}}"
  }
}

run "digest_taken_4" {
  command = plan
  variables {
    digest = "{\"rules\":{\"appendLinkedIn.replaced\":{\"linkedIn\":\"set\"}}}"
  }
}

run "digest_taken_5" {
  command = plan
  variables {
    digest = "{\"rules\":{\"verifyEmployment.verified\":{\"title\":{\"empty\":\"set\",\"filled\":\"keep\"},\"company\":\"never\"},\"email.undeliverable\":{\"email\":\"keep\"}}}"
  }
}

run "digest_taken_6" {
  command = plan
  variables {
    digest = "{\"fields\":{\"hubspot\":{\"leftOn\":null,\"linkedIn\":\"linkedin_bio\"},\"salesforce\":{\"leftOn\":\"Left__c\"}}}"
  }
}

run "digest_refused_1" {
  command = plan
  variables {
    digest = "[]"
  }
  expect_failures = [var.digest]
}

run "digest_refused_2" {
  command = plan
  variables {
    digest = "null"
  }
  expect_failures = [var.digest]
}

run "digest_refused_3" {
  command = plan
  variables {
    digest = "not JSON"
  }
  expect_failures = [var.digest]
}

run "digest_refused_4" {
  command = plan
  variables {
    digest = "{\"rule\":{}}"
  }
  expect_failures = [var.digest]
}

run "digest_refused_5" {
  command = plan
  variables {
    digest = "{\"systems\":{\"crm\":\"pipedrive\"}}"
  }
  expect_failures = [var.digest]
}

run "digest_refused_6" {
  command = plan
  variables {
    digest = "{\"systems\":[\"hubspot\"]}"
  }
  expect_failures = [var.digest]
}

run "digest_refused_7" {
  command = plan
  variables {
    digest = "{\"rules\":[]}"
  }
  expect_failures = [var.digest]
}

run "digest_refused_8" {
  command = plan
  variables {
    digest = "{\"rules\":{\"appendMobile.found\":{}}}"
  }
  expect_failures = [var.digest]
}

run "digest_refused_9" {
  command = plan
  variables {
    digest = "{\"rules\":{\"appendMobile.appended\":{\"title\":\"set\"}}}"
  }
  expect_failures = [var.digest]
}

run "digest_refused_10" {
  command = plan
  variables {
    digest = "{\"rules\":{\"appendMobile.appended\":{\"mobile\":\"overwrite\"}}}"
  }
  expect_failures = [var.digest]
}

run "digest_refused_11" {
  command = plan
  variables {
    digest = "{\"rules\":{\"appendMobile.appended\":{\"mobile\":{\"empty\":\"set\"}}}}"
  }
  expect_failures = [var.digest]
}

run "digest_refused_12" {
  command = plan
  variables {
    digest = "{\"rules\":{\"appendMobile.appended\":{\"mobile\":5}}}"
  }
  expect_failures = [var.digest]
}

run "digest_refused_13" {
  command = plan
  variables {
    digest = "{\"rules\":{\"verifyEmployment.verified\":{\"company\":\"set\"}}}"
  }
  expect_failures = [var.digest]
}

run "digest_refused_14" {
  command = plan
  variables {
    digest = "{\"rules\":{\"email.undeliverable\":{\"email\":\"set\"}}}"
  }
  expect_failures = [var.digest]
}

run "digest_refused_15" {
  command = plan
  variables {
    digest = "{\"rules\":{\"email.undeliverable\":{\"email\":{\"empty\":\"set\",\"filled\":\"keep\"}}}}"
  }
  expect_failures = [var.digest]
}

run "digest_refused_16" {
  command = plan
  variables {
    digest = "{\"fields\":{\"pipedrive\":{}}}"
  }
  expect_failures = [var.digest]
}

run "digest_refused_17" {
  command = plan
  variables {
    digest = "{\"fields\":{\"hubspot\":{\"company\":\"x\"}}}"
  }
  expect_failures = [var.digest]
}

run "digest_refused_18" {
  command = plan
  variables {
    digest = "{\"fields\":{\"hubspot\":{\"title\":\"Job title\"}}}"
  }
  expect_failures = [var.digest]
}

run "digest_refused_19" {
  command = plan
  variables {
    digest = "{\"fields\":{\"hubspot\":{\"title\":5}}}"
  }
  expect_failures = [var.digest]
}

run "digest_refused_20" {
  command = plan
  variables {
    digest = "{\"fields\":{\"salesforce\":{\"title\":\"AccountId\"}}}"
  }
  expect_failures = [var.digest]
}
