import type { ServerKindSpec } from './server-kind.ts'
import { ollama } from './servers/ollama.ts'

/** Every kind of server that Headroom knows. Of two that a process fits, the first is it: the particular before the general. */
export const serverKinds: readonly ServerKindSpec[] = [ollama]
