import { isLogDocument } from './log-document.ts'
import type { LogLine } from './log-line.ts'

/** Beginnings that only a logger prints: a date, a level, the time since the start. */
const prefixed =
  /^(?:\[ ?\d{4}-\d\d-\d\d[ T]\d\d:\d\d|\d{4}-\d\d-\d\d[ T]\d\d:\d\d|\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d|time=\d{4}-\d\d-\d\dT\S+ level=|\d+\.\d\d\.\d{3}\.\d{3} [A-Z] |(?:DEBUG|INFO|WARN|WARNING|ERROR|CRITICAL) \d\d-\d\d |(?:DEBUG|INFO|WARN|WARNING|ERROR|CRITICAL):[\w.]{1,80}:|(?:INFO|WARNING|ERROR): {4,}|(?:INFO|WARN|ERR|VERB|DEBUG) {1,2}\[ {0,40}\w{1,60}\] |\[GIN(?:-debug)?\] |[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d |\[ ?\d\d:\d\d:\d\d|\d{1,2}:\d\d[AP]M (?:DBG|INF|WRN|ERR) |\[(?:debug|info|warn|error)\] ?\[|\[\d{10}\] |\[(?:DEBUG|INFO|WARN|WARNING|ERROR|LM STUDIO SERVER)\])/

/** What programs print without one, by how it begins. */
const unprefixed: readonly RegExp[] = [
  // llama_model_loader: …, ggml_metal_init: …, print_info: …, common_init_from_params: …, mlx_lm.server: …
  /^[a-z]\w{0,40}_\w{1,60}(?:::\w{1,60}|\.\w{1,60}){0,3}(?:\(\))?: /,
  /^[a-z]\w{0,40}(?:::~?\w{1,60}){1,3}(?:\(\))?: /,
  /^(?:main|build|load|clip|whisper|llama|ggml|gguf|mtmd|sched): /,
  /^(?:srv|slot|que|res|cmn) {1,16}\w{1,40}: /,
  /^system info: n_threads/,
  // timings of llama.cpp
  /^(?:prompt eval|eval|total|load|sampling|sample|unaccounted|graphs reused) ?(?:time)? *= /,
  /^(?:encode|decode|batchd|prompt|mel|fallbacks) time? *= /,
  /^\[GIN(?:-debug)?\] /,
  // 127.0.0.1 - - [16/Mar/2026 20:40:22] "GET /v1/models HTTP/1.1" 200 -
  /^[\da-f.:]{2,45}(?::\d{1,5})? - (?:- \[[^\]]{1,40}\] )?"(?:GET|POST|PUT|DELETE|HEAD|OPTIONS|PATCH) [^"\s?]{1,200} HTTP\/[\d.]{1,3}" \d{3}/,
  // a bar of progress: Fetching 12 files:  42%|████▏     | 5/12 [00:01<00:02,  3.51it/s]
  /^(?:[\w .()-]{1,60}: *)?\d{1,3}%\|[^|]{0,200}\| *\S{1,40} \[[^\]]{1,60}\]/,
  // /opt/…/tokenization.py:1204: FutureWarning: …
  /^\/?[\w./~@+-]{1,300}\.py:\d{1,6}: \w{1,40}Warning: /,
  // /tmp/…/ggml-metal.m:851: …, GGML_ASSERT: ggml.c:12: …
  /^(?:GGML_ASSERT: )?[\w./@~+-]{1,300}\.(?:m|mm|c|cc|cpp|cu|h|hpp|go|rs|metal|swift):\d{1,6}(?::\d{1,6})?: /,
  // sampler params:  repeat_last_n = 64, repeat_penalty = 1.000
  /^sampler \w{1,20}: /,
  /^\w{1,40} = -?[\d.]{1,20}(?:, \w{1,40} = -?[\d.]{1,20}){0,20}$/,
  // ComfyUI
  /^\d{1,5}\.\d{1,3} seconds(?: \(IMPORT FAILED\))?: \//,
  /^(?:Prestartup|Import) times for custom nodes:$/,
  /^(?:Set vram state to|Total VRAM|pytorch version|Python version|ComfyUI version|ComfyUI frontend version|VAE dtype|model weight dtype):? [\w:./+, ()-]{1,80}$/,
  /^(?:got prompt|Starting server|Prompt executed in [\d.:]{1,12}(?: seconds)?|To see the GUI go to: http\S{1,80}|Requested to load \w{1,60}|Loading \d{1,3} new models?|Unloading models? .{0,60}|loaded (?:completely|partially)[\d. TrueFals]{0,80})$/,
  /^(?:Metal|MLX|CUDA|BLAS|AVX|NEON) ?[:=]/,
  /^libc\+\+abi: /,
  /^={2,}$|^-{3,}$|^\.{4,}$|^\*{3,}$/,
]

/** Whether a line has the shape of one that a program prints of itself, whatever it says then. */
export const hasOwnShape = ({ text, printed }: LogLine): boolean =>
  prefixed.test(printed) ||
  prefixed.test(text) ||
  unprefixed.some((shape) => shape.test(text)) ||
  isLogDocument(text)

/** Lines of llama.cpp that print what stands in the file of a model: its tokens and templates are no one's prompt. */
const ofModel =
  /^(?:print_info|llm_load_print_meta|llm_load_vocab|llama_model_loader|load|load_vocab|init_tokenizer|common_init_result|common_init_from_params): /

export const tellsOfModel = ({ text }: LogLine): boolean => ofModel.test(text)
