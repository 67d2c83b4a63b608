/** One recorded output of a macOS tool, as the manifest of the corpus names it. */
export interface Sample {
  readonly tool: string
  /** The command line that printed it. */
  readonly command: string
  readonly text: string
  /** RAM of the machine: an input of `metal-log` alone; null where it is not known. */
  readonly ramBytes: number | null
}

/** What production's parser of one tool reads out of a sample, under the keys of the corpus' KEYS.md. */
export type Reading = Readonly<Record<string, unknown>>
export type Adapter = (sample: Sample) => Reading
