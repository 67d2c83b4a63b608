import { isIPv6 } from 'node:net'

/** Substitutes that are nobody's: RFC 5737, RFC 3849, RFC 2606. They have the form of what they stand for. */
const documentation = { v4: '192.0.2.', v6: '2001:db8::', mail: 'user@example.com' } as const
const noHardware = '00:00:00:00:00:00'

// `python@3.12` is a formula of Homebrew
const mail = /(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,4}[a-z]{2,24}(?![\w-])/gi
const hardware = /(?<![\da-f:-])[\da-f]{2}([:-])[\da-f]{2}(?:\1[\da-f]{2}){4}(?![\da-f:-])/gi
// a version has a letter, a dash or a dot beside it, or a number that is none of an address
const v4 = /(?<![\w.-])(?:\d{1,3}\.){3}\d{1,3}(?![\w-]|\.\d)/g
// `ab::cd` is a name of C++
const v6 =
  /(?<![\w:.])(?:[\da-f]{4}(?::[\da-f]{0,4}){2,7}|[\da-f]{1,3}(?::[\da-f]{0,4}){3,7})(?![\w:])/gi

/** This machine itself, all of its addresses, and none. */
const isNobodys = (octets: readonly number[]): boolean =>
  octets[0] === 127 ||
  octets.every((octet) => octet === 0) ||
  octets.every((octet) => octet === 255) ||
  (octets[0] === 192 && octets[1] === 0 && octets[2] === 2)

/** Takes out e-mail addresses, addresses beyond this machine, and those of network cards. One address always becomes the same. */
export function createRemoveAddresses(): (text: string) => string {
  const known = new Map<string, string>()
  const substituteFor = (found: string, begin: string): string => {
    const before = known.get(found)
    if (before !== undefined) return before
    const made = `${begin}${(known.size % 254) + 1}`
    known.set(found, made)
    return made
  }
  return (text) =>
    text
      .replace(mail, documentation.mail)
      .replace(hardware, noHardware)
      .replace(v4, (found) => {
        const octets = found.split('.').map(Number)
        if (octets.some((octet) => octet > 255) || isNobodys(octets)) return found
        return substituteFor(found, documentation.v4)
      })
      .replace(v6, (found) => {
        const isKept = found.length < 6 || found.startsWith(documentation.v6)
        return isKept || !isIPv6(found) ? found : substituteFor(found, documentation.v6)
      })
}
