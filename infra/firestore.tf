# The ledger. Clients of Firebase are let in by security rules alone, and a database has none until somebody releases
# some: only accounts with a role of IAM reach it.

locals {
  # The same file that firebase.json gives to the emulators.
  indexes = jsondecode(file("${path.module}/firestore.indexes.json"))

  ledger = join(" ", [
    "projects/${var.project_id}/databases/${var.prefix}",
    "in",
    coalesce(var.firestore_location, var.region),
  ])
}

# Remembers which ledger this state holds: what it was first made with, whatever the variables say later.
resource "terraform_data" "ledger" {
  input = local.ledger
  lifecycle {
    ignore_changes = [input]
  }
}

resource "google_firestore_database" "this" {
  project                           = local.project_id
  name                              = var.prefix
  location_id                       = coalesce(var.firestore_location, var.region)
  type                              = "FIRESTORE_NATIVE"
  point_in_time_recovery_enablement = "POINT_IN_TIME_RECOVERY_ENABLED"
  delete_protection_state           = "DELETE_PROTECTION_${var.deletion_protection ? "ENABLED" : "DISABLED"}"
  # Never "ABANDON": a ledger that only the state forgets is an ID that is used twice.
  deletion_policy = "DELETE"

  dynamic "cmek_config" {
    for_each = local.kms_key[*]
    content {
      kms_key_name = cmek_config.value
    }
  }

  lifecycle {
    precondition {
      condition     = terraform_data.ledger.output == local.ledger
      error_message = <<-EOT
        This state holds the ledger ${terraform_data.ledger.output}. With another project_id, prefix, firestore_location or
        region (where firestore_location is empty) it would be left behind, and every request ID in it could be used
        again. Change the variable back. A second deployment needs a state of its own, and a region is changed by naming
        the ledger's in firestore_location: docs/deploy.md.
      EOT
    }
  }
}

resource "google_firestore_index" "composite" {
  for_each = { for index in local.indexes.indexes :
    join("-", [for field in index.fields : field.fieldPath]) => index
  }
  project     = local.project_id
  database    = google_firestore_database.this.name
  collection  = each.value.collectionGroup
  query_scope = each.value.queryScope

  dynamic "fields" {
    for_each = each.value.fields
    content {
      field_path = fields.value.fieldPath
      order      = fields.value.order
    }
  }
}

resource "google_firestore_field" "exempt" {
  for_each   = { for override in local.indexes.fieldOverrides : override.fieldPath => override }
  project    = local.project_id
  database   = google_firestore_database.this.name
  collection = each.value.collectionGroup
  field      = each.value.fieldPath

  # An empty block: no index at all.
  index_config {}
}

# Others who read or write the ledger: the gateway's own calls are left out, whose log entries tell more.
resource "google_project_iam_audit_config" "ledger" {
  count   = var.data_access_logs ? 1 : 0
  project = local.project_id
  # For both of Firestore's APIs: https://cloud.google.com/firestore/docs/audit-logging
  service = "datastore.googleapis.com"

  dynamic "audit_log_config" {
    for_each = toset(["ADMIN_READ", "DATA_READ", "DATA_WRITE"])
    content {
      log_type = audit_log_config.value
      exempted_members = audit_log_config.value == "ADMIN_READ" ? [] : [
        for function in local.functions : function.account.member
      ]
    }
  }
}
