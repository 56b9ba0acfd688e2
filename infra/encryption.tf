# Encryption with a key of your own (kms_key) of everything that holds a lead: database, topics, bundles, images, and
# BigQuery's tables.

locals {
  # The key, once Google's agents may use it; null: Google's own keys.
  kms_key = one(time_sleep.kms_grants[*].triggers["key"])

  # Google's service agents that read and write what the key encrypts.
  kms_agents = var.kms_key == "" ? {} : merge({
    for name, domain in {
      artifact-registry = "gcp-sa-artifactregistry"
      firestore         = "gcp-sa-firestore"
      functions         = "gcf-admin-robot"
      pubsub            = "gcp-sa-pubsub"
      run               = "serverless-robot-prod"
      storage           = "gs-project-accounts"
    } : name => "serviceAccount:service-${local.project_number}@${domain}.iam.gserviceaccount.com"
    }, var.bigquery == null ? {} : {
    bigquery = "serviceAccount:bq-${local.project_number}@bigquery-encryption.iam.gserviceaccount.com"
  })
}

# Asking for it makes it.
data "google_storage_project_service_account" "this" {
  count      = var.kms_key == "" ? 0 : 1
  project    = local.project_id
  depends_on = [time_sleep.apis]
}

resource "google_kms_crypto_key_iam_member" "agents" {
  for_each      = local.kms_agents
  crypto_key_id = var.kms_key
  role          = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
  member        = each.value
  depends_on    = [time_sleep.apis, data.google_storage_project_service_account.this]
}

resource "time_sleep" "kms_grants" {
  count           = var.kms_key == "" ? 0 : 1
  create_duration = "60s"
  triggers = {
    key    = var.kms_key
    agents = join(" ", sort([for grant in google_kms_crypto_key_iam_member.agents : grant.member]))
  }
}
