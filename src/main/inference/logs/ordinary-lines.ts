/**
 * What logs are full of: lines of servers at work and at rest, in the forms of their programs, composed by us. They only teach
 * the scan which parts of its anchors are rare; whatever stands here, the same is found.
 */
export const ordinaryLines: readonly string[] = [
  'srv  update_slots: all slots are idle',
  'srv  log_server_r: done request: POST /v1/chat/completions 127.0.0.1 200',
  'slot get_availabl: id  1 | task -1 | selected slot by LCP similarity, sim_best = 0.634 (> 0.100 thold), f_keep = 0.615',
  'slot launch_slot_: id  3 | task 1 | processing task, is_child = 0',
  'slot update_slots: id  1 | task 246 | prompt processing progress, n_tokens = 2048, batch.n_tokens = 2048, progress = 0.743646',
  'slot print_timing: id  3 | task 1 |        eval time =    1226.67 ms /   700 tokens (    1.75 ms per token,   569.83 tokens per second)',
  'slot      release: id  3 | task 1 | stop processing: n_tokens = 1140, truncated = 0',
  '[GIN] 2026/02/07 - 22:01:35 | 200 |      51.292us |       127.0.0.1 | POST     "/api/chat"',
  'time=2026-02-10T15:22:24.011+09:00 level=DEBUG source=sched.go:152 msg="runner with non-zero duration has gone idle, adding timer" duration=5m0s',
  'INFO:     127.0.0.1:50944 - "POST /v1/chat/completions HTTP/1.1" 200 OK',
  '127.0.0.1 - - [16/Mar/2026 20:40:22] "GET /v1/models HTTP/1.1" 200 -',
  '2026-03-16 20:40:18,314 - INFO - HTTP Request: GET https://huggingface.co/api/models "HTTP/1.1 200 OK"',
  'INFO:vllm_mlx.service.helpers:[disconnect_guard] poll #10 disconnected=False elapsed=5.0s',
  '[2026-05-28 16:37:02][INFO][LM STUDIO SERVER] Running chat completion on conversation with 4 messages.',
  '[2026-05-27 15:17] Requested to load SDXL',
  'llama_model_loader: - kv  12:                llama.attention.head_count u32              = 32',
  'print_info: n_embd_head_k    = 128',
  'ggml_metal_init: loaded kernel_mul_mv_q4_K_f32   0x11f7071f0 | th_max = 1024 | th_width =   32',
]
