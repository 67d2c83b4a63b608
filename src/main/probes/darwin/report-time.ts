const timestamp =
  /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:[.,](\d{1,9}))? ?(?:Z|([+-])(0\d|1[0-4]):?([0-5]\d))$/

// 2026-09-03 09:12:44.00 +0000
/** The instant that a report is of, since 1970; null where it cannot be read. */
export function instantIn(text: string | null): number | null {
  const [, day, time, fraction = '', sign, hours, minutes] =
    timestamp.exec(text?.trim() ?? '') ?? []
  const localMs = Date.parse(`${day}T${time}.${fraction.slice(0, 3).padEnd(3, '0')}Z`)
  // Date.parse takes the 30th of February for the 2nd of March
  if (Number.isNaN(localMs) || !new Date(localMs).toISOString().startsWith(`${day}T${time}`)) {
    return null
  }
  const offsetMs = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000
  return sign === '-' ? localMs + offsetMs : localMs - offsetMs
}
