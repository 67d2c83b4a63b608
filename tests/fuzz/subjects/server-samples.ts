import { answersTo } from '../samples.ts'

// Composed by us, after the answers that tests/inference/servers hold with their sources; some are of recordings.

const llama: readonly string[] = [
  'GET /props\n{"role":"router","default_generation_settings":{"n_ctx":4096},"model_path":"/m/a.gguf","total_slots":4,"build_info":"b6800-abc"}',
  'GET /models\n{"data":[{"id":"a","owned_by":"llamacpp","meta":{"n_ctx_train":4096,"n_params":5,"size":5},"status":{"value":"loaded","args":["--port","1"]}}]}',
  'GET /slots\n[{"id":0,"n_ctx":8,"is_processing":true,"n_prompt_tokens":4,"next_token":[{"n_decoded":1}]}]',
  'GET /health\n{"status":"ok","slots_idle":1}',
  'GET /running\n{"running":[{"model":"m","state":"ready","cmd":"x -m \\"a.gguf","ttl":1}]}',
]
const others: readonly string[] = [
  'GET /api/ps\n{"models":[{"name":"a","model":"a","size":5,"size_vram":3,"expires_at":"2026-08-20T10:11:12Z","context_length":4096,"details":{"family":"llama","quantization_level":"Q4_K_M"}}]}',
  'GET /api/tags\n{"models":[{"name":"a","model":"a","size":5,"details":{"family":"koboldcpp"}}]}',
  'GET /api/version\n{"version":"0.12.5"}',
  'GET /v1/models\n{"object":"list","data":[{"id":"m","object":"model","owned_by":"vllm","max_model_len":4096,"root":"/m"}]}',
  'GET /api/v0/models\n{"object":"list","data":[{"id":"m","type":"llm","state":"loaded","arch":"qwen3","quantization":"4bit","max_context_length":4096,"loaded_context_length":2048}]}',
  'GET /api/v1/models\n{"models":[{"key":"m","type":"llm","size_bytes":5,"loaded_instances":[{"id":"m","config":{"context_length":4096}}]}]}',
  'POST /api/v1/models/load\n{"status":"loaded","instance_id":"m","load_time_seconds":1.5}',
  'GET /engines/ps\n[{"model_name":"a","backend_name":"b","last_used":"2026-08-20T10:11:12Z","mode":"completion"}]',
  'GET /api/extra/perf\n{"idle":1,"queue":0,"last_eval_speed":4.5,"idletime":3,"uptime":9,"total_gens":4}',
  'GET /backend/monitor\n{"state":2,"memory":{"total":9,"breakdown":{"weights":5}}}',
  'GET /system_stats\n{"system":{"os":"posix","ram_total":5,"ram_free":3,"comfyui_version":"0.3"},"devices":[{"name":"mps","type":"mps","vram_total":5,"vram_free":3}]}',
  'GET /queue\n{"queue_running":[[1,"a"]],"queue_pending":[]}',
  'GET /state\n{"instances":{"a":{"MlxRingInstance":{"shardAssignments":{"modelId":"m","runnerToShard":{}}}}},"runners":{"r":{"RunnerRunning":{}}}}',
  'GET /v1/status\n{"status":"running","models":[{"id":"m","memory_gb":5.5}],"metal":{"active_memory_gb":1,"peak_memory_gb":2}}',
  'POST /api/generate\n{"model":"a","done":true,"done_reason":"unload","eval_count":5,"eval_duration":1000}',
  'GET /v1/models/status\n{"models":[{"id":"m","loaded":true,"size_bytes":5,"last_access":1795200000}],"total":1}',
  'GET /is_sleeping\n{"is_sleeping":false}',
  'GET /metrics\nvllm:num_requests_running{model_name="m"} 1\nvllm:kv_cache_usage_perc{model_name="m"} 0.5\n',
]

const recorded = [
  ...answersTo(/^http GET \S+\/slots$/).map((body) => `GET /slots\n${body}`),
  ...answersTo(/^http GET \S+\/props$/).map((body) => `GET /props\n${body}`),
]

export const serverAnswers: readonly string[] = [...llama, ...others, ...recorded]

export const metricsPage = `# HELP llamacpp:prompt_tokens_total Number of prompt tokens processed.
# TYPE llamacpp:prompt_tokens_total counter
llamacpp:prompt_tokens_total 1215
llamacpp:requests_processing{model="a \\"b\\" \\\\ c",le="+Inf"} 1 1795200000000
vllm:cache_config_info{block_size="16",num_gpu_blocks="512"} 1.0
go_info NaN
`

export const commandLines: readonly string[] = [
  '/opt/homebrew/bin/llama-server -m /m/qwen3.gguf -c 8192 -ngl 99 -fa on -ctk q8_0 -ctv q8_0 -np 4 --port 8080 --log-file /tmp/a.log --no-mmap',
  '/Applications/Ollama.app/Contents/Resources/ollama runner --model /Users/ann/.ollama/models/blobs/sha256-aa --port 51234 --ctx-size 4096',
  '/Applications/Ollama.app/Contents/Resources/ollama serve',
  'OLLAMA_CONTEXT_LENGTH=8192 nice -n 5 ollama run llama3.2:1b "say hello"',
  '/opt/homebrew/bin/python3 -m mlx_lm.server --model mlx-community/Qwen3-4B-4bit --port 8081 --prompt-cache-size 5',
  'python3 -m llama_cpp.server --model a.gguf --n_ctx 4096 --type_k 8',
  'env LLAMA_ARG_CTX_SIZE=32768 llama-cli -hf ggml-org/gemma-3-4b-it-GGUF:Q4_K_M --mmproj x.gguf -ot "exps=CPU" --n-cpu-moe 8',
  'llama-bench -m a.gguf -p 512,1024 -n 128 -d 4096 -ctk f16,q8_0 -ngl 99',
  'sudo -u ann caffeinate -i vllm serve Qwen/Qwen3-8B --max-model-len 8k --gpu-memory-utilization 0.9',
  'koboldcpp --model a.gguf --contextsize 16384 --gpulayers 99 --port 5001',
  'bash -c "llama-server -m \'my model.gguf\' -c 4096 && echo done"',
  'lms load qwen3-4b --context-length 8192 --gpu max',
]
