# Values of webhooks that are refused, in JSON. test/infra/same-checks.test.ts has the code check them, too.

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

run "webhooks_refused_1" {
  command = plan
  variables {
    webhooks = [{ "name" : "CRM", "url" : "https://crm.acme.example/hook" }]
  }
  expect_failures = [var.webhooks]
}

run "webhooks_refused_2" {
  command = plan
  variables {
    webhooks = [{ "name" : "crm-", "url" : "https://crm.acme.example/hook" }]
  }
  expect_failures = [var.webhooks]
}

run "webhooks_refused_3" {
  command = plan
  variables {
    webhooks = [{ "name" : "2crm", "url" : "https://crm.acme.example/hook" }]
  }
  expect_failures = [var.webhooks]
}

run "webhooks_refused_4" {
  command = plan
  variables {
    webhooks = [{ "name" : "abbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", "url" : "https://crm.acme.example/hook" }]
  }
  expect_failures = [var.webhooks]
}

run "webhooks_refused_5" {
  command = plan
  variables {
    webhooks = [{ "name" : "", "url" : "https://crm.acme.example/hook" }]
  }
  expect_failures = [var.webhooks]
}

run "webhooks_refused_6" {
  command = plan
  variables {
    webhooks = [{ "name" : "crm", "url" : "https://crm.acme.example/hook" }, { "name" : "crm", "url" : "https://crm.acme.example/hook" }]
  }
  expect_failures = [var.webhooks]
}

run "webhooks_refused_7" {
  command = plan
  variables {
    webhooks = [{ "name" : "crm", "url" : "http://crm.acme.example/hook" }]
  }
  expect_failures = [var.webhooks]
}

run "webhooks_refused_8" {
  command = plan
  variables {
    webhooks = [{ "name" : "crm", "url" : "crm.acme.example/hook" }]
  }
  expect_failures = [var.webhooks]
}

run "webhooks_refused_9" {
  command = plan
  variables {
    webhooks = [{ "name" : "crm", "url" : "https://user:pass@crm.acme.example/" }]
  }
  expect_failures = [var.webhooks]
}

run "webhooks_refused_10" {
  command = plan
  variables {
    webhooks = [{ "name" : "crm", "url" : "https://crm.acme.example/#x" }]
  }
  expect_failures = [var.webhooks]
}

run "webhooks_refused_11" {
  command = plan
  variables {
    webhooks = [{ "name" : "crm", "url" : "https://crm.acme.example:22/" }]
  }
  expect_failures = [var.webhooks]
}

run "webhooks_refused_12" {
  command = plan
  variables {
    webhooks = [{ "name" : "crm", "url" : "https://crm.acme.example:80" }]
  }
  expect_failures = [var.webhooks]
}

run "webhooks_refused_13" {
  command = plan
  variables {
    webhooks = [{ "name" : "crm", "url" : "https://" }]
  }
  expect_failures = [var.webhooks]
}

run "webhooks_refused_14" {
  command = plan
  variables {
    webhooks = [{ "name" : "crm", "url" : "https://crm.acme.example/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" }]
  }
  expect_failures = [var.webhooks]
}

run "webhooks_refused_15" {
  command = plan
  variables {
    webhooks = [{ "name" : "crm", "url" : "https://crm.acme.example/hook", "statuses" : ["complete"] }]
  }
  expect_failures = [var.webhooks]
}

run "webhooks_refused_16" {
  command = plan
  variables {
    webhooks = [{ "name" : "crm", "url" : "https://crm.acme.example/hook", "statuses" : ["published"] }]
  }
  expect_failures = [var.webhooks]
}

run "webhooks_refused_17" {
  command = plan
  variables {
    webhooks = [{ "name" : "crm", "url" : "https://crm.acme.example/hook", "tags" : ["emea"] }]
  }
  expect_failures = [var.webhooks]
}

run "webhooks_refused_18" {
  command = plan
  variables {
    webhooks = [{ "name" : "crm", "url" : "https://crm.acme.example/hook", "tags" : ["=emea"] }]
  }
  expect_failures = [var.webhooks]
}

run "webhooks_refused_19" {
  command = plan
  variables {
    webhooks = [{ "name" : "crm", "url" : "https://crm.acme.example/hook", "job_types" : [""] }]
  }
  expect_failures = [var.webhooks]
}

run "webhooks_refused_20" {
  command = plan
  variables {
    webhooks = [{ "name" : "crm", "url" : "https://crm.acme.example/hook", "job_types" : ["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"] }]
  }
  expect_failures = [var.webhooks]
}

run "webhooks_refused_21" {
  command = plan
  variables {
    webhooks = [{ "name" : "crm", "url" : "https://crm.acme.example/hook", "tags" : ["team=0", "team=1", "team=2", "team=3", "team=4", "team=5", "team=6", "team=7", "team=8", "team=9", "team=10", "team=11", "team=12", "team=13", "team=14", "team=15", "team=16", "team=17", "team=18", "team=19", "team=20"] }]
  }
  expect_failures = [var.webhooks]
}

run "webhooks_refused_22" {
  command = plan
  variables {
    webhooks = [{ "name" : "crm", "url" : "https://crm.acme.example/hook", "payload" : "slim" }]
  }
  expect_failures = [var.webhooks]
}

run "webhooks_refused_23" {
  command = plan
  variables {
    webhooks = [{ "name" : "wa", "url" : "https://crm.acme.example/hook" }, { "name" : "wb", "url" : "https://crm.acme.example/hook" }, { "name" : "wc", "url" : "https://crm.acme.example/hook" }, { "name" : "wd", "url" : "https://crm.acme.example/hook" }, { "name" : "we", "url" : "https://crm.acme.example/hook" }, { "name" : "wf", "url" : "https://crm.acme.example/hook" }, { "name" : "wg", "url" : "https://crm.acme.example/hook" }, { "name" : "wh", "url" : "https://crm.acme.example/hook" }, { "name" : "wi", "url" : "https://crm.acme.example/hook" }, { "name" : "wj", "url" : "https://crm.acme.example/hook" }, { "name" : "wk", "url" : "https://crm.acme.example/hook" }]
  }
  expect_failures = [var.webhooks]
}

run "webhooks_refused_24" {
  command = plan
  variables {
    webhooks = [{ "name" : "crm", "url" : "https://crm.acme.example:65536/" }]
  }
  expect_failures = [var.webhooks]
}
