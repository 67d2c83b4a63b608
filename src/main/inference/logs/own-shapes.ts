import { isLogDocument } from './log-document.ts'
import type { LogLine } from './log-line.ts'
import { speaksPlainly } from './program-words.ts'

/** Beginnings that name their source, or that one program alone prints. */
const ofSource =
  /^(?:\d+\.\d\d\.\d{3}\.\d{3} [A-Z] |time=\d{4}-\d\d-\d\dT\S+ level=\S+ source=[\w./-]{1,80}\.go:\d{1,6} |\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d [\w-]{1,40}\.go:\d{1,6}: |(?:DEBUG|INFO|WARN|WARNING|ERROR|CRITICAL) \d\d-\d\d \d\d:\d\d:\d\d \[[\w./]{1,80}\.py:\d{1,6}\] |\[GIN(?:-debug)?\] )/

/** Beginnings that any logger prints: a date, a level. What stands behind them may be anybody's. */
const prefixed =
  /^(?:\[ ?\d{4}-\d\d-\d\d[ T]\d\d:\d\d|\d{4}-\d\d-\d\d[ T]\d\d:\d\d|\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d|time=\d{4}-\d\d-\d\dT\S+ level=|(?:DEBUG|INFO|WARN|WARNING|ERROR|CRITICAL) \d\d-\d\d |(?:DEBUG|INFO|WARN|WARNING|ERROR|CRITICAL):[\w.]{1,80}:|(?:INFO|WARNING|ERROR): {4,}|(?:INFO|WARN|ERR|VERB|DEBUG) {1,2}\[ {0,40}\w{1,60}\] |[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d |\[ ?\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:[AP]M)?(?: \| \w{1,10} {0,8})?\]|\d{1,2}:\d\d[AP]M (?:DBG|INF|WRN|ERR) |\[(?:debug|info|warn|error)\] ?\[|\[\d{10}\] |\[(?:DEBUG|INFO|WARN|WARNING|ERROR|LM STUDIO SERVER)\])/

/** Who asked for what: of an address only what is a server's own, as the rest may say what is searched for. */
const access =
  /^[\da-f.:]{2,45}(?::\d{1,5})? - (?:- \[[^\]]{1,40}\] )?"(?:GET|POST|PUT|DELETE|HEAD|OPTIONS|PATCH) (?:\/|\/(?:v\d|api)(?:\/(?:v\d|chat|completions?|responses|messages|models?|embed|embeddings?|generate|tags|ps|show|version|pull|push|copy|create|delete|load|unload|rerank|audio|speech|transcriptions|translations|images|generations|cache|stats|status|health|system_stats|queue|tokenize|detokenize|tokens|count_tokens|\d{1,9})){0,4}|\/(?:health|metrics|slots|props|prompt|history|queue|infill|completions?|tokenize|detokenize|embeddings?|models|lora-adapters|system_stats|object_info|interrupt|favicon\.ico|docs|openapi\.json|ping|version)\/?) HTTP\/[\d.]{1,3}" \d{3}/

/** What programs print without one, by how it begins. */
const unprefixed: readonly RegExp[] = [
  // llama_model_loader: …, ggml_metal_init: …, print_info: …, common_init_from_params: …, mlx_lm.server: …
  /^(?:(?:llama|llm|ggml|gguf|mtmd|clip|whisper|common|mlx)_\w{1,60}|print_info|load_(?:tensors|backend|hparams|vocab|arch|stats|model|all_data|imatrix)|(?:sched|graph)_reserve|system_info|build_info|make_cpu_buft_list|init_(?:tokenizer|mappings|batch)|create_(?:tensor|memory)|alloc_(?:tensor_range|compute_meta)|done_getting_tensors|set_abort_callback|update_slots|server_\w{1,40})(?:::~?\w{1,60}|\.\w{1,60}){0,3}(?:\(\))?: /,
  /^(?:llama|llm|ggml|gguf|mtmd|clip|whisper|common|mlx|server|process)(?:_\w{1,60})?(?:::~?\w{1,60}){1,3}(?:\(\))?: /,
  /^(?:srv|slot|que|res|cmn) {1,16}\w{1,40}: /,
  /^system info: n_threads/,
  // timings of llama.cpp
  /^(?:prompt eval|eval|total|load|sampling|sample|unaccounted|graphs reused) ?(?:time)? *= /,
  /^(?:encode|decode|batchd|prompt|mel|fallbacks) time? *= /,
  /^\[GIN(?:-debug)?\] /,
  // 127.0.0.1 - - [16/Mar/2026 20:40:22] "GET /v1/models HTTP/1.1" 200 -
  access,
  // /opt/…/tokenization.py:1204: FutureWarning: …
  /^\/?[\w./~@+-]{1,300}\.py:\d{1,6}: \w{1,40}Warning: /,
  // /tmp/…/ggml-metal.m:851: …, GGML_ASSERT: ggml.c:12: …
  /^(?:GGML_ASSERT: )?[\w./@~+-]{1,300}\.(?:m|mm|c|cc|cpp|cu|h|hpp|go|rs|metal|swift):\d{1,6}(?::\d{1,6})?: /,
  // sampler params:  repeat_last_n = 64, repeat_penalty = 1.000
  /^sampler (?:seed|params|chain|chn|constr|order): /,
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

/** Names that a text may have as well: of these, and of prefixes that are everybody's, only what is said plainly. */
const ofAnyone: readonly RegExp[] = [
  prefixed,
  /^(?:main|build|load|clip|whisper|llama|ggml|gguf|mtmd|sched): /,
  // a bar of progress: Fetching 12 files:  42%|████▏     | 5/12 [00:01<00:02,  3.51it/s]
  /^(?:[\w .()-]{1,60}: *)?\d{1,3}%\|[^|]{0,200}\| *\S{1,40} \[[^\]]{1,60}\]/,
]

/** Whether a line begins as only a program's own begins, whatever it says then. */
export const namesItsSource = ({ text, printed }: LogLine): boolean =>
  ofSource.test(printed) ||
  ofSource.test(text) ||
  unprefixed.some((shape) => shape.test(text)) ||
  isLogDocument(text)

/** Whether a line has the shape of one that a program prints of itself, and says nothing that might be somebody's. */
export const hasOwnShape = (line: LogLine): boolean =>
  namesItsSource(line) ||
  (ofAnyone.some((shape) => shape.test(line.printed) || shape.test(line.text)) &&
    speaksPlainly(line.text))

/** Lines of llama.cpp that print what stands in the file of a model: its tokens and templates are no one's prompt. */
const ofModel =
  /^(?:(?:print_info|llm_load_print_meta|llm_load_vocab|llama_model_loader|load_vocab|init_tokenizer|common_init_result|common_init_from_params): |load: (?:control token|special_\w{1,40} |special tokens cache|token to piece cache|printing all EOG tokens| {1,4}- \d{1,7} \())/

export const tellsOfModel = ({ text }: LogLine): boolean => ofModel.test(text)
