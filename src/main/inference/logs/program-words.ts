/*
 * Behind a prefix that any program may print, anything may stand: also what somebody has asked. What servers say of themselves is said
 * in few words: a line of these alone, and of figures, paths and addresses, holds nobody's.
 */

const words: ReadonlySet<string> = new Set(
  `
all aware httpd srv que res cmn meta ctrl errno refused peer unreachable denied permission timedout broken a an and are as at be been before by can cannot could did do does doesn don either exist exists for from has have if in into is
isn it its more most no none not now of off on only or per s so t than that the then there this to too under until up use used uses
using via was were when while will with without won yet

abort aborted aborting accept accepted access active adapter adapters add added adding address addresses allocate allocated
allocating allocation allocations allocator already alpha answer api app application apply applied applying architecture arg args
argument arguments asgi assign assigned async attach attempt attempting attention auto autoencoder automatic available average
await awq back backend backends background bad base baseline batch batched batches batching begin best beta bf bf16 bias bin bind
binding bit bits block blocks bool bound broken browser budget buffer buffered buffers build bundle busy byte bytes
cache cached caches caching calculated call called canceled cancelled cannot capability capacity cause change changed channel
channels chat check checking checkpoint checkpoints checksum child choose chosen chunk chunked chunks class clean cleaned cleaning
cleanup clear cleared clearing client clients clip clock clone close closed closing code collection comfy command commit commits
compile compiled compiling complete completed completion completions component components compute computed computing concurrent
config configs configuration configured configuring connect connected connecting connection connections console context contexts
continue continuous control controlnet conversion convert converted converting copied copy copying core cores count counter cpu
create created creating ctrl ctx cuda current currently custom darwin data dataset debug decode decoded decoder decoding decompress
decompressed decreasing dedicated default defaults defined delete deleted deleting deprecated dequantized detect detected detecting
device devices diffusion dimension dimensions direct directory disable disabled disconnect disconnected disk dispatch docs done
download downloaded downloading draft drop dropped dropping dry dtype due duration dylib dynamic
effective elapsed embed embedding embeddings empty enable enabled enabling encode encoded encoder encoding end endpoint endpoints
ended engine engines entries entry environment eos eot error errors estimate estimated estimates evaluation event events evict
evicted evicting evictions exceed exceeded exceeds exception executable execute executed executing execution executor exit exited
exiting expected expert experts expired expires export exported extension extensions external extra
factor fail failed failing fails failure fallback falling false family fast feature features fetch fetched fetching few field file
filename files final find finish finished finishing first fit fits fix flag flags flash flight float flush flushed foreground fork
format forward found fp free freed freeing frequency frontend full fully function fused
gap garbage gb gc generate generated generating generation generator get gguf gib given global good gpu gpus graceful graph graphs
group groups guard guided handle handled handler handling hardware has hash head header headers heads health healthy heap height
helper helpers hf hidden high hit hits hold home host hostname http https hub hybrid
id identity idle ids ignore ignored ignoring image images import imported importing index info inference init initial initialised
initialising initialization initialize initialized initializing initiate input inputs inspect install installed instance instances
instead instruct int integer integrity interface internal interrupt interrupted interval invalid invoked io ip issue item items
iteration iterations its job jobs join json kernel kernels key keep keepalive kept kib kill killed killing kind known kv kvcache
language large last latency latent latest launch launched launching layer layers least left length level levels lib library license
like limit limited limits line lines link list listen listening live llm llms load loaded loader loading loads local location lock
locked log logger logging logits long lookup loop lora low lru ly
mac machine macos main make making malformed manager map mapped mapping mask mask matched matching max maximum may mb measured
memory merge merged message messages metadata metal method metric metrics mib middleware min minimum minutes missing mixed mlock mlx
mmap mmproj mode model models modified modify module modules monitor moved moving mps ms multi multimodal multiple
name named names native need needed needs network new next node nodes normal note nothing null number numbers numpy
object obsolete occurred offload offloaded offloading offset ok old one open opened openai opening operation operations optimised
optimization optimized option optional options order origin os other out output outputs over overflow overhead override overridden
overriding own package packages padding page paged pages parallel param parameter parameters params parse parsed parser parsing part
partial partially pass passed patch patches path paths peak pending percent performance performing period pid pinned pipe pipeline
platform please plugin plugins point poll pool pooling pools port position precision predicted prediction prefetch prefill prefilled
prefix preload prepare prepared preparing present press pressure previous print prior private process processed processes processing
processor profile progress projector prompt prompts protocol provider providers proxy public pull pulled pulling push pytorch python
quality quant quantization quantize quantized query queue queued queues quit range rate ratio raw reached read reader reading ready
real reason reasoning rebuild rebuilding receive received receiving recommended recompute reconnect recover recovered recovery
recursive redirect redraw reduce reduced reducing reference refresh refreshed register registered registering registry reject
rejected release released releasing reload reloaded reloading remaining remote remove removed removing repeat repeating replace
replaced repo report repository request requested requests require required requires reserve reserved reset residency resident
resize resolution resolve resolved resource resources response responses rest restart restarted restarting restore restored result
results resume retained retries retry retrying return returned returning returns reuse reused reusing revision rope route router
routes routing row rows run runner runners running runs runtime
safe safetensors same sample sampler samplers sampling save saved saving scale scaled schedule scheduled scheduler scheduling scheme
screen script search second seconds seed segment select selected send sending sent separate seq sequence sequences serial serve
served server servers service serving session sessions set sets setting settings setup shape shard shards shared shift should show
shutdown shutting sigint signal sigterm silicon single site size sizes skip skipped skipping slice sliding slot slots slow small
snapshot socket some soft software source space spec special specified speculative speed split splitting spawn spawned stage stall
stalled start started starting starts startup stat state static stats status stderr stdout step steps still stop stopped stopping
stops storage store stored storing stream streaming streams strict string style sub subprocess succeeded success successful
successfully suite support supported supports suppress swap switch sync synced syncing system systems
table tag tags take taken takes target task tasks temp temperature template templates tensor tensors terminate terminated
terminating test text thinking thread threadpool threads threshold throughput tib tile time timed timeout timeouts times timestamp
timing timings token tokenizer tokenizers tokens tool tools top torch total trace traceback tracked tracking transformer
transformers tree triggered true trust truncate truncated truncating try trying tune type types ui uint unable unavailable unbound
unexpected unified union unique unit unknown unload unloaded unloading unset unsupported unused update updated updating upgrade
upload uptime url usage user usm utilization uvicorn uvloop vae valid validate validated validation value values vector verbose
verification verified verify verifying version video virtual visible vision vocab vram vllm wait waited waiting warm warmed warming
warmup warn warning warnings weight weights web webp webserver websocket weird whisper width will window windows wired within work
worker workers workflow working world write writing written wrong yes zero

apple arm auth bert bfloat bnb cancel chatml clang coder community comfyui debug deepseek distill exl exo fastapi flux forge gemma
gemini gelu ggml github glm gpt granite gqa groq huggingface hunyuan internlm jinja kimi kobold koboldcpp lfm llama llamacpp llava
lm lms lmstudio localhost minicpm mistral mixtral mla moe moondream mtmd nemotron nomic ollama omlx omni oss phi pixtral qat qk
qwen rerank reranker rwkv sd sdpa sdxl silu smollm studio swa swift swiglu thudm turbo unsloth vl vlm xl yarn
get post put head patch options delete tcp udp sse unauthorized forbidden
debug info warning critical dbg inf wrn err
`
    .trim()
    .split(/\s+/),
)

/** Longer ones are no message. */
const maxLength = 1_000

/** Where everybody's models and programs lie. */
const knownHosts =
  '(?:localhost|\\d{1,3}(?:\\.\\d{1,3}){3}|\\[[\\da-f:]{2,45}\\]|huggingface\\.co|hf\\.co|(?:raw\\.)?github(?:usercontent)?\\.com|registry\\.ollama\\.ai)'
const address = new RegExp(`\\bhttps?://${knownHosts}(?::\\d{1,5})?(?=[/\\s"',)]|$)`, 'gi')
const path =
  /(?<![\w/.])(?:~|\.{1,2}|\/(?:Users|home|opt|usr|tmp|var|private|Library|Applications|Volumes|root|mnt|models|System))(?:\/[\w.+@-]{1,120}){1,20}/g
/** Of the addresses of files on servers that are everybody's. */
const addressPath =
  /\bhttps:\/\/(?:huggingface\.co|(?:raw\.)?github(?:usercontent)?\.com)\/[\w./%+-]{1,300}/g
const file = /[\w.-]{1,120}\.(?:gguf|safetensors|dylib|metallib|onnx|sft|ckpt|pth?)\b/g
/** A name and a host are somebody's. */
const person = /\S@\S/

/** Whether only a program says so: what is left is nobody's secret, whoever has written it. */
export function speaksPlainly(message: string): boolean {
  if (message.length > maxLength) return false
  const text = message
    .replaceAll(addressPath, ' ')
    .replaceAll(address, ' ')
    .replaceAll(path, ' ')
    .replaceAll(file, ' ')
  if (person.test(text)) return false
  return text.split(/[^\p{L}\d]+/u).every(isPlain)
}

/** `StableDiffusionPipeline` is three words; what has a figure in it is none. */
const isPlain = (token: string): boolean =>
  token === '' ||
  /\d/.test(token) ||
  words.has(token.toLowerCase()) ||
  (/[a-z][A-Z]/.test(token) &&
    token
      .split(/(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/)
      .every((word) => words.has(word.toLowerCase()))) ||
  /^[b-hj-z]$/i.test(token)
