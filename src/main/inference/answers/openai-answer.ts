import type { Answer, AnswerReader, Told } from './answer.ts'
import { countAt, fieldsAt, figureAt, textAt } from './forms.ts'

/** The end of an answer in OpenAI's form: what it counted. Speeds stand in it only where a server adds its own. */
export const openAiAnswer: AnswerReader = {
  route: /^POST (?:\/\S+)?\/(?:chat\/)?completions$/,
  read: readAnswer,
}

// {"object":"chat.completion","model":"m","choices":[…],"usage":{"prompt_tokens":14,"completion_tokens":30,"total_tokens":44}}
// of mlx_vlm: "usage":{"input_tokens":14,"output_tokens":30,"prompt_tps":120.5,"generation_tps":41.2,"peak_memory":3.1}
// of llama-server: "timings":{"prompt_n":14,"prompt_per_second":120.5,"predicted_n":30,"predicted_per_second":41.2}
function readAnswer({ status, json }: Answer): Told | null {
  if (status !== 200 || fieldsAt(json, 'usage') === null) return null
  const id = textAt(json, 'model')
  const facts = {
    isReady: true,
    promptTokens: countAt(json, 'usage.prompt_tokens') ?? countAt(json, 'usage.input_tokens'),
    generatedTokens:
      countAt(json, 'usage.completion_tokens') ?? countAt(json, 'usage.output_tokens'),
    promptTokensPerSecond: speedIn(json, 'timings.prompt_per_second', 'usage.prompt_tps'),
    tokensPerSecond: speedIn(json, 'timings.predicted_per_second', 'usage.generation_tps'),
    models: id === null ? null : [{ id }],
  }
  return { facts, certainty: 'fits' }
}

const speedIn = (json: unknown, ...paths: readonly string[]): number | null =>
  paths.map((path) => figureAt(json, path)).find((speed) => speed !== null && speed > 0) ?? null
