# The longest time from one run of a schedule to the next: alerts have to wait as long before they say that none came.

locals {
  # The minutes and hours that the schedule's first two fields name.
  fields = [for i, most in [59, 23] : distinct(flatten([
    for item in split(",", split(" ", var.cron)[i]) : [
      for part in [regex("^(?:(?P<all>[*])|(?P<from>[0-9]+))(?:-(?P<to>[0-9]+))?(?:/(?P<step>[0-9]+))?$", item)] : range(
        part.all == null ? tonumber(part.from) : 0,
        1 + (part.all != null ? most : tonumber(coalesce(part.to, part.from))),
        coalesce(part.step, 1),
      )
    ]
  ]))]

  # The minutes of a day in which it runs, in their order.
  minutes = [for text in sort([for time in setproduct(local.fields[1], local.fields[0]) :
    format("%04d", time[0] * 60 + time[1])
  ]) : tonumber(text)]

  # Each with its next, the last with the first of the next day.
  gap_minutes = max([for i, minute in local.minutes :
    try(local.minutes[i + 1], local.minutes[0] + 24 * 60) - minute
  ]...)
}
