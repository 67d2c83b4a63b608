import type { Card, Fix } from '../../../../shared/finding.ts'
import type { Case } from '../case.ts'
import { fix, present } from './fix.ts'
import { isOnLinux } from './platform.ts'
import { modelName } from './model-words.ts'
import { nameAtStart } from './program-words.ts'

export function modelMissing(one: Case): Card {
  const name = modelName(one.facts)
  return {
    sentence: `${nameAtStart(one)} did not find ${name === null ? 'its model' : `the model ${name}`}`,
    cause:
      'There is no such file or model at the place that the program looks at, or it may not read it.',
    fixes: present([
      installed(one),
      fix(
        'Compare the path with the file, letter by letter: a relative path starts where the program was started, and ~ is not expanded within quotes or by services',
      ),
      isOnLinux(one)
        ? fix(
            'See whether the user that runs it may read the file: a service has a user of its own; other disks must be mounted first',
          )
        : fix(
            'See whether macOS lets the program read that folder: System Settings, Privacy & Security, Files and Folders; external disks must be mounted first',
          ),
    ]),
    misadvice: [],
  }
}

function installed({ program }: Case): Fix {
  switch (program) {
    case 'ollama':
      return fix('See which models Ollama has, and pull the one that is missing', 'ollama list')
    case 'lm-studio':
      return fix('See which models LM Studio has', 'lms ls')
    case 'whisper.cpp':
      return fix(
        "Download the model, with the script in the folder of whisper.cpp's source",
        'sh ./models/download-ggml-model.sh base.en',
      )
    case 'llama.cpp':
      return fix(
        'See whether the file is where -m says; with -hf llama.cpp downloads a model by its name on Hugging Face',
      )
    case 'mlx':
    case 'mlx-lm':
    case 'vllm-mlx':
    case 'omlx':
    case 'exo':
    case 'pytorch':
    case 'vllm':
      return fix('See which models are in the cache of Hugging Face', 'ls ~/.cache/huggingface/hub')
    case null:
    case 'shell':
    case 'python':
    case 'candle':
    case 'llama-cpp-python':
    case 'comfyui':
    case 'koboldcpp':
    case 'localai':
    case 'jan':
      return fix('See whether the model is in the folder that the program looks at')
  }
}
