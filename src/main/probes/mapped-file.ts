/** A file that a process has mapped into its memory: its program, its libraries, the weights of a model. */
export interface MappedFile {
  readonly path: string
  /** As much of it as is mapped; on macOS, which does not tell that, its whole size. */
  readonly bytes: number
}
