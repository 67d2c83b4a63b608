/** What is known of a secret, or of a name, before a text is read: it goes wherever it stands, in each way of writing it. */
const substitute = '[removed]'

/** A shorter one is a word of any text. */
const minLength = 6

/** Takes out values that are known: as they are, as JSON, in an address, and in base64. */
export function createRemoveKnown(values: readonly string[]): (text: string) => string {
  const forms = new Set(
    values.filter((value) => value.length >= minLength).flatMap((value) => formsOf(value)),
  )
  // a longer one may hold a shorter one
  const wanted = [...forms].toSorted((a, b) => b.length - a.length)
  return (text) => wanted.reduce((clean, form) => clean.replaceAll(form, substitute), text)
}

function formsOf(value: string): readonly string[] {
  const whole = value.toWellFormed()
  const bytes = Buffer.from(whole, 'utf8')
  const inJson = JSON.stringify(whole).slice(1, -1)
  return [
    whole,
    inJson,
    JSON.stringify(inJson).slice(1, -1),
    encodeURIComponent(whole),
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('base64url'),
    bytes.toString('hex'),
  ]
}
