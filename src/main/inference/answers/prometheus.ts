import { printable } from '../../../shared/printable.ts'

/** A page of metrics may be long; what is beyond this is not read. */
const maxLines = 20_000
const maxLabelLength = 200

export interface Sample {
  readonly name: string
  readonly labels: ReadonlyMap<string, string>
  readonly value: number
}

/** What may stand behind the figure, a time or an exemplar, is not looked at. */
const sampleForm =
  /^([a-zA-Z_:][\w:]*)(?:\{((?:[^"}]|"(?:[^"\\]|\\.)*")*)\})?\s+([-+]?[\d.]\S*)(?:\s.*)?$/

// vllm:num_requests_waiting{engine="0",model_name="aura-llm"} 72.0
/** Prometheus' text format (version 0.0.4): samples only. A line that is none is passed over; so is NaN. */
export function parsePrometheus(text: string): readonly Sample[] {
  return text
    .split('\n', maxLines)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .flatMap((line) => {
      const [, name, labels, figure] = sampleForm.exec(line) ?? []
      const value = Number(figure)
      if (name === undefined || !Number.isFinite(value)) return []
      return [{ name, labels: labelsIn(labels ?? ''), value }]
    })
}

const escaped: Readonly<Record<string, string>> = { n: '\n', '"': '"', '\\': '\\' }

const labelsIn = (text: string): ReadonlyMap<string, string> =>
  new Map(
    [...text.matchAll(/\b([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g)].map(([, name = '', value = '']) => [
      name,
      printable(
        value.replace(/\\(.)/g, (_, one: string) => escaped[one] ?? one),
        maxLabelLength,
      ),
    ]),
  )

/** The sum of a metric over all its labels; null where there is none, or where it is below 0. */
export function sumOf(samples: readonly Sample[], name: string): number | null {
  const values = samples.filter((sample) => sample.name === name).map(({ value }) => value)
  const sum = values.reduce((total, value) => total + value, 0)
  return values.length === 0 || sum < 0 ? null : sum
}

/** The values of a label, each once. */
export const labelValues = (samples: readonly Sample[], label: string): readonly string[] => [
  ...new Set(samples.flatMap(({ labels }) => labels.get(label) ?? [])),
]

/** The mean of a metric over all its labels; null where there is none. */
export function meanOf(samples: readonly Sample[], name: string): number | null {
  const count = samples.filter((sample) => sample.name === name).length
  const sum = sumOf(samples, name)
  return sum === null ? null : sum / count
}
