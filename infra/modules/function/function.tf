locals {
  service    = "${var.deployment.prefix}-${var.name}"
  key_folder = "/etc/modigie"
  memory_mib = tonumber(regex("^[0-9]+", var.memory)) * (endswith(var.memory, "Gi") ? 1024 : 1)

  # The variables that other inputs bring, so that what is granted and what the function is told are one.
  own_environment = merge(
    {
      GOOGLE_CLOUD_PROJECT = var.deployment.project_id
      # V8's compiled code, written into the image by gcp-build: a third less of a cold start.
      NODE_COMPILE_CACHE = "/workspace/.compile-cache"
      # Left alone, Node.js takes 1 MiB for young objects in an instance of 512 MiB, and collects them all the time.
      NODE_OPTIONS = "--max-old-space-size=${floor(local.memory_mib / 2)} --max-semi-space-size=8"
      # Whether the token of whoever calls has been checked against IAM, so that the function may believe its name.
      INVOKERS = length(setintersection(var.invokers, local.everybody)) == 0 ? "named" : "everybody"
    },
    var.database == null ? {} : { FIRESTORE_DATABASE = var.database.name },
    local.impersonates ? { APPLICATION_ACCOUNT = var.acts_as.account } : {},
    local.key_secret == null ? {} : { APPLICATION_KEY_FILE = "${local.key_folder}/key.json" },
    var.caller == null ? {} : {
      PUSH_ACCOUNT        = var.caller.email
      PUSH_AUDIENCE       = local.audience
      PUSH_AUTHENTICATION = var.caller.authentication
    },
  )

  bundle = "${var.deployment.build.bundles}/${var.name}.zip"
  # A teardown needs no bundles.
  bundled = fileexists(local.bundle)
}

resource "google_storage_bucket_object" "bundle" {
  bucket = var.deployment.build.bucket
  # Named by content: a changed bundle is a new object, and so a new revision. By region, too: a bucket that moves is
  # made anew under its name, and empty.
  name   = "${var.deployment.region}/${var.name}-${local.bundled ? filemd5(local.bundle) : "missing"}.zip"
  source = local.bundle

  lifecycle {
    precondition {
      condition     = local.bundled
      error_message = <<-EOT
        There is no ${var.name}.zip in ${abspath(var.deployment.build.bundles)}. Build them (npm ci && npm run build), or
        unpack those of a release and name their folder (bundles_dir).
      EOT
    }
  }
}

resource "google_cloudfunctions2_function" "this" {
  project  = var.deployment.project_id
  name     = local.service
  location = var.deployment.region
  labels   = var.deployment.labels

  kms_key_name = var.deployment.kms_key

  build_config {
    runtime           = "nodejs24"
    entry_point       = "gateway"
    service_account   = var.deployment.build.account
    docker_repository = var.deployment.build.repository
    source {
      storage_source {
        bucket = var.deployment.build.bucket
        object = google_storage_bucket_object.bundle.name
      }
    }
  }

  service_config {
    service_account_email = google_service_account.this.email
    available_memory      = var.memory
    # Below one vCPU Cloud Run takes no concurrency.
    available_cpu                    = "1"
    timeout_seconds                  = var.timeout_seconds
    min_instance_count               = var.instances.min
    max_instance_count               = var.instances.max
    max_instance_request_concurrency = var.concurrency
    ingress_settings                 = var.ingress
    all_traffic_on_latest_revision   = true
    environment_variables            = merge(local.own_environment, var.environment)

    vpc_connector                 = try(var.egress.connector, null)
    vpc_connector_egress_settings = var.egress == null ? null : var.egress.all_traffic ? "ALL_TRAFFIC" : "PRIVATE_RANGES_ONLY"

    dynamic "secret_environment_variables" {
      for_each = var.peppers[*]
      content {
        key        = "PERSON_PEPPERS"
        project_id = var.deployment.project_id
        secret     = secret_environment_variables.value.secret
        version    = secret_environment_variables.value.version
      }
    }

    dynamic "secret_volumes" {
      for_each = local.key_secret[*]
      content {
        mount_path = local.key_folder
        project_id = var.deployment.project_id
        secret     = secret_volumes.value
        versions {
          path    = "key.json"
          version = var.acts_as.key_version
        }
      }
    }

    dynamic "secret_volumes" {
      for_each = var.secret_files
      content {
        mount_path = dirname(secret_volumes.key)
        project_id = var.deployment.project_id
        secret     = secret_volumes.value
        versions {
          path = basename(secret_volumes.key)
          # Read anew whenever the file is: https://cloud.google.com/run/docs/configuring/services/secrets
          version = "latest"
        }
      }
    }
  }

  depends_on = [
    google_project_iam_member.database,
    google_secret_manager_secret_iam_member.files,
    google_secret_manager_secret_iam_member.key,
    google_secret_manager_secret_iam_member.peppers,
  ]
}
