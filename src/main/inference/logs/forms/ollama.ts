import type { LogFigures } from '../../../../shared/log-facts.ts'
import type { LogEvent, MessageForm } from '../message-form.ts'
import { countIn, figureIn, known } from '../figures.ts'
import { formsOf, says } from './form.ts'
import { layersOf } from './llama-load.ts'
import { countOf, neededBytes, withMessage, withMessageLike, sizeOf } from './ollama-line.ts'
import { ollamaStarts } from './ollama-start.ts'

const form = formsOf('ollama')

// msg="model weights" device=Metal size="3.1 GiB"
// msg="kv cache" device=Metal size="254.0 MiB"
// msg="compute graph" device=CPU size="5.0 MiB"
/** Figures of the plan (0.11.5 to 0.29): the engine's own lines about the same load are the more exact ones. */
const planned = (id: string, message: string, gpu: keyof LogFigures, cpu: keyof LogFigures) =>
  withMessage(id, message, (keys) => {
    const bytes = sizeOf(keys.get('size'))
    const device = keys.get('device') ?? ''
    if (/^(?:Metal|MTL)/i.test(device)) return says(known({ [gpu]: bytes }))
    if (/^CPU/i.test(device)) return says(known({ [cpu]: bytes }))
    return device === '' ? null : { kind: 'refused-elsewhere', facts: {} }
  })

// {Operation:commit LoraPath:[] Parallel:1 BatchSize:512 FlashAttention:Enabled KvSize:4096 … GPULayers:35[ID:0 Layers:35(0..34)] …}
/** What the runner was told to load (0.11.5 to 0.29); the cache is that of all requests at once. */
function loadRequest(request: string): LogEvent | null {
  const tokens = countIn(/ KvSize:(\d+)/.exec(request)?.[1])
  const slots = countIn(/ Parallel:(\d+)/.exec(request)?.[1])
  const layers = / GPULayers:(\d*)\[/.exec(request)?.[1]
  if (!tokens) return null // Operation:close
  return says(
    known({
      contextTokens: tokens,
      contextTokensPerSequence: slots ? tokens / slots : null,
      offloadedLayers: request.startsWith('{Operation:commit') ? countIn(layers || '0') : null,
    }),
  )
}

/** What there is, and what a load is thought to need (inference-logs.md §3, §5). */
const memory: readonly MessageForm[] = [
  // msg="system memory" total="8.0 GiB" free="1.2 GiB" free_swap="0 B"
  withMessage('ollama-system-memory', 'system memory', (keys) =>
    says(
      known({
        systemTotalBytes: sizeOf(keys.get('total')),
        systemFreeBytes: sizeOf(keys.get('free')),
      }),
    ),
  ),
  // msg="gpu memory" id=0 library=Metal available="4.8 GiB" free="5.3 GiB" minimum="512.0 MiB" overhead="0 B"
  withMessage('ollama-gpu-memory', 'gpu memory', (keys) =>
    says(
      known({
        availableBytes: sizeOf(keys.get('available')),
        freeBytes: sizeOf(keys.get('free')),
      }),
    ),
  ),
  // msg="inference compute" id=0 library=metal … total="5.3 GiB" available="5.3 GiB"
  withMessage('ollama-compute', 'inference compute', (keys) => {
    const available = sizeOf(keys.get('available'))
    return says(
      known(
        keys.get('library') === 'cpu'
          ? { systemTotalBytes: sizeOf(keys.get('total')), systemFreeBytes: available }
          : { freeBytes: available },
      ),
    )
  }),
  // msg=offload library=Metal layers.requested=-1 layers.model=33 layers.offload=33 … memory.available="[5.3 GiB]" …
  //   memory.required.full="5.2 GiB"; msg="offload to metal" layers.requested=-1 … to 0.3
  withMessageLike(
    'ollama-offload',
    ['msg=offload ', 'msg="offload to '],
    /offload(?: to \w+)?/,
    (keys) => {
      const total = countOf(keys, 'layers.model') ?? countOf(keys, 'layers.real')
      return says(
        known({
          totalLayers: total || null,
          layerCount: total ? total - 1 : null,
          offloadedLayers: countOf(keys, 'layers.offload'),
          [keys.get('library') === 'cpu' ? 'systemFreeBytes' : 'availableBytes']: sizeOf(
            keys.get('memory.available'),
          ),
          requiredBytes: neededBytes(keys.get('memory.required.full')),
        }),
      )
    },
  ),
  // msg="new model will fit in available VRAM in single GPU, loading" model=… gpu=0 parallel=4 available=22906503168 required="6.6 GiB"
  withMessageLike(
    'ollama-fits',
    'msg="new model will fit in available VRAM',
    /new model will fit in available VRAM[^"]*/,
    (keys) =>
      says(
        known({
          availableBytes: sizeOf(keys.get('available')),
          requiredBytes: neededBytes(keys.get('required')),
        }),
      ),
  ),
  planned('ollama-weights', 'model weights', 'gpuModelBytes', 'cpuModelBytes'),
  planned('ollama-kv', 'kv cache', 'gpuKvBytes', 'cpuKvBytes'),
  planned('ollama-graph', 'compute graph', 'gpuComputeBytes', 'cpuComputeBytes'),
  withMessage('ollama-total', 'total memory', (keys) =>
    says(known({ requiredBytes: neededBytes(keys.get('size')) })),
  ),
  // msg="model request too large for system" requested="5.3 GiB" available="4.8 GiB" total="10.0 GiB" free="4.8 GiB" swap="0 B"
  withMessage('ollama-request-need', 'model request too large for system', (keys) =>
    says(
      known({
        requiredBytes: neededBytes(keys.get('requested')),
        systemFreeBytes: sizeOf(keys.get('free')),
      }),
    ),
  ),
  // msg="peak memory" size="10.21 GiB": of the MLX runner
  withMessage('ollama-mlx-peak', 'peak memory', (keys) =>
    says(known({ allocatedBytes: sizeOf(keys.get('size')) })),
  ),
]

// msg="post predict" error="Post \"http://127.0.0.1:53748/completion\": EOF"
/** A child that dies says nothing of itself: who has asked it does (inference-logs.md §4). */
const deaths: readonly MessageForm[] = [
  form(
    'ollama-child-ended',
    'Post \\"http://127.0.0.1:',
    /^time=\S+ level=(?:ERROR|WARN) .{0,400}?="(?:[^"\\]{0,200}: )?Post \\"http:\/\/127\.0\.0\.1:(\d{4,5})\/\w{1,40}\\": (?:EOF|unexpected EOF|[^"]{0,200}connection re(?:set by peer|fused))"/,
    ([, port]) => ({ kind: 'child-ended', port: Number(port) }),
  ),
]

const shape: readonly MessageForm[] = [
  // msg="loading model" "model layers"=29 requested=-1
  withMessage('ollama-model-layers', 'loading model', (keys) => {
    const total = countOf(keys, 'model layers')
    return total ? says({ totalLayers: total, layerCount: total - 1 }) : null
  }),
  withMessageLike('ollama-load-request', 'msg=load request=', /load/, (keys) =>
    loadRequest(keys.get('request') ?? ''),
  ),
  withMessageLike(
    'ollama-layers',
    ' layers to GPU"',
    /offloaded (\d+)\/(\d+) layers to GPU/,
    (_, [offloaded, total]) => layersOf(countIn(offloaded), countIn(total)),
  ),
]

// {"function":"initialize","level":"INFO","line":457,"msg":"new slot","n_ctx_slot":2048,"slot_id":0,"tid":"…","timestamp":1713529242}
// {"function":"print_timings","level":"INFO","line":274,"msg":"generation eval time = … (… ms per token, 45.60 tokens per second)",…}
// INFO [print_timings] generation eval time = … ( … ms per token, 45.60 tokens per second) | n_decoded=…
/** llama.cpp's server as Ollama had it inside to 0.3, and llamafile. */
const embedded: readonly MessageForm[] = [
  form(
    'ollama-json-slots',
    '"msg":"initializing slots"',
    /^\{"function":"initialize",.*"n_slots":(\d+)/,
    ([, slots]) => says(known({ slotCount: countIn(slots) })),
  ),
  form(
    'ollama-json-slot',
    '"msg":"new slot"',
    /^\{"function":"initialize",.*"n_ctx_slot":(\d+)/,
    ([, tokens]) => says(known({ contextTokensPerSequence: countIn(tokens) })),
  ),
  form(
    'ollama-json-loaded',
    '"msg":"model loaded"',
    /^\{"function":"(?:main|server_cli|load_model)",.*"msg":"model loaded"/,
    () => ({ kind: 'loaded' }),
  ),
  form(
    'ollama-embedded-speed',
    'generation eval time =',
    /^(?:\{"function":"print_timings",.{0,80}"msg":"|(?:INFO|DEBUG) +\[ *print_timings\] +)generation eval time = .{0,200}?\b(\d{1,8}(?:[.,]\d{1,6})?) tokens per second\)/,
    ([, speed]) => says(known({ tokensPerSecond: figureIn(speed) })),
  ),
]

/** What Ollama says of a load, from 0.1 of January 2024 to 0.33 of August 2026 (inference-logs.md §2 to §5). */
export const ollamaForms: readonly MessageForm[] = [
  ...ollamaStarts,
  ...memory,
  ...shape,
  ...deaths,
  ...embedded,
]
