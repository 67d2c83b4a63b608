/** The processes of the app, as its shell is told of them; as JSON it is read by probes/own-process.ts. */
export type OwnProcesses = () => readonly OwnProcessFacts[]

export interface OwnProcessFacts {
  readonly pid: number
  readonly startedAtMs: number
  readonly kind: string
  readonly cpuMs: number | null
  readonly residentBytes: number | null
}
