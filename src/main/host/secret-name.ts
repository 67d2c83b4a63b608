/** A word that alone makes a name secret: `bot-token`, `hfToken`, `db_password`, `API_KEY`, `ssl-key`. */
const secretWord =
  /^(?:[a-z\d]*(?:token|passwords?|passwd|passphrase|secrets?|credentials?)|(?:api|access|secret|private|auth)keys?|key)$/
/** `api-keys`, in two words; alone, `sort-keys` are none. */
const keyOwner = /^(?:api|access|secret|private|auth)$/
/** What stands before `token` where it is a word of a language model's vocabulary, or one of a number of tokens. */
const vocabulary: ReadonlySet<string> = new Set(
  'bos eos eot eog eom pad unk sep cls mask nl fim image max min num n'.split(' '),
)
/** Last words of the names of what only describes a secret, or tells where it lies. */
const harmlessEnds: ReadonlySet<string> = new Set(
  'file files path paths dir id ids name type mode env url limit length len size count budget ttl'.split(
    ' ',
  ),
)

/** The name of an option or a variable, without its dashes: is the value beside it a secret? */
export function isSecretName(name: string): boolean {
  const words = name.toLowerCase().split(/[-_.]+/)
  if (harmlessEnds.has(words.at(-1) ?? '')) return false
  return words.some((word, index) => {
    const before = words[index - 1] ?? ''
    if (word === 'keys') return keyOwner.test(before)
    return secretWord.test(word) && !(word === 'token' && vocabulary.has(before))
  })
}
