import type { LogFacts } from '../../../src/shared/log-facts.ts'

/** What the corpus calls each figure (KEYS.md §3), and where production has it. */
const keys: Readonly<Record<string, keyof LogFacts>> = {
  n_ctx: 'contextTokens',
  n_layers: 'layerCount',
  offloaded_layers: 'offloadedLayers',
  total_layers: 'totalLayers',
  model_path: 'modelPath',
  model_buffer_bytes: 'gpuModelBytes',
  kv_buffer_bytes: 'gpuKvBytes',
  rs_buffer_bytes: 'gpuRecurrentBytes',
  compute_buffer_bytes: 'gpuComputeBytes',
  cpu_model_buffer_bytes: 'cpuModelBytes',
  cpu_kv_buffer_bytes: 'cpuKvBytes',
  cpu_compute_buffer_bytes: 'cpuComputeBytes',
  context_bytes: 'breakdownContextBytes',
  self_bytes: 'breakdownSelfBytes',
  total_device_bytes: 'breakdownTotalBytes',
  free_bytes: 'freeBytes',
  working_set_limit_bytes: 'limitBytes',
  max_buffer_bytes: 'maxBufferBytes',
  tried_bytes: 'triedBytes',
  allocated_bytes: 'allocatedBytes',
  other_bytes: 'otherBytes',
  max_allowed_bytes: 'maxAllowedBytes',
  requested_tokens: 'requestedTokens',
  prompt_tokens: 'promptTokens',
  available_bytes: 'availableBytes',
  total_required_bytes: 'requiredBytes',
  system_total_bytes: 'systemTotalBytes',
  system_free_bytes: 'systemFreeBytes',
  vram_total_bytes: 'vramTotalBytes',
  allocation_limit_bytes: 'allocationLimitBytes',
  cache_limit_bytes: 'cacheLimitBytes',
  kv_cache_bytes: 'promptCacheBytes',
}

/** What production says for a key of the corpus; undefined where it says nothing, or the key is not known. */
export function factNamed(name: string, facts: LogFacts): number | string | undefined {
  const key = keys[name]
  if (key === undefined) return undefined
  return name === 'n_ctx' ? (facts.contextTokens ?? facts.contextTokensPerSequence) : facts[key]
}
