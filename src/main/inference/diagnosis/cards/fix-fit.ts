import type { Fix } from '../../../../shared/finding.ts'
import { llamaOptionSince } from '../../engine-options.ts'
import type { Case } from '../case.ts'
import { fix } from './fix.ts'
import { isLlamaBefore } from './versions.ts'

/** The caches of past prompts in RAM, the part of llama-server that keeps growing (inference-logs.md §5). */
export function lessCacheRam(one: Case): Fix | null {
  if (one.program !== 'llama.cpp' || isLlamaBefore(one, llamaOptionSince.cacheRam)) return null
  return fix(
    'Bound the prompt cache of llama-server, which grows in RAM up to 8192 MiB',
    '--cache-ram 1024',
    'a conversation that comes back later is read anew',
  )
}

/** vllm-metal reserves its cache at start, as a share of the memory (server-apis.md §4.4). */
export const smallerPool = ({ program }: Case): Fix | null =>
  program === 'vllm'
    ? fix(
        'Let vLLM reserve a smaller share of the memory for its cache',
        '--gpu-memory-utilization 0.5',
        'fewer requests at once',
      )
    : null
