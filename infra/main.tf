data "google_project" "this" {
  project_id = var.project_id
}

locals {
  # One place says what each function is: the rest of this folder goes through this table.
  # Memory as measured (docs/benchmarks.md); one vCPU, below which Cloud Run takes no concurrency.
  functions = { for name, settings in {
    "submit-jobs"       = { account = "submit", timeout = 60, max = 20, concurrency = 80, publishes_requests = true, publishes_results = false, publishes_dead_letters = false, ingress = var.api_ingress }
    "query-jobs"        = { account = "query", timeout = 60, max = 10, concurrency = 80, publishes_requests = true, publishes_results = false, publishes_dead_letters = false, ingress = var.api_ingress }
    "intake-jobs"       = { account = "intake", timeout = 60, max = 20, concurrency = 80, publishes_requests = true, publishes_results = false, publishes_dead_letters = true, ingress = "ALLOW_INTERNAL_ONLY" }
    "receive-responses" = { account = "receive", timeout = 60, max = 20, concurrency = 80, publishes_requests = false, publishes_results = true, publishes_dead_letters = true, ingress = "ALLOW_ALL" }
    "sweep-jobs"        = { account = "sweep", timeout = 120, max = 2, concurrency = 1, publishes_requests = true, publishes_results = true, publishes_dead_letters = false, ingress = "ALLOW_INTERNAL_ONLY" }
    "pull-responses"    = { account = "pull", timeout = 120, max = 2, concurrency = 1, publishes_requests = false, publishes_results = true, publishes_dead_letters = true, ingress = "ALLOW_INTERNAL_ONLY" }
    } : name => merge(settings, {
      min = coalesce(try(var.scaling[name].min, null), 0)
      max = coalesce(try(var.scaling[name].max, null), settings.max)
    })
    if name != (var.response_delivery == "push" ? "pull-responses" : "receive-responses")
  }

  # Modigie's subscriptions are pulled as the application account, like requests are published.
  act_as_application = { for name, settings in local.functions : name => settings if settings.publishes_requests || name == "pull-responses" }
  scheduled          = toset([for name in ["sweep-jobs", "pull-responses"] : name if contains(keys(local.functions), name)])
  keyed              = var.application_key_secret != ""
  key_folder         = "/etc/modigie"

  # Known before a function exists, unlike its uri: so a function can be told the audience of its own callers.
  # Cloud Run takes each of a service's addresses as audience.
  audiences = { for name in keys(local.functions) : name => "https://${var.prefix}-${name}-${data.google_project.this.number}.${var.region}.run.app" }

  pubsub_agent = "serviceAccount:service-${data.google_project.this.number}@gcp-sa-pubsub.iam.gserviceaccount.com"
}

resource "google_project_service" "apis" {
  for_each = toset([
    "artifactregistry.googleapis.com",
    "cloudbuild.googleapis.com",
    "cloudfunctions.googleapis.com",
    "cloudscheduler.googleapis.com",
    "firebaserules.googleapis.com",
    "firestore.googleapis.com",
    "iamcredentials.googleapis.com",
    "logging.googleapis.com",
    "monitoring.googleapis.com",
    "pubsub.googleapis.com",
    "run.googleapis.com",
    "secretmanager.googleapis.com",
  ])
  project            = var.project_id
  service            = each.value
  disable_on_destroy = false
}
