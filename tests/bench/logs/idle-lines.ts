/**
 * What servers print all day, composed by us in the forms of their programs; `#` stands for any digit. Those of llama-server
 * come as one request prints them, those of others as often as they do beside it.
 */
const forms: readonly string[] = [
  // llama-server since 2025
  '##.##.###.### I srv  params_from_: Chat format: Content-only',
  '##.##.###.### I slot get_availabl: id  # | task -1 | selected slot by LCP similarity, sim_best = 0.### (> 0.100 thold), f_keep = 0.###',
  '##.##.###.### I slot launch_slot_: id  # | task #### | processing task, is_child = 0',
  '##.##.###.### I slot update_slots: id  # | task #### | new prompt, n_ctx_slot = 8192, n_keep = 0, task.n_tokens = ####',
  '##.##.###.### I slot update_slots: id  # | task #### | n_tokens = ###, memory_seq_rm [###, end)',
  '##.##.###.### I slot update_slots: id  # | task #### | prompt processing progress, n_tokens = 2048, batch.n_tokens = 2048, progress = 0.######',
  '##.##.###.### I slot update_slots: id  # | task #### | prompt processing progress, n_tokens = 4096, batch.n_tokens = 2048, progress = 0.######',
  '##.##.###.### I slot update_slots: id  # | task #### | prompt done, n_tokens = ####, batch.n_tokens = ###',
  '##.##.###.### I slot print_timing: id  # | task #### | ',
  'prompt eval time =    ####.## ms /  #### tokens (    #.## ms per token,   ###.## tokens per second)',
  '       eval time =    ####.## ms /   ### tokens (   ##.## ms per token,    ##.## tokens per second)',
  '      total time =    ####.## ms /  #### tokens',
  '##.##.###.### I slot      release: id  # | task #### | stop processing: n_tokens = ####, truncated = 0',
  '##.##.###.### I srv  update_slots: all slots are idle',
  '##.##.###.### I srv  log_server_r: request: POST /v1/chat/completions 127.0.0.1 200',
  '##.##.###.### I srv  log_server_r: request: GET /health 127.0.0.1 200',
  '##.##.###.### I srv  log_server_r: request: GET /slots 127.0.0.1 200',
  'llama_model_loader: - kv  ##:                        llama.context_length u32              = 8192',
  'llama_model_loader: - kv  ##:                 llama.rope.freq_base f32              = ######.000000',
  'print_info: n_embd_v_gqa     = 1024',
  "ggml_metal_library_compile_pipeline: compiling pipeline: base = 'kernel_mul_mv_q4_K_f32', name = 'kernel_mul_mv_q4_K_f32_nsg=#'",
  'ggml_metal_init: loaded kernel_rms_norm_f32     0x10######0 | th_max = 1024 | th_width =   32',
  // Ollama
  '[GIN] 2026/0#/1# - 1#:##:## | 200 |  #.######### s |       127.0.0.1 | POST     "/api/chat"',
  '[GIN] 2026/0#/1# - 1#:##:## | 200 |      ##.###µs |       127.0.0.1 | GET      "/api/ps"',
  '[GIN] 2026/0#/1# - 1#:##:## | 200 |     ###.###ms |       127.0.0.1 | POST     "/v1/embeddings"',
  'time=2026-0#-1#T1#:##:##.###+02:00 level=DEBUG source=sched.go:### msg="context for request finished" runner.name=registry.ollama.ai/library/qwen3:8b runner.size="#.# GiB" runner.pid=#####',
  'time=2026-0#-1#T1#:##:##.###+02:00 level=DEBUG source=sched.go:### msg="runner with non-zero duration has gone idle, adding timer" runner.pid=##### duration=5m0s',
  'time=2026-0#-1#T1#:##:##.###+02:00 level=DEBUG source=cache.go:### msg="loading cache slot" id=# cache=#### prompt=#### used=### remaining=###',
  // MLX and what serves it
  '127.0.0.1 - - [1#/Mar/2026 1#:##:##] "POST /v1/chat/completions HTTP/1.1" 200 -',
  '2026-03-1# 1#:##:##,### - INFO - Prompt processing progress: ####/####',
  '2026-03-1# 1#:##:##,### - INFO - HTTP Request: GET https://huggingface.co/api/models/mlx-community "HTTP/1.1 200 OK"',
  'INFO:vllm_mlx.scheduler:[step] running=# waiting=0 finished=#',
  'INFO:     127.0.0.1:##### - "POST /v1/chat/completions HTTP/1.1" 200 OK',
  'INFO:     127.0.0.1:##### - "GET /v1/models HTTP/1.1" 200 OK',
  '[ 2026-04-1# 1#:##:##.### | INFO    | exo.worker.main:_run:### ] task ###### finished',
  // LM Studio
  '[2026-05-1# 1#:##:##][INFO][LM STUDIO SERVER] Running chat completion on conversation with # messages.',
  '[2026-05-1# 1#:##:##][INFO][qwen3-8b] Prompt processing progress: ##.#%',
  '[2026-05-1# 1#:##:##][INFO][qwen3-8b] Finished streaming response',
  // PyTorch: ComfyUI
  '[2026-05-1# 1#:##] got prompt',
  '[2026-05-1# 1#:##] Prompt executed in ##.## seconds',
  ' ##%|██████████████████▌                     | #/20 [00:##<00:##,  #.##s/it]',
  '[2026-05-1# 1#:##] Requested to load AutoencoderKL',
  // LocalAI, vLLM
  '1#:##AM DBG GRPC(qwen3-8b-127.0.0.1:#####): stderr slot update_slots: id  # | task ## | prompt done, n_past = ###',
  'INFO 03-1# 1#:##:## [loggers.py:###] Engine 000: Avg prompt throughput: ##.# tokens/s, Running: # reqs, Waiting: 0 reqs, GPU KV cache usage: #.#%',
]

/** `random`: numbers from 0 to 1. */
export function idleLine(index: number, random: () => number): string {
  const form = forms[index % forms.length] ?? ''
  return form.replace(/#/g, () => String(Math.floor(random() * 10)))
}
