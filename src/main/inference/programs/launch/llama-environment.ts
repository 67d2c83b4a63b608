/** What the variables of llama.cpp stand for (common/arg.cpp, b4400 to 2026-09; older names beside the newer ones). */
type Row =
  | readonly [kind: 'value', variable: string, option: string]
  /** Heeded where it says yes. */
  | readonly [kind: 'flag', variable: string, option: string]
  /** Heeded whatever it says; with NO_ before its name it is off, whatever that says. */
  | readonly [kind: 'switch', variable: string, on: string, off: string]

const rows: readonly Row[] = [
  ['value', 'MODEL', '--model'],
  ['value', 'MODEL_URL', '--model-url'],
  ['value', 'DOCKER_REPO', '--docker-repo'],
  ['value', 'HF_REPO', '--hf-repo'],
  ['value', 'HF_FILE', '--hf-file'],
  ['value', 'MMPROJ', '--mmproj'],
  ['value', 'MMPROJ_URL', '--mmproj-url'],
  ['switch', 'MMPROJ_AUTO', '--mmproj-auto', '--no-mmproj-auto'],
  ['switch', 'MMPROJ_OFFLOAD', '--mmproj-offload', '--no-mmproj-offload'],
  ['value', 'CTX_SIZE', '--ctx-size'],
  ['value', 'BATCH', '--batch-size'],
  ['value', 'UBATCH', '--ubatch-size'],
  ['value', 'N_PARALLEL', '--parallel'],
  ['switch', 'KV_UNIFIED', '--kv-unified', '--no-kv-unified'],
  ['value', 'FLASH_ATTN', '--flash-attn'],
  ['flag', 'SWA_FULL', '--swa-full'],
  ['value', 'CACHE_TYPE_K', '--cache-type-k'],
  ['value', 'CACHE_TYPE_V', '--cache-type-v'],
  ['switch', 'KV_OFFLOAD', '--kv-offload', '--no-kv-offload'],
  ['switch', 'REPACK', '--repack', '--no-repack'],
  ['switch', 'MMAP', '--mmap', '--no-mmap'],
  ['flag', 'DIO', '--direct-io'],
  ['value', 'LOAD_MODE', '--load-mode'],
  ['value', 'DEVICE', '--device'],
  ['value', 'N_GPU_LAYERS', '--n-gpu-layers'],
  ['flag', 'CPU_MOE', '--cpu-moe'],
  ['value', 'N_CPU_MOE', '--n-cpu-moe'],
  ['value', 'OVERRIDE_TENSOR', '--override-tensor'],
  ['value', 'N_CPU_FFN', '--n-cpu-ffn'],
  ['value', 'RPC', '--rpc'],
  ['value', 'FIT', '--fit'],
  ['flag', 'EMBEDDINGS', '--embeddings'],
  ['flag', 'RERANKING', '--reranking'],
  ['value', 'POOLING', '--pooling'],
  ['value', 'CACHE_RAM', '--cache-ram'],
  ['value', 'SPEC_TYPE', '--spec-type'],
  ['value', 'MODEL_DRAFT', '--model-draft'],
  ['value', 'SPEC_DRAFT_MODEL', '--model-draft'],
  ['value', 'HFD_REPO', '--hf-repo-draft'],
  ['value', 'SPEC_DRAFT_HF_REPO', '--hf-repo-draft'],
  ['value', 'DRAFT_MAX', '--draft-max'],
  ['value', 'SPEC_DRAFT_N_MAX', '--spec-draft-n-max'],
  ['value', 'CTX_SIZE_DRAFT', '--ctx-size-draft'],
  ['value', 'N_GPU_LAYERS_DRAFT', '--n-gpu-layers-draft'],
  ['value', 'CACHE_TYPE_K_DRAFT', '--cache-type-k-draft'],
  ['value', 'SPEC_DRAFT_CACHE_TYPE_K', '--cache-type-k-draft'],
  ['value', 'CACHE_TYPE_V_DRAFT', '--cache-type-v-draft'],
  ['value', 'SPEC_DRAFT_CACHE_TYPE_V', '--cache-type-v-draft'],
  ['flag', 'CPU_MOE_DRAFT', '--cpu-moe-draft'],
  ['flag', 'SPEC_DRAFT_CPU_MOE', '--cpu-moe-draft'],
  ['value', 'N_CPU_MOE_DRAFT', '--n-cpu-moe-draft'],
  ['value', 'SPEC_DRAFT_N_CPU_MOE', '--n-cpu-moe-draft'],
]

const prefix = 'LLAMA_ARG_'
/** is_truthy and is_falsey of common/arg.cpp. */
const yes = /^(?:1|true|on|enabled)$/
const no = /^(?:0|false|off|disabled)$/

/** The words that an environment stands for: put before those of the command line, which count more. */
export function wordsOfEnvironment(
  environment: Readonly<Record<string, string>>,
): readonly string[] {
  return rows.flatMap((row): readonly string[] => {
    const [kind, variable] = row
    const value = environment[`${prefix}${variable}`] ?? ''
    switch (kind) {
      case 'value':
        // in one word, so that no value passes for an option
        return value === '' ? [] : [`${row[2]}=${value}`]
      case 'flag':
        return yes.test(value) ? [row[2]] : []
      case 'switch': {
        const [, , on, off] = row
        if (environment[`${prefix}NO_${variable}`] !== undefined || no.test(value)) return [off]
        return yes.test(value) ? [on] : []
      }
    }
  })
}
