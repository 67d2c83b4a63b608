import { hostname, userInfo } from 'node:os'
import { basename } from 'node:path'
import { createRemoveKnown } from './known-secrets.ts'
import { createRemoveAddresses } from './network-identity.ts'
import { createRedact, substitute, type Redact } from './redact.ts'
import { isSecretName } from './secret-name.ts'
import { surroundings } from './surroundings.ts'

/** What of this machine may stand nowhere in a text for others. */
export interface KnownIdentity {
  /** The user's login, and the name of the home folder. */
  readonly users: readonly string[]
  readonly hosts: readonly string[]
  /** Keys and passwords by their values: they go, however they are written. */
  readonly secrets: readonly string[]
}

/** Of whoever runs this Headroom; also the values of variables that are named like secrets. */
export function ownIdentity(): KnownIdentity {
  const { username, homedir } = userInfo()
  const { environment } = surroundings()
  const secrets = Object.entries(environment).flatMap(([name, value]) =>
    value !== undefined && isSecretName(name) ? [value] : [],
  )
  return { users: [username, basename(homedir)], hosts: [hostname()], secrets }
}

/** Names that many machines have: they name none, and are words of our own texts. */
const plainHosts: ReadonlySet<string> = new Set(
  'localhost mac macbook imac linux ubuntu debian fedora docker server home local headroom ollama llama'.split(
    ' ',
  ),
)
const minNameLength = 3

/**
 * For a text that leaves this machine: all that a recording lets out, and beside it the names of this user and machine in whatever
 * case, addresses, and what hides behind the encoding of an address or behind base64.
 */
export function createReportRedact(known: KnownIdentity): Redact {
  const removeKnown = createRemoveKnown(known.secrets)
  const removeAddresses = createRemoveAddresses()
  const redact = createRedact(known.users)
  const removeUsers = createRemoveWords(
    known.users.filter((name) => name !== 'root'),
    'user1',
  )
  const removeHosts = createRemoveWords(known.hosts.flatMap(hostNames), 'host1')
  const plain: Redact = (text) =>
    removeHosts(removeUsers(removeAddresses(redact(removeKnown(text)))))
  return (text) => withoutBase64(withoutPercent(plain(text), plain), plain)
}

/** `annas-mac.fritz.box` is known as `annas-mac` too, and `annas-mac.local`. */
const hostNames = (host: string): readonly string[] => {
  const [first = host] = host.split('.')
  return [host, first].filter((name) => !plainHosts.has(name.toLowerCase()))
}

function createRemoveWords(names: readonly string[], put: string): Redact {
  const words = [...new Set(names)]
    .filter((name) => name.length >= minNameLength)
    .toSorted((a, b) => b.length - a.length)
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
  if (words.length === 0) return (text) => text
  const word = new RegExp(`(?<![\\p{L}\\d])(?:${words.join('|')})(?![\\p{L}\\d])`, 'giu')
  return (text) => text.replace(word, put)
}

/** No longer one is looked behind. */
const longestToken = 8_192
const urlToken = new RegExp(String.raw`[^\s"'<>\\]{1,${longestToken}}`, 'g')
const escaped = /(?:%[\da-f]{2})+/gi

const withoutPercent = (text: string, redact: Redact): string =>
  !text.includes('%')
    ? text
    : text.replace(urlToken, (token) => {
        if (!token.includes('%')) return token
        const plain = token.replace(escaped, (run) =>
          Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'),
        )
        const clean = redact(plain)
        return clean === plain ? token : encodeURIComponent(clean.toWellFormed())
      })

const base64Token = new RegExp(String.raw`[\w+/-]{16,${longestToken}}={0,2}`, 'g')
const isText = (text: string): boolean => !/[^\P{Cc}\n\r\t]|\ufffd/u.test(text)

const withoutBase64 = (text: string, redact: Redact): string =>
  text.replace(base64Token, (token) => {
    const plain = Buffer.from(token, 'base64').toString('utf8')
    return isText(plain) && redact(plain) !== plain ? substitute : token
  })
