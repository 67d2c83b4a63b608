import type { Fix } from '../../../../shared/finding.ts'
import type { Case } from '../case.ts'
import { fix } from './fix.ts'
import { isLlamaBefore } from './versions.ts'

/** In builds of December 2025 (server-apis.md §4.6); a little earlier too. */
const firstBuildOfCacheRam = 7_400

/** The caches of past prompts in RAM, the part of llama-server that keeps growing (inference-logs.md §5). */
export function lessCacheRam(one: Case): Fix | null {
  if (one.program !== 'llama.cpp' || isLlamaBefore(one, firstBuildOfCacheRam)) return null
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
