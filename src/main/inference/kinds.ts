import { baseName } from '../../shared/base-name.ts'
import type { ServerKindSpec } from './server-kind.ts'
import { comfyui } from './servers/comfyui.ts'
import { dockerModelRunner } from './servers/docker-model-runner.ts'
import { exo } from './servers/exo.ts'
import { gpt4all } from './servers/gpt4all.ts'
import { jan } from './servers/jan.ts'
import { koboldcpp } from './servers/koboldcpp.ts'
import { llamaApp } from './servers/llama-app.ts'
import { llamaServer } from './servers/llama-server.ts'
import { llamaServerRouter } from './servers/llama-server-router.ts'
import { llamaSwap } from './servers/llama-swap.ts'
import { lmstudio } from './servers/lmstudio.ts'
import { localai } from './servers/localai.ts'
import { mlxLm } from './servers/mlx-lm.ts'
import { mlxVlm } from './servers/mlx-vlm.ts'
import { ollama } from './servers/ollama.ts'
import { ollamaRunner } from './servers/ollama-runner.ts'
import { omlx } from './servers/omlx.ts'
import { python } from './servers/python.ts'
import { rapidMlx } from './servers/rapid-mlx.ts'
import { vllm } from './servers/vllm.ts'
import { vllmMlx } from './servers/vllm-mlx.ts'

/** Every kind of server that Headroom knows. Of two that a process fits, the first is it: the particular before the general. */
export const serverKinds: readonly ServerKindSpec[] = [
  ollama,
  ollamaRunner,
  jan,
  llamaApp,
  llamaServerRouter,
  llamaServer,
  llamaSwap,
  lmstudio,
  koboldcpp,
  localai,
  dockerModelRunner,
  gpt4all,
  comfyui,
  exo,
  omlx,
  rapidMlx,
  vllmMlx,
  vllm,
  mlxVlm,
  mlxLm,
  python,
]

/**
 * Whether a program of this file may be a server, so that its arguments are worth a look: macOS tells them one by one. Pythons
 * and the launchers of their scripts are among them.
 */
export const mayBeServer = (executable: string): boolean => candidates.test(baseName(executable))

const candidates =
  /python|ollama|llama|lm ?studio|llmster|\blms\b|jan|kobold|local-?ai|vllm|mlx|docker|dmr|model-runner|gpt4all|^chat$|exo|comfy|^uv$/i
