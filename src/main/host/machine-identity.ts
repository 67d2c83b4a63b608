import { createSubstitutes } from './substitutes.ts'

const uuid =
  /(?<![\da-f-])(?:[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12})(?![\da-f-])/gi
/** The substitutes have the form of what they stand for. */
const substituteBegin = '00000000-0000-4000-8000-'

// "serial_number" : "C02XXXXXXXXX", "provisioning_UDID" : "00008103-000A…", "_spdisplays_display-serial-number" : "4c2d"
// "crashReporterKey" : "4AFA…"      (a report of .ips)
// "IOPlatformSerialNumber" = "C02XXXXXXXXX"
const named =
  /((?:serial[-_ ]?number\w{0,16}(?: \(system\))?|\budid|_udid|crashreporterkey)\\?["']?\s{0,20}[:=]\s{0,20}\\?["']?)(?:\[removed\]|[^\s"'\\,;}\]]+)/gi

/** /var/folders/zz/zyxvpxvq6csfxvn_n0000000000000/T/: made of the user's own numbers, one for each user of a Mac. */
const ownTemporary = /(\/var\/folders\/)[^/\s]{1,4}\/[^/\s]{8,64}(?=\/)/g

/** Logs name their requests by one each. */
const mostKnown = 2_000

/**
 * Takes out what names this one machine: serial numbers, identifiers of devices and of reports. One UUID always becomes the same
 * substitute, in every text that goes through the same function.
 */
export function createMachineRedact(): (text: string) => string {
  const substituteFor = createSubstitutes(
    mostKnown,
    (count) => `${substituteBegin}${String(count).padStart(12, '0')}`,
  )
  const withoutIt = (found: string): string => {
    const name = found.toLowerCase()
    return name.startsWith(substituteBegin) ? found : substituteFor(name)
  }
  return (text) =>
    text.replace(named, '$1[removed]').replace(uuid, withoutIt).replace(ownTemporary, '$1xx/folder')
}
