# Values of webhooks and webhook_allow_private, in JSON. test/infra/same-checks.test.ts has the code check them, too.

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

run "webhooks_taken_1" {
  command = plan
  variables {
    webhooks = [{ "name" : "crm", "url" : "https://crm.acme.example/hook" }]
  }
}

run "webhooks_taken_2" {
  command = plan
  variables {
    webhooks = [{ "name" : "crm", "url" : "https://crm.acme.example:8443/hook?list=1" }, { "name" : "data-lake2", "url" : "https://10.1.2.3" }]
  }
}

run "webhooks_taken_3" {
  command = plan
  variables {
    webhooks = [{ "name" : "crm", "url" : "https://[fd00:1::5]:443/" }]
  }
}

run "webhooks_taken_4" {
  command = plan
  variables {
    webhooks = [{ "name" : "crm", "url" : "https://crm.acme.example/hook", "statuses" : ["completed", "over-budget", "reused"], "job_types" : ["enrichMobile", "a \"b\""], "tags" : ["team=emea", "team="], "payload" : "thin" }]
  }
}

run "webhooks_taken_5" {
  command = plan
  variables {
    webhooks = [{ "name" : "abbbbbbbbbbbbbbbbbbbbbbbbbbbbb", "url" : "https://crm.acme.example/hook" }]
  }
}

run "webhook_allow_private_taken_1" {
  command = plan
  variables {
    webhook_allow_private = []
  }
}

run "webhook_allow_private_taken_2" {
  command = plan
  variables {
    webhook_allow_private = ["10.1.0.0/16", "192.168.7.4/32"]
  }
}

run "webhook_allow_private_taken_3" {
  command = plan
  variables {
    webhook_allow_private = ["fd00:1::/32"]
  }
}

run "webhook_allow_private_refused_1" {
  command = plan
  variables {
    webhook_allow_private = ["10.1.0.0"]
  }
  expect_failures = [var.webhook_allow_private]
}

run "webhook_allow_private_refused_2" {
  command = plan
  variables {
    webhook_allow_private = ["10.1.0.5/16"]
  }
  expect_failures = [var.webhook_allow_private]
}

run "webhook_allow_private_refused_3" {
  command = plan
  variables {
    webhook_allow_private = ["10.1.0.0/33"]
  }
  expect_failures = [var.webhook_allow_private]
}

run "webhook_allow_private_refused_4" {
  command = plan
  variables {
    webhook_allow_private = ["vpc"]
  }
  expect_failures = [var.webhook_allow_private]
}

run "webhook_allow_private_refused_5" {
  command = plan
  variables {
    webhook_allow_private = ["fd00:1::1/32"]
  }
  expect_failures = [var.webhook_allow_private]
}

run "what_the_function_is_told" {
  command = plan
  variables {
    log_level             = "DEBUG"
    teams                 = { "team=emea" = ["ann@acme.example"] }
    webhook_allow_private = ["10.1.0.0/16"]
    webhooks = [{
      name      = "crm"
      url       = "https://crm.acme.example/hook"
      statuses  = ["completed"]
      job_types = ["enrichMobile"]
      tags      = ["team=emea"]
    }]
  }
  assert {
    condition = output.webhooks == {
      LOG_LEVEL             = "DEBUG"
      TEAMS                 = "{\"team=emea\":[\"ann@acme.example\"]}"
      WEBHOOK_ALLOW_PRIVATE = "[\"10.1.0.0/16\"]"
      WEBHOOKS = jsonencode([{
        jobTypes   = ["enrichMobile"]
        name       = "crm"
        payload    = "full"
        secretFile = "/secrets/webhook-crm/secret"
        statuses   = ["completed"]
        tags       = ["team=emea"]
        url        = "https://crm.acme.example/hook"
      }])
    }
    error_message = "It is told all of each webhook, and the file of its secret instead of the secret."
  }
}
