/**
 * What we admit of a GGUF file. Its lengths and counts are foreign: each is held against these, and against what the file can
 * hold, before anything is allocated for it.
 */

/** The largest that we know (262 144 tokens and 514 906 merges) has 16 MB: eight of those. Longer ones are made to keep us busy. */
export const maxHeaderBytes = 128 * 2 ** 20
/** What is kept of the metadata in all: its texts and short lists. A model has tens of kilobytes, most of them chat templates. */
export const maxKeptBytes = 16 * 2 ** 20
/** A model has less than a hundred. */
export const maxMetadataPairs = 16_384
/** The format allows 65 535 for a key, and no known one has a hundred. */
export const maxKeyBytes = 1_024
/** A text is cut here: the longest chat templates have half of it, and no figure is taken from what is longer. */
export const maxTextBytes = 64 * 2 ** 10
/** Lists of numbers that are longer are not kept: those with one item for a layer are short, those with one for a token are not. */
export const maxKeptItems = 8_192
/** Lists in lists: the format allows them, and llama.cpp itself refuses the second. */
export const maxListDepth = 4
/** What a list in a list counts of `maxKeptBytes`: each takes its time, so that there can be 65 536 of them. */
export const innerListBytes = 256
/** A mixture with each expert by itself (128 of them, 35 layers) has 14 000. */
export const maxTensors = 131_072
/** GGML_MAX_NAME is 64 in llama.cpp, 128 in those who load image models. */
export const maxTensorNameBytes = 256
/** GGML_MAX_DIMS. */
export const maxDimensions = 4
/** The largest page that any system has. The default is 32 bytes. */
export const maxAlignmentBytes = 2 ** 30
export const defaultAlignmentBytes = 32
/** llama.cpp counts shards in 16 bits; the largest models come in some two hundred. */
export const maxShards = 1_024
