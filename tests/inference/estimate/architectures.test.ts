import { describe, expect, it } from 'vitest'

import { traitsOf } from '../../../src/main/inference/estimate/architectures.ts'

/** LLM_ARCH_NAMES of llama.cpp in September 2026, in its order. */
const names = `
  clip llama llama4 deci falcon grok gpt2 gptj gptneox mpt baichuan starcoder refact bert modern-bert nomic-bert nomic-bert-moe
  neo-bert jina-bert-v2 jina-bert-v3 eurobert bloom stablelm qwen qwen2 qwen2moe qwen2vl qwen3 qwen3moe qwen3next qwen3vl qwen3vlmoe
  qwen35 qwen35moe clef qwen4exp phi2 phi3 phimoe plamo plamo2 plamo3 codeshell orion internlm2 minicpm minicpm3 gemma gemma2 gemma3
  gemma3n gemma4 gemma4-assistant gemma-embedding starcoder2 mamba mamba2 maple jamba falcon-h1 xverse command-r cohere2 cohere2moe
  dbrx olmo olmo2 olmoe muse-glimmer openelm arctic deepseek deepseek2 deepseek2-ocr deepseek32 deepseek4 xing4_0 chatglm glm4 glm4moe
  glm-dsa bitnet t5 t5encoder jais jais2 nemotron nemotron_h nemotron_h_moe exaone exaone4 exaone-moe rwkv6 rwkv6qwen2 rwkv7 arwkv7
  granite granitemoe granitehybrid graniteswitch granite_swa chameleon wavtokenizer-dec plm bailingmoe bailingmoe2 bailingmoe3 dots1
  dots3note arcee afmoe laguna ernie4_5 ernie4_5-moe hunyuan-moe hunyuan-dense hunyuan_vl hy_v3 hy_v4 smollm3 gpt-oss lfm2 lfm2moe
  dream smallthinker llada llada-moe seed_oss grovemoe apertus minimax-01 hrm_text minimax-m2 minimax-m3 cogvlm rnd1 pangu-embedded
  mistral3 eagle3 dflash mistral4 paddleocr mimo2 step35 spark2_5 llama-embed maincoder kimi-linear kimi-k3 glm5-next talkie mellum
  nanbeige qwen3tts pockettts k2-horizon`
  .trim()
  .split(/\s+/)

const namesWith = (
  is: (traits: NonNullable<ReturnType<typeof traitsOf>>) => boolean,
): readonly string[] =>
  names.filter((name) => {
    const traits = traitsOf(name)
    return traits !== null && is(traits)
  })

describe('traitsOf', () => {
  it('knows every architecture of llama.cpp', () => {
    expect(names.filter((name) => traitsOf(name) === null)).toEqual([])
    expect(new Set(names).size).toBe(names.length)
  })

  it('knows no other', () => {
    expect(traitsOf('llama5')).toBeNull()
    expect(traitsOf('')).toBeNull()
    expect(traitsOf('constructor')).toBeNull()
  })

  it('counts a tied embedding twice where the output is made before the input', () => {
    expect(namesWith(({ countsTiedTwice }) => countsTiedTwice === true)).toEqual([
      'gemma3n',
      'gemma4',
    ])
  })
})

describe('copies of a state to go back to', () => {
  it('are of the architectures of llm_arch_supports_rs_rollback', () => {
    expect(namesWith(({ rollsBack }) => rollsBack === true)).toEqual([
      'qwen35',
      'qwen35moe',
      'qwen4exp',
      'deepseek4',
      'nemotron_h',
      'nemotron_h_moe',
      'bailingmoe3',
      'lfm2',
      'lfm2moe',
      'kimi-k3',
      'glm5-next',
    ])
  })
})

describe('the memory of an architecture', () => {
  it('is recurrent and hybrid where llama.cpp says so', () => {
    // llm_arch_is_recurrent, and llm_arch_is_hybrid but for deepseek4, whose cache is a kind of its own
    expect(namesWith(({ memory }) => memory === 'recurrent')).toEqual([
      'mamba',
      'mamba2',
      'rwkv6',
      'rwkv6qwen2',
      'rwkv7',
      'arwkv7',
    ])
    expect(namesWith(({ memory }) => memory === 'hybrid')).toEqual([
      'qwen3next',
      'qwen35',
      'qwen35moe',
      'qwen4exp',
      'plamo2',
      'jamba',
      'falcon-h1',
      'nemotron_h',
      'nemotron_h_moe',
      'granitehybrid',
      'bailingmoe3',
      'lfm2',
      'lfm2moe',
      'minimax-01',
      'kimi-linear',
      'kimi-k3',
      'glm5-next',
    ])
  })

  it('is none where create_memory makes none', () => {
    expect(namesWith(({ memory }) => memory === 'none')).toEqual([
      'clip',
      'bert',
      'modern-bert',
      'nomic-bert',
      'nomic-bert-moe',
      'neo-bert',
      'jina-bert-v2',
      'jina-bert-v3',
      'eurobert',
      'clef',
      'gemma4-assistant',
      'gemma-embedding',
      'wavtokenizer-dec',
      'dream',
      'llada',
      'llada-moe',
      'rnd1',
    ])
  })
})
