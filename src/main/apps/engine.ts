/** Programs that run models themselves, by the names of their files. Scripts (python, node) are told by their logs. */
const engines =
  /^(llama-(server|cli|bench|box|run|swap|gguf-\w+)|llama\.cpp|llamafile|ollama(_llama_server)?|koboldcpp(-\w+)*|mlx_(lm|vlm)[.\w]*|local-?ai|lms|whisper-(server|cli)|sd-server|rpc-server|vllm|exo|cortex(-server|cpp)?|text-generation-\w+|tabby|mistralrs-server)$/i

/** `fileName`: the last part of an executable's path. */
export const isEngine = (fileName: string): boolean => engines.test(fileName)
