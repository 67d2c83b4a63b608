import type { FindingClass, LogProgram } from '../../../shared/finding.ts'
import type { LogFacts } from '../../../shared/log-facts.ts'
import type { LogLine } from './log-line.ts'

export type BufferKind = 'model' | 'kv' | 'recurrent' | 'compute' | 'output'

/** What a line says. */
export type LogEvent =
  /** Figures that hold until the same log says otherwise. */
  | { readonly kind: 'facts'; readonly facts: LogFacts }
  /** A buffer that was granted: summed with the others of its model or of its context. */
  | {
      readonly kind: 'buffer'
      readonly what: BufferKind
      /** As printed: `MTL0_Mapped`, `CPU`, `CUDA_Host`. */
      readonly device: string
      readonly bytes: number
    }
  /** A load begins: what was known of the one before is past. `port`: of the process that will hold it. */
  | { readonly kind: 'load'; readonly modelPath: string | null; readonly port: number | null }
  /** The weights of a model are read from here on; `isDraft`: beside those of the model before. */
  | { readonly kind: 'model'; readonly isDraft: boolean; readonly modelPath: string | null }
  /** A context of the model before is made from here on. */
  | { readonly kind: 'context' }
  /** What follows is tried out and given back (`-fit`), until it is over. `isFitted`: what was too much was made less. */
  | { readonly kind: 'dry-run'; readonly isOver: boolean; readonly isFitted?: true }
  /** What a slot holds that a new prompt is compared with; null: another comparison begins. */
  | { readonly kind: 'slot'; readonly tokens: number | null }
  /** A new prompt is at least so many times as long as what its slot holds. */
  | { readonly kind: 'likeness'; readonly leastRatio: number }
  | { readonly kind: 'loaded' | 'load-failed' | 'ended' }
  /** The child on this port has died: what failed last, without a port of its own, was this one's. */
  | { readonly kind: 'child-ended'; readonly port: number }
  /** A device that is not Metal's refused memory: what follows from it is no failure of Metal. */
  | { readonly kind: 'refused-elsewhere'; readonly facts: LogFacts }
  /** Something failed, and this line does not say of what. */
  | { readonly kind: 'unexplained' }
  /** The program was built for Intel Macs. */
  | { readonly kind: 'intel-build' }
  /** Who prints this log, and its version (`b9400`, `0.24.0`), where the line says it. */
  | { readonly kind: 'program'; readonly program: LogProgram; readonly version: string | null }
  /**
   * A sign of failure. `isConsequence`: of one that usually stands above, of the same class; its figures are the more exact
   * ones. It is not believed where another device refused, or does the work.
   */
  | {
      readonly kind: 'symptom'
      readonly class: FindingClass
      readonly facts: LogFacts
      readonly isConsequence: boolean
      /** It is one only of an Intel build for macOS, or only on Apple silicon. */
      readonly onlyIf?: 'intel-build' | 'apple-silicon'
    }

/** One message as a program prints it. */
export interface MessageForm {
  /** No two are the same: `ggml-metal-buffer-refused`. */
  readonly id: string
  readonly program: LogProgram
  /** Literals, of which every line of this form has at least one, as rare as can be: lines without any are not looked at. */
  readonly anchors: readonly string[]
  /** On `LogLine.text`. Begins with ^ where the message stands alone; other forms are whole sentences, and are not believed in quotes. */
  readonly form: RegExp
  /** null: it says nothing after all. */
  readonly read: (match: RegExpExecArray, line: LogLine) => LogEvent | null
}
