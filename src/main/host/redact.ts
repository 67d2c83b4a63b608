import { homePath, noUser } from '../../shared/without-users.ts'
import { createMachineRedact } from './machine-identity.ts'
import { removeFromJson } from './redact-json.ts'
import { isSecretName } from './secret-name.ts'
import { createSubstitutes } from './substitutes.ts'

/**
 * Takes out of a recording what is nobody's business: user names in paths, what names the machine, tokens, keys, passwords and
 * prompts. One
 * name always becomes the same substitute, so that a recording still tells one user's files from another's.
 */
export type Redact = (text: string) => string

export const substitute = '[removed]'

/**
 * A value as a shell or JSON writes it: in quotes (escaped ones where JSON holds JSON), or up to the next blank or quote.
 * Quotes that are never closed are passed over.
 */
const quoted = String.raw`\\"[^"\\]*\\?"|"[^"\\]*(?:\\[^][^"\\]*)*"|'[^']*'`
const value = String.raw`(?:${quoted}|\\?["']?(?:[^\s\0"'\\]+|\\(?!\\{0,15}["']))+)`
/** The same where code and logs write it: a comma or a bracket ends it too, and a word for other things is short. */
const longValue = String.raw`(?:\\"[^"\\]{8,}\\?"|"(?=[^"]{8})[^"\\]*(?:\\[^][^"\\]*)*"|'[^']{8,}'|[^\s\0&"',;}\\]{8,})`
const anyValue = String.raw`(?:${quoted}|[^\s\0&"',;}\\]+)`

/** What makes it worth asking `isSecretName`. */
const hint = String.raw`(?=[\w.-]*(?:token|key|passw|passphrase|secret|credential))`
/** A bare number after the short `-p` is a port, a process, or several of them. */
const promptOption = String.raw`(?:-p(?![=\0 ][\d.:,]+(?:[\s\0"'\\]|$))|-sys|--(?:(?:system|negative|user|initial)[-_])?prompt)`
/** Words of a language model's vocabulary: the value beside them is no secret. */
const vocabulary = String.raw`(?<!(?<![a-z])(?:bos|eos|eot|eog|eom|pad|unk|sep|cls|mask|nl|fim|image)[-_ ])`

/** `ollama run --format json MODEL --verbose words…`, its parts divided by `gap`. */
const ollamaRun = (gap: string): string => {
  const word = String.raw`[^\s\0-][^\s\0]*`
  const taking = '--(?:format|keepalive|dimensions)'
  const flag = String.raw`(?:${taking}(?:=|${gap})${word}|(?!${taking}\b)--[a-z-]+(?:=[^\s\0]*)?)`
  const flags = `(?:${gap}${flag})*`
  return String.raw`\bollama${gap}run${flags}${gap}${word}${flags}${gap}(?!--)`
}
/** What follows the program `llm`, unless it is one of its other commands. */
const llmPrompt = (gap: string): string =>
  `llm(?:${gap}(?:prompt|chat))?(?:${gap}(?:-m|--model)${gap}[^\\s\\0]+)?${gap}` +
  '(?!(?:models|keys|logs|plugins|install|uninstall|templates|aliases|schemas|tools|fragments|embed[a-z-]*|' +
  String.raw`collections|similar|openai|--version|--help)(?:[\s\0]|$))`

/**
 * In this order. The first group stays, what is matched after it goes; a second group is a name, and nothing goes
 * unless that is the name of a secret. Each looks at a character a bounded number of times, however long the text.
 */
const patterns = {
  // a prompt in /proc/PID/cmdline, where arguments end at a NUL: it may hold blanks, quotes and line ends
  promptArgument: new RegExp(String.raw`(\0${promptOption}[=\0])[^\0]+`, 'g'),
  // elsewhere: to the end of its quotes, or of the line
  promptInText: new RegExp(
    String.raw`((?<![^\s"'(])${promptOption}[= ])(?:\[removed\]|${quoted}|[^\0\n]+)`,
    'g',
  ),
  // all words after the model are the prompt
  ollamaArguments: new RegExp(String.raw`(${ollamaRun(String.raw`\0`)})[^]*[^\0]`, 'g'),
  ollamaInText: new RegExp(`(${ollamaRun(' +')})[^\\0\\n]+`, 'g'),
  // `llm` as the program itself, or as the script of a Python
  llmArguments: new RegExp(
    String.raw`^((?:[^\0]*/)?(?:python[\d.]*\0(?:-\w+\0)*(?:[^\0]*/)?)?${llmPrompt(String.raw`\0`)})[^]*[^\0]`,
    'g',
  ),
  llmInText: new RegExp(
    String.raw`((?<=^|\n|/bin/)${llmPrompt(' +')})(?:\[removed\]|${quoted}|[^\0\n]+)`,
    'g',
  ),
  llmQuoted: new RegExp(String.raw`((?<![^\s])llm +)(?:${quoted})`, 'g'),
  // --db-password NUL X, --db-password=X
  optionArgument: new RegExp(String.raw`(\0--?${hint}([\w.-]+)[=\0])(?!--\w)[^\0]+`, 'gi'),
  // DB_PASSWORD=X as an argument (of env, docker) or in an environment
  environmentArgument: /(\0([A-Z][A-Z\d_]*)=)[^\0]+/g,
  // --db-password X, --db-password=X, "--db-password", "X"
  optionInText: new RegExp(
    String.raw`((?<![\w./-])--?${hint}([\w.-]+)(?:=|[ \t]+|["'],\s*["']))(?!--\w)${value}`,
    'gi',
  ),
  // TOKEN=X, of any length, since it is in capitals and without blanks
  environmentInText: new RegExp(String.raw`((?<![\w.-])([A-Z][A-Z\d_]*)=)${value}`, 'g'),
  // Go prints an environment as map[OLLAMA_API_KEY:X HTTPS_PROXY:Y]
  environmentOfGo:
    /((?<![^\s[])([A-Z][A-Z\d_]*):)(?=[^\s/:])[^\]"\n]*?(?=\s[A-Z][A-Z\d_]*:|[\]"\n]|$)/g,
  // curl -u user:password; 1000:1000 is a user and a group
  userArgument: /(\0(?:-[uU]|--(?:proxy-)?user)[=\0]?)(?!\d+:\d+(?:\0|$))[^\0:]+:(?!\/\/)[^\0]+/g,
  userInText: new RegExp(
    String.raw`((?<![^\s"'])(?:-[uU] *|--(?:proxy-)?user(?:=| +)))(?!\d+:\d+(?:\s|$))` +
      String.raw`(?:"[^"\n:]+:[^"\n]*"|'[^'\n:]+:[^'\n]*'|[^\s\0:"']+:(?!//)[^\s\0"']+)`,
    'g',
  ),
  // Authorization: Bearer X
  bearer: /(\b(?:bearer|basic)\s+)[\w.~+/=-]{6,}/gi,
  // hf_token: X, "api_key": "X"; logs use the words for other things as well (`EOS token = 2`)
  assignment: new RegExp(
    String.raw`((?<![\w-])[\w-]*(?:(?:api|access|private|secret)[-_]?key|${vocabulary}token|authorization)\\?["']?\s*[:=]\s*)${longValue}`,
    'gi',
  ),
  // db_password = X: no log uses these words for other things
  passwordAssignment: new RegExp(
    String.raw`((?<![\w-])[\w-]*(?:password|passwd|secret)\\?["']?\s*[:=]\s*)${anyValue}`,
    'gi',
  ),
  // http://user:password@host, http://token@host
  urlUser: /(:\/\/)[^\s/?#@\0"']+(?=@)/g,
  // keys known by their own looks: OpenAI and Anthropic, Hugging Face, GitHub, Slack, AWS, JSON web tokens
  knownKey:
    /(\b)(?:sk-[\w-]{16,}|hf_\w{16,}|gh[pousr]_\w{20,}|github_pat_\w{20,}|xox[abprs]-[\w-]{10,}|AKIA[A-Z0-9]{16}|eyJ[\w-]{10,}(?:\.[\w-]+)*)/g,
} as const

/** `mysql -pX`, without a blank; its whole line, or all its arguments. */
const mysqlCommand =
  /(?<![^\s\0/"'])(?:mysql|mariadb|mysqldump|mysqladmin)(?:\0[^]*|[^\S\n\0][^\n\0]*)/g
const attachedPassword = /(?<=[\s\0]-p)(?:"[^"]*"|'[^']*'|[^\s\0"']+)/g

const removed =
  (which: readonly RegExp[]): Redact =>
  (text) =>
    which
      .reduce(
        (clean, pattern) =>
          clean.replace(pattern, (whole, before: string, name: unknown) =>
            typeof name === 'string' && !isSecretName(name) ? whole : before + substitute,
          ),
        text,
      )
      .replace(mysqlCommand, (command) => command.replace(attachedPassword, substitute))

const {
  promptArgument,
  promptInText,
  ollamaArguments,
  ollamaInText,
  llmArguments,
  llmInText,
  llmQuoted,
  ...ofKeys
} = patterns

/** Only keys and passwords: for whoever may see prompts. */
export const removeKeys: Redact = removed(Object.values(ofKeys))

const removeAll = removed(Object.values(patterns))

/** The same without the names of users: paths stay as they are. */
export const removeSecrets: Redact = (text) => removeAll(removeFromJson(text))

/** Paths are foreign: a log may name whom it likes. */
const mostUsers = 2_000

/** `ownNames`: names of this machine's user (login, and the home folder's), removed wherever they stand as a word. */
export function createRedact(ownNames: readonly string[]): Redact {
  const substituteFor = createSubstitutes(mostUsers, (count) => `user${count}`)
  const userFor = (name: string): string =>
    noUser.has(name) || /^user\d+$/.test(name) ? name : substituteFor(name)
  const own = ownNames
    .filter((name) => name.length > 2 && name !== 'root')
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
  const ownWord =
    own.length === 0 ? null : new RegExp(`(?<![\\w-])(?:${own.join('|')})(?![\\w-])`, 'g')

  const removeMachine = createMachineRedact()

  return (text) => {
    const clean = removeMachine(removeSecrets(text)).replace(
      homePath,
      (_, folder: string, name: string) => folder + userFor(name),
    )
    return ownWord === null ? clean : clean.replace(ownWord, (name) => userFor(name))
  }
}
