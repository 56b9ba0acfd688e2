# Results in BigQuery: tables, views, what writes them and who reads them.
mock_provider "google" {
  source = "./tests/mocks"
}
mock_provider "time" {}

variables {
  project_id          = "acme-crm-prod"
  application_account = "acme@modigie-tenant.iam.gserviceaccount.com"
  repository_id       = "acme-production"
  job_types           = { enrichMobile = { topic = "projects/modigie-tenant/topics/enrich-mobile" } }
  alert_emails        = ["oncall@acme.com"]
}

run "none_unless_it_is_said" {
  command = apply

  assert {
    condition = (
      length(google_bigquery_dataset.raw) == 0 && length(google_bigquery_table.raw) == 0 &&
      length(google_bigquery_dataset_iam_member.pubsub) == 0 && length(google_pubsub_subscription.warehouse) == 0 &&
      length(time_sleep.warehouse_grants) == 0 && output.warehouse == null
    )
    error_message = "Without var.bigquery there is nothing of it."
  }
  assert {
    condition = alltrue([for views in [
      google_bigquery_table.results, google_bigquery_table.endings, google_bigquery_table.sums, google_bigquery_table.personal,
    ] : length(views) == 0])
    error_message = "Nor are there views."
  }
  assert {
    condition     = !contains([for api in google_project_service.apis : api.service], "bigquery.googleapis.com")
    error_message = "Its API is not enabled."
  }
  assert {
    condition     = module.operate_jobs.environment["WAREHOUSE_PERSONAL_DAYS"] == "0"
    error_message = "Receipts of erasures tell of none."
  }
}

run "raw_tables" {
  command = apply
  variables {
    bigquery = { dataset = "modigie", location = "EU" }
  }

  assert {
    condition = { for name, raw in google_bigquery_table.raw : "${raw.dataset_id}.${raw.table_id}" => [
      raw.time_partitioning[0].type, raw.time_partitioning[0].field, raw.deletion_protection,
      ] } == {
      "modigie.facts_raw"            = ["DAY", "publish_time", true]
      "modigie_personal.results_raw" = ["DAY", "publish_time", true]
    }
    error_message = "There is a table for each, by the day of publish, which no slip deletes."
  }
  assert {
    condition     = google_bigquery_table.raw["personal"].time_partitioning[0].expiration_ms == 2592000000
    error_message = "Personal data goes after personal_days."
  }
  assert {
    condition     = google_bigquery_table.raw["facts"].time_partitioning[0].expiration_ms == 36500 * 86400000
    error_message = "What is kept for good says so in a number: without one, the number of the apply before would stay."
  }
  assert {
    condition = alltrue([for raw in google_bigquery_table.raw : [for column in jsondecode(raw.schema) : "${column.name} ${column.type}"] == [
      "subscription_name STRING", "message_id STRING", "publish_time TIMESTAMP", "data STRING", "attributes STRING",
    ]])
    error_message = "Columns are those that a subscription with metadata writes; data is text."
  }
  assert {
    condition = (
      alltrue([for dataset in google_bigquery_dataset.raw : dataset.location == "EU"]) &&
      google_bigquery_dataset.raw["personal"].max_time_travel_hours == "48"
    )
    error_message = "They are where it is said, and what was deleted of persons can be brought back for no longer than it has to."
  }
  assert {
    condition     = contains([for api in google_project_service.apis : api.service], "bigquery.googleapis.com")
    error_message = "Its API is enabled."
  }
  assert {
    condition     = module.operate_jobs.environment["WAREHOUSE_PERSONAL_DAYS"] == "30" && module.sweep_jobs.environment["WAREHOUSE_PERSONAL_DAYS"] == "30"
    error_message = "Receipts of erasures say how long it keeps persons."
  }
}

run "what_writes_them" {
  command = apply
  variables {
    bigquery = { dataset = "modigie", location = "EU" }
  }

  assert {
    condition = { for name, s in google_pubsub_subscription.warehouse : s.name => [s.topic, s.bigquery_config[0].table] } == {
      modigie-gateway-warehouse-facts    = [google_pubsub_topic.topics["results"].id, "acme-crm-prod.modigie.facts_raw"]
      modigie-gateway-warehouse-personal = [google_pubsub_topic.topics["results"].id, "acme-crm-prod.modigie_personal.results_raw"]
    }
    error_message = "Each subscription of the results topic writes its table."
  }
  assert {
    condition = alltrue([for s in google_pubsub_subscription.warehouse :
      s.bigquery_config[0].write_metadata &&
      s.bigquery_config[0].use_topic_schema != true && s.bigquery_config[0].use_table_schema != true
    ])
    error_message = "Messages have no schema: a new member stops nothing. Metadata is written, by which results are told apart."
  }
  assert {
    condition = (
      google_pubsub_subscription.warehouse["facts"].message_transforms[0].javascript_udf[0].function_name == "factsOf" &&
      google_pubsub_subscription.warehouse["facts"].message_transforms[0].javascript_udf[0].code == file("./transforms/facts.js") &&
      length(google_pubsub_subscription.warehouse["personal"].message_transforms) == 0
    )
    error_message = "What is kept for years has passed the transform."
  }
  assert {
    condition = alltrue([for s in google_pubsub_subscription.warehouse :
      s.expiration_policy[0].ttl == "" && s.message_retention_duration == "604800s" &&
      s.retry_policy[0].minimum_backoff == "10s" && s.retry_policy[0].maximum_backoff == "600s" &&
      s.dead_letter_policy[0].dead_letter_topic == google_pubsub_topic.topics["results-undelivered"].id &&
      s.dead_letter_policy[0].max_delivery_attempts == 100
    ])
    error_message = "None expires, each keeps a week, and gives up what BigQuery refuses 100 times."
  }
  assert {
    condition = toset([for grant in google_bigquery_dataset_iam_member.pubsub : "${grant.member} ${grant.role} ${grant.dataset_id}"]) == toset([
      for dataset in ["modigie", "modigie_personal"] :
      "serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com roles/bigquery.dataEditor ${dataset}"
    ])
    error_message = "Pub/Sub may write into them."
  }
  assert {
    condition = toset([for grant in google_pubsub_subscription_iam_member.warehouse_dead_letter_subscriber :
      "${grant.member} ${grant.role} ${grant.subscription}"
      ]) == toset([for name in ["facts", "personal"] :
      "serviceAccount:service-123456789012@gcp-sa-pubsub.iam.gserviceaccount.com roles/pubsub.subscriber modigie-gateway-warehouse-${name}"
    ])
    error_message = "Pub/Sub may move what they give up."
  }
  assert {
    condition = time_sleep.warehouse_grants[0].create_duration == "60s" && alltrue([for dataset in ["modigie", "modigie_personal"] :
      strcontains(time_sleep.warehouse_grants[0].triggers["grants"], "${dataset} serviceAccount:")
    ])
    error_message = "They are made when the grants are in force."
  }
  assert {
    condition     = length(setsubtract(["warehouse-facts", "warehouse-personal"], keys(google_monitoring_alert_policy.backlog))) == 0
    error_message = "Results that BigQuery does not take call a person."
  }
}

run "views" {
  command = apply
  variables {
    bigquery      = { dataset = "modigie", location = "EU" }
    showback_tags = { "team" = ["emea"], "Cost-Center" = ["4711"] }
  }

  assert {
    condition = toset([for view in concat(
      values(google_bigquery_table.results), values(google_bigquery_table.endings),
      values(google_bigquery_table.sums), values(google_bigquery_table.personal),
      ) : "${view.dataset_id}.${view.table_id} ${view.view[0].use_legacy_sql}"]) == toset([
      "modigie.results false", "modigie.leads false", "modigie.charged_jobs false", "modigie.charges false",
      "modigie.quality false", "modigie.funnel false", "modigie_personal.personal false",
    ])
    error_message = "What is about persons is in the dataset for it."
  }
  assert {
    condition = alltrue([
      strcontains(google_bigquery_table.results["results"].view[0].query, "FROM `acme-crm-prod.modigie.facts_raw`\n"),
      strcontains(google_bigquery_table.endings["leads"].view[0].query, "FROM `acme-crm-prod.modigie.results`\n"),
      strcontains(google_bigquery_table.endings["charged_jobs"].view[0].query, "FROM `acme-crm-prod.modigie.results`\n"),
      strcontains(google_bigquery_table.sums["charges"].view[0].query, "FROM `acme-crm-prod.modigie.charged_jobs`\n"),
      strcontains(google_bigquery_table.sums["quality"].view[0].query, "FROM `acme-crm-prod.modigie.leads`\n"),
      strcontains(google_bigquery_table.sums["funnel"].view[0].query, "FROM `acme-crm-prod.modigie.leads`\n"),
      strcontains(google_bigquery_table.personal["personal"].view[0].query, "FROM `acme-crm-prod.modigie_personal.results_raw`\n"),
    ])
    error_message = "Each reads what it is made of, by its full name."
  }
  assert {
    condition = alltrue([for view in concat(values(google_bigquery_table.endings), values(google_bigquery_table.sums)) :
      !strcontains(view.view[0].query, "_personal")
    ])
    error_message = "Nothing that is for analysts reads what is about persons."
  }
  assert {
    condition = (
      strcontains(google_bigquery_table.results["results"].view[0].query,
      "    JSON_VALUE(result, '$.showback.\"Cost-Center\"') AS tag_cost_center,\n    JSON_VALUE(result, '$.showback.\"team\"') AS tag_team,\n    SAFE_CAST") &&
      strcontains(google_bigquery_table.sums["charges"].view[0].query, "GROUP BY month, job_type,\n  tag_cost_center,\n  tag_team\n")
    )
    error_message = "Each showback tag is a column."
  }
  assert {
    condition = strcontains(
      google_bigquery_table.endings["leads"].view[0].query,
      "(${substr(sha256(google_bigquery_table.results["results"].view[0].query), 0, 8)})",
    )
    error_message = "A change of the columns of results is one of leads, which has all of them: else tools would not see it."
  }
}

run "who_reads_them" {
  command = apply
  variables {
    bigquery = {
      dataset          = "modigie"
      location         = "us-central1"
      readers          = ["group:analysts@acme.com", "group:analysts@acme.com"]
      personal_readers = ["group:crm@acme.com"]
      personal_days    = 14
      facts_days       = 730
    }
    kms_key         = "projects/acme-keys/locations/us-central1/keyRings/gateway/cryptoKeys/ledger"
    message_regions = ["us-central1"]
  }
  state_key = "warehouse-with-a-key"

  assert {
    condition = toset([for grant in google_bigquery_dataset_iam_member.readers : "${grant.member} ${grant.role} ${grant.dataset_id}"]) == toset([
      "group:analysts@acme.com roles/bigquery.dataViewer modigie",
      "group:crm@acme.com roles/bigquery.dataViewer modigie_personal",
    ])
    error_message = "Analysts read what is about nobody, and others what is about persons."
  }
  assert {
    condition = { for name, raw in google_bigquery_table.raw : name => raw.time_partitioning[0].expiration_ms } == {
      facts    = 63072000000
      personal = 1209600000
    }
    error_message = "Each table keeps what it is said to."
  }
  assert {
    condition = (
      alltrue([for dataset in google_bigquery_dataset.raw : dataset.default_encryption_configuration[0].kms_key_name == var.kms_key]) &&
      alltrue([for raw in google_bigquery_table.raw : raw.encryption_configuration[0].kms_key_name == var.kms_key])
    )
    error_message = "All of it is encrypted with the key."
  }
  assert {
    condition = contains(
      [for grant in google_kms_crypto_key_iam_member.agents : grant.member],
      "serviceAccount:bq-123456789012@bigquery-encryption.iam.gserviceaccount.com",
    )
    error_message = "BigQuery may use it."
  }
}
