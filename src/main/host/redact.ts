/**
 * Takes out of a recording what is nobody's business: user names in paths, tokens, keys, passwords and prompts. One
 * name always becomes the same substitute, so that a recording still tells one user's files from another's.
 */
export type Redact = (text: string) => string

const substitute = '[removed]'

/** Values of options, in an argv divided by blanks or (as in /proc/PID/cmdline) by NULs. */
const secretOption =
  /((?:^|[\s\0"'])--?(?:api[-_]?key|auth(?:[-_]?token)?|access[-_]?token|hf[-_]?token|token|password|passwd|secret|credentials?)(?:=|[\s\0]+))([^\s\0"',]+)/gi
/**
 * A prompt may hold blanks, quotes and line ends: all of it, up to the next NUL, where arguments end so. A number is
 * none: `-p 8080` is a port, `-p 4711` a process.
 */
const promptArgument =
  /((?:^|\0)(?:-p|--prompt|-sys|--system-prompt|--negative-prompt)[=\0])(?!\d+\0)[^\0]+(?=\0)/g
/** Elsewhere up to the end of its quotes or line. */
const promptOption =
  /((?:^|[\s\0])(?:-p|--prompt|-sys|--system-prompt|--negative-prompt)(?:=|[\0 ]))(?!\d+(?:[\s\0]|$))(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^\0\n]+)/g
/** `HF_TOKEN=…`, `"api_key": "…"`; of the words that logs use for other things (`EOS token = 2`) only long values. */
const secretAssignment =
  /(\b[\w-]*(?:(?:api|access|private|secret)[-_]?key|token|authorization)["']?\s*[:=]\s*)("(?:[^"\\]|\\.){8,}"|'[^']{8,}'|[^\s\0&"',;}]{8,})/gi
const passwordAssignment =
  /(\b[\w-]*(?:password|passwd|secret)["']?\s*[:=]\s*)("(?:[^"\\]|\\.)*"|'[^']*'|[^\s\0&"',;}]+)/gi
const bearer = /\b(bearer|basic)\s+[\w.~+/=-]{6,}/gi
/** Keys that are known by their own looks: OpenAI and Anthropic, Hugging Face, GitHub, Slack, AWS, JSON web tokens. */
const knownKey =
  /\b(?:sk-[\w-]{16,}|hf_\w{16,}|gh[pousr]_\w{20,}|github_pat_\w{20,}|xox[abprs]-[\w-]{10,}|AKIA[A-Z0-9]{16}|eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*)/g
const urlPassword = /(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@:\0]+:[^\s/@\0]+@/gi
const homePath = /(\/(?:home|Users)\/)([^/\s\0:"'\\,;)\]}]+)/g
const noUser: ReadonlySet<string> = new Set(['Shared', 'linuxbrew'])

/** `ownNames`: names of this machine's user (login, and the home folder's), removed wherever they stand as a word. */
export function createRedact(ownNames: readonly string[]): Redact {
  const users = new Map<string, string>()
  const userFor = (name: string): string => {
    if (noUser.has(name) || /^user\d+$/.test(name)) return name
    const known = users.get(name) ?? `user${users.size + 1}`
    users.set(name, known)
    return known
  }
  const own = ownNames
    .filter((name) => name.length > 2 && name !== 'root')
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
  const ownWord =
    own.length === 0 ? null : new RegExp(`(?<![\\w-])(?:${own.join('|')})(?![\\w-])`, 'g')

  return (text) => {
    const clean = text
      .replace(promptArgument, `$1${substitute}`)
      .replace(promptOption, `$1${substitute}`)
      .replace(secretOption, `$1${substitute}`)
      .replace(bearer, `$1 ${substitute}`)
      .replace(secretAssignment, `$1${substitute}`)
      .replace(passwordAssignment, `$1${substitute}`)
      .replace(urlPassword, `$1${substitute}@`)
      .replace(knownKey, substitute)
      .replace(homePath, (_, folder: string, name: string) => folder + userFor(name))
    return ownWord === null ? clean : clean.replace(ownWord, (name) => userFor(name))
  }
}
