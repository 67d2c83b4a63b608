/** What a text of Prometheus' form 0.0.4 says, read by its specification alone: nothing of ours, nothing of prom-client's. */
export interface Exposition {
  readonly help: ReadonlyMap<string, string>
  readonly types: ReadonlyMap<string, string>
  /** In the order of the text. */
  readonly samples: readonly ExposedSample[]
}

export interface ExposedSample {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

const comment = /^# (HELP|TYPE) ([a-zA-Z_:][\w:]*) (.*)$/
const name = /^[a-zA-Z_:][\w:]*/
const label = /([a-zA-Z_]\w*)="((?:[^"\\\n]|\\["\\n])*)"(,|(?=\}))/y
const value = /^ ([-+]?(?:\d+(?:\.\d+)?(?:e[-+]?\d+)?|Inf)|NaN)$/i

/** Throws where a line is of no form, a name has no type before its samples, or a series is told twice. */
export function parseExposition(text: string): Exposition {
  if (!text.endsWith('\n')) throw new Error('the last line does not end')
  if (!text.isWellFormed()) throw new Error('not UTF-8')
  const help = new Map<string, string>()
  const types = new Map<string, string>()
  const samples: ExposedSample[] = []
  const seen = new Set<string>()
  for (const line of text.split('\n')) {
    if (line === '') continue
    const [, kind, of = '', said = ''] = comment.exec(line) ?? []
    if (kind === undefined) {
      const sample = sampleIn(line)
      const key = JSON.stringify([sample.name, Object.entries(sample.labels).toSorted()])
      if (seen.has(key)) throw new Error(`told twice: ${line}`)
      if (!types.has(sample.name)) throw new Error(`without a type: ${line}`)
      seen.add(key)
      samples.push(sample)
    } else {
      const told = kind === 'HELP' ? help : types
      if (told.has(of)) throw new Error(`told twice: ${line}`)
      told.set(of, said)
    }
  }
  return { help, types, samples }
}

function sampleIn(line: string): ExposedSample {
  const [of] = name.exec(line) ?? []
  if (of === undefined) throw new Error(`no name: ${line}`)
  const labels: Record<string, string> = {}
  let at = of.length
  if (line[at] === '{') {
    at++
    while (line[at] !== '}') {
      label.lastIndex = at
      const [whole = '', key = '', written = ''] = label.exec(line) ?? []
      if (whole === '' || key in labels) throw new Error(`no labels: ${line}`)
      labels[key] = written.replace(/\\(.)/g, (_, one: string) => (one === 'n' ? '\n' : one))
      at += whole.length
    }
    at++
  }
  const [, number] = value.exec(line.slice(at)) ?? []
  if (number === undefined) throw new Error(`no value: ${line}`)
  return { name: of, labels, value: Number(number.replace(/Inf$/i, 'Infinity')) }
}

/** The lines that are samples, without those of the process, as they stand. */
export const sampleLines = (text: string): readonly string[] => {
  parseExposition(text)
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
}
