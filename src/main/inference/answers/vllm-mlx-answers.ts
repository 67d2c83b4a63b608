import type { Answer, AnswerReader, Told } from './answer.ts'
import type { ServerFacts } from './facts.ts'
import { at, countAt, figureAt, flagAt, inMs, textAt } from './forms.ts'
import { heldModel } from '../programs/model-arguments.ts'

/**
 * What vllm-mlx and Rapid-MLX, which began as a copy of it, answer alike (read: vllm_mlx/server.py of waybarrios/vllm-mlx,
 * vllm_mlx/routes/health.py of raullenchai/Rapid-MLX at 0059a95).
 */
export const vllmMlxAnswers: readonly AnswerReader[] = [
  { route: /^GET \/healthz?$/, read: readHealth },
  { route: /^GET \/v1\/status$/, read: readStatus },
]

/** Both have it, and no other server. */
export const isVllmMlxHealth = ({ status, json }: Answer): boolean =>
  (status === 200 || status === 503) &&
  flagAt(json, 'model_loaded') !== null &&
  at(json, 'model_name') !== undefined

// {"status":"healthy","ready":true,"model_loaded":true,"model_name":"m","model_type":"llm","engine_type":"batched","mcp":null}
function readHealth(answer: Answer): Told | null {
  if (!isVllmMlxHealth(answer)) return null
  const { status, json } = answer
  const isLoaded = flagAt(json, 'model_loaded') === true
  const isReady = status === 200 && (flagAt(json, 'ready') ?? isLoaded)
  const name = textAt(json, 'model_name')
  return { facts: { isReady, models: isLoaded ? heldModel(name) : [] }, certainty: 'fits' }
}

// {"status":"generating","model":"m","uptime_s":42.5,"num_running":1,"num_waiting":0,"total_prompt_tokens":1234,
//  "total_completion_tokens":5678,"generation_tps":41.2,"prompt_tps":310.5,"metal":{"active_memory_gb":1.5}}
function readStatus({ status, json }: Answer): Told | null {
  if (status !== 200) return null
  if (at(json, 'status') === 'not_loaded') {
    return { facts: { isReady: false, models: [] }, certainty: 'fits' }
  }
  const runningRequests = countAt(json, 'num_running')
  return runningRequests === null
    ? null
    : { facts: { isReady: true, runningRequests, ...workIn(json) }, certainty: 'fits' }
}

const gb = 1e9

function workIn(json: unknown): ServerFacts {
  const isBusy = (countAt(json, 'num_running') ?? 0) > 0
  const activity = isBusy ? 'busy' : 'idle'
  const heldGb = figureAt(json, 'metal.active_memory_gb')
  // all that MLX holds for its one model, caches of prompts among it; rounded to two decimals
  const sizeBytes = heldGb === null || heldGb === 0 ? null : Math.round(heldGb * gb)
  return {
    activity,
    queueLength: countAt(json, 'num_waiting'),
    uptimeMs: inMs(figureAt(json, 'uptime_s')),
    promptTokensTotal: countAt(json, 'total_prompt_tokens'),
    generatedTokensTotal: countAt(json, 'total_completion_tokens'),
    promptTokensPerSecond: isBusy ? figureAt(json, 'prompt_tps') : null,
    tokensPerSecond: isBusy ? figureAt(json, 'generation_tps') : null,
    models: heldModel(textAt(json, 'model'), { activity, sizeBytes, format: 'mlx' }),
  }
}
