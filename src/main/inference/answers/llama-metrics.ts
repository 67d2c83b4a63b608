import type { Answer, Told } from './answer.ts'
import type { ServerFacts } from './facts.ts'
import { labelValues, parsePrometheus, sumOf, type Sample } from './prometheus.ts'

// llamacpp:prompt_tokens_total 1951
// llamacpp:tokens_predicted_total 400
// llamacpp:kv_cache_usage_ratio 0.286865
// llamacpp:requests_processing 1
// llamacpp:requests_deferred 2
/**
 * `GET /metrics` of a llama-server. Its two gauges of tokens per second are averages since anyone's last scrape, and are left
 * out (server-apis.md §3). kv_cache_usage_ratio was there until spring 2025.
 */
export function readLlamaMetrics({ status, text }: Answer): Told | null {
  if (status === 501) return { facts: { metricsEnabled: false }, certainty: 'fits' }
  const samples = parsePrometheus(text)
  if (!samples.some(({ name }) => name.startsWith('llamacpp:'))) return null
  // Docker Model Runner adds these labels to the metrics of its children
  if (labelValues(samples, 'backend').length > 0) return null
  const kvRatio = sumOf(samples, 'llamacpp:kv_cache_usage_ratio')
  return {
    facts: {
      isReady: true,
      metricsEnabled: true,
      ...llamaTotalsIn(samples),
      kvRatio: kvRatio !== null && kvRatio <= 1 ? kvRatio : null,
    },
    certainty: 'proof',
  }
}

/** Of one llama-server, or of several together. */
export function llamaTotalsIn(samples: readonly Sample[]): ServerFacts {
  const runningRequests = sumOf(samples, 'llamacpp:requests_processing')
  return {
    promptTokensTotal: sumOf(samples, 'llamacpp:prompt_tokens_total'),
    generatedTokensTotal: sumOf(samples, 'llamacpp:tokens_predicted_total'),
    runningRequests,
    activity: runningRequests === null ? null : runningRequests > 0 ? 'busy' : 'idle',
    queueLength: sumOf(samples, 'llamacpp:requests_deferred'),
  }
}
