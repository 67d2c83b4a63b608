import { read, type Probe } from '../probes/probe.ts'
import type { Pace } from './pace.ts'
import { createSource, type Source, type SourceSpec } from './source.ts'

/** A source that is one question and its parser. */
export const probed = <T>(
  id: string,
  title: string,
  pace: Pace,
  probe: Probe<T>,
  further: Pick<SourceSpec<T>, 'isForLookers' | 'maxShare' | 'isUrgent'> = {},
): Source<T> => createSource({ id, title, pace, ...further, read: (asker) => read(asker, probe) })
